package pcap

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// blocks reads all pieces of a file.
func blocks(b []byte) (all []Block, err error) {
	r, err := NewReader(bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	for {
		var b Block
		if err := r.NextBlock(&b); err != nil {
			return all, err
		}
		b.Raw = bytes.Clone(b.Raw)
		all = append(all, b)
	}
}

func TestSample(t *testing.T) {
	for _, order := range []bool{false, true} {
		f := sample(order)
		packets, r := whole(t, f.b)
		check(t, "format", "pcapng", r.Format())
		check(t, "interfaces", 2, len(r.Interfaces()))
		first, second := r.Interfaces()[0], r.Interfaces()[1]
		if order {
			check(t, "order", true, first.BigEndian)
		}
		want := []Packet{
			{Data: []byte("netlink."), Time: atTime, Ticks: atMicro, Len: 8, Offset: f.starts[2], Interface: first},
			{
				Data: []byte("odd"), Time: atTime.Add(789), Ticks: 123456789, Len: 100, Offset: f.starts[4], Interface: second,
				Comments: []string{"one", "two"}, Flags: Of(uint32(6)), DropCount: Of(uint64(77)),
				Options: Options{f.b[f.starts[4]+32 : f.starts[5]-4], order},
			},
			{Data: []byte("plain"), Len: 5, Offset: f.starts[5], Interface: first},
			{Data: []byte("old."), Time: atTime, Ticks: atMicro, Len: 4, Offset: f.starts[6], Interface: first, DropCount: Of(uint64(3))},
			{Data: []byte("last"), Time: atTime.Add(1000), Ticks: atMicro + 1, Len: 4, Offset: f.starts[12], Interface: first},
		}
		if d := diff(want, packets); d != "" {
			t.Error(d)
		}
		check(t, "notes", 0, len(r.Notes()))
	}
}

// TestBlocks: the pieces are the file, and say what they are.
func TestBlocks(t *testing.T) {
	f := sample(true)
	all, err := blocks(f.b)
	if err != io.EOF {
		t.Fatal(err)
	}
	var got []byte
	var kinds []string
	for i, b := range all {
		check(t, "offset", f.starts[i], b.Offset)
		check(t, "offset again", int64(len(got)), b.Offset)
		check(t, "format", "pcapng", b.Format)
		got = append(got, b.Raw...)
		what := fmt.Sprintf("%d:%x", b.Kind, b.Type)
		if b.Packet != nil {
			what += " packet"
		}
		if b.Interface != nil {
			what += fmt.Sprint(" ", b.Interface.ID)
		}
		kinds = append(kinds, what)
	}
	if !bytes.Equal(f.b, got) {
		t.Error("the pieces are not the file")
	}
	check(t, "kinds", []string{
		"3:a0d0d0a", "4:1 0", "2:6 packet 0", "4:1 1", "2:6 packet 1", "2:3 packet 0", "2:2 packet 0",
		"6:4", "5:5 0", "7:a", "8:bad", "0:70001", "2:6 packet 0",
	}, kinds)
}

func TestClassicBlocks(t *testing.T) {
	b, starts := little.lay(three...)
	all, err := blocks(b)
	if err != io.EOF || len(all) != 4 {
		t.Fatal(len(all), err)
	}
	var got []byte
	for i, p := range all {
		got = append(got, p.Raw...)
		check(t, "packet", i > 0, p.Packet != nil)
		check(t, "kind", map[bool]Kind{false: KindFileHeader, true: KindPacket}[i > 0], p.Kind)
		check(t, "format", "pcap", p.Format)
		if i > 0 {
			check(t, "offset", starts[i-1], p.Offset)
		}
	}
	if !bytes.Equal(b, got) {
		t.Error("the pieces are not the file")
	}
	// Next and NextBlock may be mixed; Next leaves out the header.
	r, _ := NewReader(bytes.NewReader(b))
	var p Packet
	var piece Block
	if err := r.Next(&p); err != nil || string(p.Data) != "netlink." {
		t.Error(string(p.Data), err)
	}
	if err := r.NextBlock(&piece); err != nil || piece.Packet == nil || piece.Packet.Len != 0 {
		t.Error(piece, err)
	}
}

// TestUnalignedLength: two kinds of writers have a length that is no multiple
// of 4, and both can be read.
func TestUnalignedLength(t *testing.T) {
	for name, padding := range map[string]string{"not counted": "\x00\x00\x00", "not there": ""} {
		f := newNg(false).shb().idb(253, 0)
		at := f.end()
		f.b = f.lay(f.b, uint32(6), uint32(37), uint32(0), uint32(0), uint32(0), uint32(5), uint32(5), "hello", padding, uint32(37))
		f.epb(0, 0, 4, "next")
		packets, r := whole(t, f.b)
		check(t, name, []string{"hello", "next"}, texts(packets))
		check(t, "notes", []Note{{at, 1, "enhanced packet block has a total length of 37, no multiple of 4", false}}, r.Notes())
		all, _ := blocks(f.b)
		var got []byte
		for _, b := range all {
			got = append(got, b.Raw...)
		}
		if !bytes.Equal(got, f.b) {
			t.Errorf("%s: the pieces are not the file", name)
		}
	}
}

// TestLargeBlocks: what holds no packet may be of any size, at little memory.
func TestLargeBlocks(t *testing.T) {
	const size = maxBlock + 3*pieceSize + 8
	f := newNg(false).shb().idb(253, 0).epb(0, 0, 1, "a")
	large := f.end()
	f.block(0xbad, strings.Repeat("custom block", size/12+1)[:size])
	f.block(0xa, strings.Repeat("k", maxBlock-12)) // just small enough to come whole
	f.epb(0, 0, 1, "b")
	r, err := NewReader(bytes.NewReader(f.b))
	if err != nil {
		t.Fatal(err)
	}
	at, pieces, packets := int64(0), 0, 0
	for {
		var b Block
		err := r.NextBlock(&b)
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(b.Raw, f.b[at:at+int64(len(b.Raw))]) || b.Offset != at {
			t.Fatalf("at %d are other bytes", at)
		}
		if b.Type == 0xbad {
			pieces++
			check(t, "kind", KindCustom, b.Kind)
		}
		check(t, "continued", b.Type == 0xbad && at > large, b.Continued)
		at += int64(len(b.Raw))
		if b.Packet != nil {
			packets++
		}
	}
	if at != f.end() || packets != 2 || pieces < 200 || len(r.in.buf) > 2*maxBlock {
		t.Errorf("%d of %d bytes, %d packets, %d pieces, a window of %d bytes", at, f.end(), packets, pieces, len(r.in.buf))
	}
	// Cut inside, and with another length behind.
	_, failures, _ := through(bytes.NewReader(f.b[:large+maxBlock]))
	says := fmt.Sprintf("pcap: byte %d: custom block cut short: need %d bytes, have %d", large, size+12, maxBlock)
	check(t, "cut", says, failures[0].Error())
	bad := bytes.Clone(f.b)
	bad[large+size+8] ^= 1
	found, failures, _ := through(bytes.NewReader(bad))
	check(t, "packets", []string{"a", "b"}, texts(found))
	if len(failures) != 2 || !strings.Contains(failures[0].Error(), fmt.Sprintf("byte %d: custom block damaged: total length", large)) {
		t.Error(failures)
	}
}

// Next in the middle of a block that comes in pieces: what is left of it is not
// read as blocks.
func TestNextInsideLargeBlock(t *testing.T) {
	inner := newNg(false).epb(0, 0, 1, "x").b
	body := strings.Repeat("\x00", pieceSize-8) + string(inner) + strings.Repeat("\x00", maxBlock)
	f := newNg(false).shb().idb(253, 0).block(0xbad, body).epb(0, 0, 1, "b")
	r := f.reader(t)
	var b Block
	for range 3 {
		if err := r.NextBlock(&b); err != nil {
			t.Fatal(err)
		}
	}
	var p Packet
	if err := r.Next(&p); err != nil || string(p.Data) != "b" {
		t.Errorf("%q, %v", p.Data, err)
	}
}

// A block that could have grown without bounds in memory is not kept.
func TestLargeUnknownBlock(t *testing.T) {
	f := newNg(false).shb().idb(253, 0).epb(0, 0, 1, "a")
	f.block(0x70001, strings.Repeat("?", maxBlock)).epb(0, 0, 1, "b")
	packets, failures, r := through(bytes.NewReader(f.b))
	check(t, "packets", []string{"a", "b"}, texts(packets))
	if len(failures) != 2 || failures[1] != io.EOF || len(r.in.buf) > 2*resyncMax {
		t.Error(failures, len(r.in.buf))
	}
	if d := cmp.Diff(f.starts[4], failures[0].(*Error).Resume); d != "" {
		t.Error(d)
	}
}
