package pcap

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// five packets, so that there is something before and behind each damage.
func five(big bool) *ng {
	f := newNg(big).shb().idb(253, 0)
	for i := range 5 {
		f.epb(0, atMicro, 8, fmt.Sprintf("packet %d", i))
	}
	return f
}

// put writes a length or type into one of its blocks, counted from 0.
func (f *ng) put(block, at int, v uint32) {
	pos := int(f.starts[block]) + at
	if at < 0 {
		pos = len(f.b) + at
		if block+1 < len(f.starts) {
			pos = int(f.starts[block+1]) + at
		}
	}
	f.order.(binary.ByteOrder).PutUint32(f.b[pos:], v)
}

// TestWrongLengths: whichever length is wrong, only its block may be lost.
func TestWrongLengths(t *testing.T) {
	wrong := []uint32{0, 4, 8, 11, 12, 39, 41, 44, 80, 84, 200, 1 << 20, maxBlock - 4, maxBlock, maxBlock + 4, 1 << 30, 0x7ffffffc, 0xfffffffc, 0xffffffff}
	for _, big := range []bool{false, true} {
		for _, length := range wrong {
			f := five(big)
			f.put(4, 4, length)
			packets, failures, _ := through(bytes.NewReader(f.b))
			check(t, fmt.Sprint("length ", length), []string{"packet 0", "packet 1", "packet 3", "packet 4"}, texts(packets))
			var e *Error
			if len(failures) != 2 || !errors.As(failures[0], &e) || !errors.Is(e, ErrDamaged) || e.Offset != f.starts[4] || e.Resume != f.starts[5] || e.Frame != 3 {
				t.Errorf("length %d: %v", length, failures)
			}

			// Behind, it only is reported: the length in front leads to the next block.
			f = five(big)
			f.put(4, -4, length)
			packets, failures, _ = through(bytes.NewReader(f.b))
			check(t, fmt.Sprint("length behind ", length), 5, len(packets))
			if len(failures) != 2 || !errors.As(failures[0], &e) || e.Offset != f.starts[4] || e.Resume != f.starts[4] {
				t.Errorf("length behind %d: %v", length, failures)
			}
			want := fmt.Sprintf("pcap: frame 3 at byte %d: enhanced packet block damaged: total length 40 in front, %d behind; reading on at byte %[1]d", f.starts[4], length)
			check(t, "text", want, failures[0].Error())
		}
	}
}

// TestLengthOverBlocks: a damaged length may lead to a block, over others. Of a
// type that has a form the fields tell; of one that has none, the others.
func TestLengthOverBlocks(t *testing.T) {
	for _, typ := range []uint32{6, 4, 10, 0xbad, 0xffff0006} {
		f := five(true)
		f.put(3, 0, typ)
		f.put(3, 4, 120)
		packets, _, _ := through(bytes.NewReader(f.b))
		check(t, fmt.Sprintf("type %#x", typ), []string{"packet 0", "packet 2", "packet 3", "packet 4"}, texts(packets))
	}
}

// TestHugeLengths: of a block that may be huge as well.
func TestHugeLengths(t *testing.T) {
	for _, typ := range []uint32{4, 9, 10, 0xbad, 0x40000bad} {
		f := newNg(true).shb().idb(253, 0).epb(0, 0, 1, "a").block(typ, "12345678").epb(0, 0, 1, "b")
		f.put(3, 4, 0x40000000)
		packets, failures, _ := through(bytes.NewReader(f.b))
		check(t, "packets", []string{"a", "b"}, texts(packets))
		if len(failures) != 2 || failures[0].(*Error).Offset != f.starts[3] {
			t.Error(failures)
		}
	}
}

// A copy of a block with a wrong length behind is put right.
func TestLengthBehindIsPutRight(t *testing.T) {
	f := five(false)
	want := bytes.Clone(f.b)
	f.put(4, -4, 7)
	r := f.reader(t)
	var got []byte
	for {
		var b Block
		if err := r.NextBlock(&b); err == io.EOF {
			break
		} else if err == nil {
			got = append(got, b.Raw...)
		}
	}
	if !bytes.Equal(want, got) {
		t.Error("the pieces are not the file as it was")
	}
}

// TestLastBlock: at the end nothing follows that would tell which length is
// right, but the end itself.
func TestLastBlock(t *testing.T) {
	f := five(false)
	f.put(6, -4, 44)
	packets, failures, _ := through(bytes.NewReader(f.b))
	check(t, "packets", 5, len(packets))
	check(t, "failures", 2, len(failures))

	f = five(false)
	f.put(6, 4, 36)
	packets, failures, _ = through(bytes.NewReader(f.b))
	check(t, "packets", 4, len(packets))
	if len(failures) != 1 || !errors.Is(failures[0], ErrDamaged) {
		t.Error(failures)
	}

	f = five(false)
	f.put(6, 4, 44)
	packets, failures, _ = through(bytes.NewReader(f.b))
	check(t, "packets", 4, len(packets))
	says := fmt.Sprintf("pcap: frame 5 at byte %d: enhanced packet block cut short: need 44 bytes, have 40", f.starts[6])
	check(t, "failure", says, failures[0].Error())
}

// TestDamagedDescriptions: of a section whose header is damaged only in its
// length everything is read; of one whose order or version is lost, nothing,
// and the next section is. Of an interface the number is kept.
func TestDamagedDescriptions(t *testing.T) {
	lay := func() *ng {
		f := newNg(false).shb().idb(253, 0).epb(0, 0, 1, "a").shb().idb(113, 0).idb(276, 0).epb(0, 0, 1, "b").epb(1, 0, 1, "c")
		return f.shb().idb(253, 0).epb(0, 0, 1, "d")
	}
	for _, c := range []struct {
		block, at int
		v         uint32
		packets   string
	}{
		{0, 4, 32, "a b c d"},
		{0, 4, 0, "a b c d"},
		{0, -4, 0, "a b c d"},
		{3, 4, 0, "a b c d"},
		{3, 4, 1 << 30, "a b c d"},
		{3, 8, 0, "a d"},
		{3, 12, 2, "a d"},
		{4, 4, 0, "a c d"},
		{4, 4, 24, "a c d"},
		{4, 4, 1 << 20, "a c d"},
		{4, -4, 3, "a b c d"},
		{5, 4, 0, "a b d"},
		{7, 0, 0x12345678, "a b d"},
	} {
		f := lay()
		f.put(c.block, c.at, c.v)
		packets, failures, r := through(bytes.NewReader(f.b))
		check(t, fmt.Sprint(c), c.packets, strings.Join(texts(packets), " "))
		if c.block == 0 && c.at < 0 {
			check(t, "notes", []Note{{0, 0, "total length 28 in front, 0 behind", false}}, r.Notes())
		} else if c.v != 0x12345678 && (len(failures) < 2 || !errors.Is(failures[0], ErrDamaged)) || failures[len(failures)-1] != io.EOF {
			t.Errorf("%v: %v", c, failures)
		}
		for _, p := range packets {
			if want := map[string]LinkType{"a": 253, "b": 113, "c": 276, "d": 253}[string(p.Data)]; want != p.Interface.LinkType {
				t.Errorf("%v: packet %s has link type %d", c, p.Data, p.Interface.LinkType)
			}
		}
	}
}

func (f *failing) Read([]byte) (int, error) { return 0, f.err }
