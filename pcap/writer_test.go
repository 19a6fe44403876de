package pcap

import (
	"bytes"
	"errors"
	"io"
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// written is a file of these packets.
func written(t testing.TB, o WriterOptions, packets ...Packet) ([]byte, *Writer) {
	t.Helper()
	var b bytes.Buffer
	w, err := NewWriter(&b, o)
	if err != nil {
		t.Fatal(err)
	}
	for i := range packets {
		if err := w.WritePacket(&packets[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), w
}

// TestWriteClassic holds each format in each order against bytes laid by hand.
func TestWriteClassic(t *testing.T) {
	for _, magic := range []uint32{0xa1b2c3d4, 0xa1b23c4d, 0xa1b2cd34} {
		for _, big := range []bool{false, true} {
			f := newNg(big)
			format, frac := "pcap", uint32(123456)
			more := ""
			switch magic {
			case 0xa1b23c4d:
				format, frac = "nsecpcap", 123456789
			case 0xa1b2cd34:
				format, more = "modpcap", "\x00\x00\x00\x00\x00\x00\x00\x00"
			}
			want := f.lay(nil, magic, uint16(2), uint16(4), uint32(0), uint32(0), uint32(65535), uint32(276))
			want = f.lay(want, uint32(1700000000), frac, uint32(3), uint32(9), more, "abc")
			want = f.lay(want, uint32(0xffffffff), uint32(0), uint32(0), uint32(0), more)
			i := &Interface{LinkType: 276, SnapLen: 65535, Resolution: 9}
			got, w := written(t, WriterOptions{Format: format, BigEndian: big},
				Packet{Data: []byte("abc"), Time: time.Unix(1700000000, 123456789), Len: 9, Interface: i},
				Packet{Time: time.Unix(math.MaxUint32, 0), Interface: i})
			if !bytes.Equal(want, got) {
				t.Errorf("%s:\n% x\n% x", format, want, got)
			}
			fractions := uint64(1)
			if format == "nsecpcap" {
				fractions = 0
			}
			check(t, "lost", Lost{Fractions: fractions}, w.Lost())
			check(t, "frames", uint64(2), w.Frames())
		}
	}
}

// TestWriteNg holds a section of our own against one laid by hand.
func TestWriteNg(t *testing.T) {
	for _, big := range []bool{false, true} {
		f := newNg(big).shb(opt{1, []any{"why"}}, opt{2, []any{"hw"}}, opt{3, []any{"Linux"}}, opt{4, []any{"a test"}}, endOfOptions)
		f.idb(253, 262144, opt{9, []any{uint8(9)}}, endOfOptions)
		f.epb(0, 1700000000123456789, 3, "abc")
		f.idb(113, 0, opt{1, []any{"c"}}, opt{2, []any{"any"}}, opt{3, []any{"desc"}}, opt{9, []any{uint8(6)}}, opt{11, []any{"\x00ip"}}, opt{12, []any{"os"}}, opt{14, []any{int64(-1)}}, opt{15, []any{"nic"}}, endOfOptions)
		f.epb(1, atMicro, 9, "wxyz", opt{1, []any{"one"}}, opt{1, []any{""}}, opt{2, []any{uint32(7)}}, opt{4, []any{uint64(1 << 40)}}, endOfOptions)
		f.isb(1, atMicro, opt{1, []any{"end"}}, opt{2, []any{uint32(0), uint32(2e6)}}, opt{3, []any{uint32(0), uint32(3e6)}}, opt{4, []any{uint64(4)}}, opt{7, []any{uint64(0)}}, endOfOptions)
		f.isb(0, 0)
		var b bytes.Buffer
		w, err := NewWriter(&b, WriterOptions{Format: "pcapng", BigEndian: big, LinkType: 253, Section: &Section{Hardware: "hw", OS: "Linux", Application: "a test", Comments: []string{"why"}}})
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Flush(); err != nil || b.Len() != int(f.starts[1]) {
			t.Error("the section header does not come with the first flush")
		}
		i := &Interface{LinkType: 113, Name: "any", Description: "desc", Filter: "ip", OS: "os", Hardware: "nic", Comments: []string{"c"}, TsOffset: -1, Resolution: 6}
		at := atTime.Add(-time.Second)
		for _, err := range []error{
			w.WritePacket(&Packet{Data: []byte("abc"), Time: atTime.Add(789), Len: 3}),
			w.WritePacket(&Packet{Data: []byte("wxyz"), Time: at, Len: 9, Interface: i, Comments: []string{"one", ""}, Flags: Of(uint32(7)), DropCount: Of(uint64(1 << 40))}),
			w.WriteStatistics(i, &Statistics{Time: at, Start: time.Unix(1, 0), End: time.Unix(2, 0), Received: Of(uint64(4)), OSDropped: Of(uint64(0)), Comments: []string{"end"}}),
			w.WriteStatistics(nil, &Statistics{}),
			w.Close(),
		} {
			if err != nil {
				t.Error(err)
			}
		}
		if d := cmp.Diff(f.b, b.Bytes()); d != "" {
			t.Error(d)
		}
		check(t, "lost", Lost{}, w.Lost())
	}
}

func TestEmptyFiles(t *testing.T) {
	b, _ := written(t, WriterOptions{LinkType: 253})
	check(t, "classic", newNg(false).lay(nil, uint32(0xa1b2c3d4), uint16(2), uint16(4), uint32(0), uint32(0), uint32(262144), uint32(253)), b)
	b, _ = written(t, WriterOptions{LinkType: 253, SnapLen: 96, BigEndian: true})
	check(t, "classic", newNg(true).lay(nil, uint32(0xa1b2c3d4), uint16(2), uint16(4), uint32(0), uint32(0), uint32(96), uint32(253)), b)
	b, _ = written(t, WriterOptions{Format: "pcapng", BigEndian: true})
	check(t, "pcapng", newNg(true).shb().b, b)
}

// TestRefusals: what a format cannot hold is an error that says so, and the
// file stays as it was.
func TestRefusals(t *testing.T) {
	a, b := &Interface{LinkType: 253, Resolution: 6}, &Interface{LinkType: 113, Resolution: 6}
	wide := &Interface{LinkType: 0x10000, Resolution: 6}
	at := time.Unix(5, 0)
	long := string(make([]byte, 65536))
	for _, c := range []struct {
		o    WriterOptions
		p    Packet
		is   error
		says string
	}{
		{WriterOptions{}, Packet{Time: at, Interface: b}, ErrLinkTypes, "pcap: frame 2 to write: link type 113, in a pcap of link type 253: another link type than the file has"},
		{WriterOptions{LinkType: 253}, Packet{Time: at, Interface: b}, ErrLinkTypes, "pcap: frame 2 to write: link type 113, in a pcap of link type 253: another link type than the file has"},
		{WriterOptions{Format: "nsecpcap"}, Packet{Time: at, Interface: wide}, ErrLinkTypes, "pcap: frame 2 to write: link type 65536 has more than 16 bits: another link type than the file has"},
		{WriterOptions{}, Packet{Time: time.Unix(-1, 0), Interface: a}, ErrTime, "pcap: frame 2 to write: 1969-12-31 23:59:59 +0000 UTC, a pcap has 1970 to 2106: time out of range"},
		{WriterOptions{}, Packet{Time: time.Unix(1<<32, 0), Interface: a}, ErrTime, "pcap: frame 2 to write: 2106-02-07 06:28:16 +0000 UTC, a pcap has 1970 to 2106: time out of range"},
		{WriterOptions{}, Packet{Time: at, Interface: a, Data: make([]byte, MaxSnapLen+1)}, ErrSize, "pcap: frame 2 to write: 262145 bytes, at most 262144: too long"},
		{WriterOptions{Format: "pcapng"}, Packet{Time: time.Unix(-1, 0), Interface: a}, ErrTime, "pcap: frame 2 to write: 1969-12-31 23:59:59 +0000 UTC, in units of 10^-6 seconds behind 0 seconds: time out of range"},
		{WriterOptions{Format: "pcapng"}, Packet{Time: at, Interface: a, Comments: []string{long}}, ErrSize, "pcap: frame 2 to write: comment of 65536 bytes: too long"},
		{WriterOptions{Format: "pcapng"}, Packet{Time: at, Interface: &Interface{Name: long, Resolution: 6}}, ErrSize, "pcap: frame 2 to write: interface description of 65536 bytes: too long"},
		{WriterOptions{Format: "pcapng"}, Packet{Time: at, Interface: wide}, ErrLinkTypes, "pcap: frame 2 to write: link type 65536 has more than 16 bits: another link type than the file has"},
	} {
		good := Packet{Data: []byte("good"), Time: at, Len: 4, Interface: a}
		want, _ := written(t, c.o, good, good)
		var out bytes.Buffer
		w, _ := NewWriter(&out, c.o)
		if err := w.WritePacket(&good); err != nil {
			t.Fatal(err)
		}
		c.p.Time = c.p.Time.UTC()
		if err := w.WritePacket(&c.p); !errors.Is(err, c.is) || err.Error() != c.says {
			t.Errorf("got  %v\nwant %s", err, c.says)
		}
		if err := errors.Join(w.WritePacket(&good), w.Close()); err != nil || !bytes.Equal(out.Bytes(), want) {
			t.Errorf("%s: left traces, %v", c.says, err)
		}
	}
	_, err := NewWriter(io.Discard, WriterOptions{Format: "pcapnng"})
	check(t, "format", `pcap: "pcapnng" is no format that can be written`, err.Error())
	if _, err = NewWriter(io.Discard, WriterOptions{LinkType: 1 << 16}); err == nil {
		t.Error("a link type of 17 bits")
	}
}

// A link type that was chosen holds from the first packet on.
func TestChosenLinkType(t *testing.T) {
	w, _ := NewWriter(io.Discard, WriterOptions{LinkType: 253})
	err := w.WritePacket(&Packet{Time: atTime, Interface: &Interface{LinkType: 113}})
	if !errors.Is(err, ErrLinkTypes) {
		t.Error(err)
	}
}

// TestNoTime: a packet without a time is a simple one, if that says all of it.
func TestNoTime(t *testing.T) {
	i, j := &Interface{LinkType: 1, Resolution: 6}, &Interface{LinkType: 2, Resolution: 6}
	got, w := written(t, WriterOptions{Format: "pcapng"},
		Packet{Data: []byte("full"), Len: 4, Interface: i},
		Packet{Data: []byte("cut."), Len: 5, Interface: i},
		Packet{Data: []byte("text"), Len: 4, Interface: i, Comments: []string{"c"}},
		Packet{Data: []byte("else"), Len: 4, Interface: j})
	f := newNg(false).shb().idb(1, 0, opt{9, []any{uint8(6)}}, endOfOptions).block(3, uint32(4), "full").epb(0, 0, 5, "cut.")
	f.epb(0, 0, 4, "text", opt{1, []any{"c"}}, endOfOptions).idb(2, 0, opt{9, []any{uint8(6)}}, endOfOptions).epb(1, 0, 4, "else")
	if !bytes.Equal(f.b, got) {
		t.Errorf("\n% x\n% x", f.b, got)
	}
	check(t, "lost", Lost{Times: 3}, w.Lost())
}

// TestLost: what is left out is counted.
func TestLost(t *testing.T) {
	i := &Interface{LinkType: 253, Name: "nlmon0", Resolution: 12}
	p := Packet{
		Time: time.Unix(1, 2000), Ticks: 1000002000001, Len: 1, Data: []byte("a"), Interface: i, Comments: []string{"a", "b"}, Flags: Of(uint32(0)), DropCount: Of(uint64(0)),
		Options: Options{Raw: newNg(false).lay(nil, opt{1, []any{"a"}}, opt{2, []any{uint32(0)}}, opt{3, []any{"hash"}}, opt{5, []any{uint64(0)}})},
	}
	_, w := written(t, WriterOptions{Format: "nsecpcap"}, p, Packet{Interface: &Interface{LinkType: 253}}, Packet{Interface: i})
	check(t, "classic", Lost{Comments: 2, Options: 4, Fractions: 1, Times: 2, Interfaces: 1}, w.Lost())
	if err := w.WriteStatistics(i, &Statistics{}); err != nil || w.Lost().Statistics != 1 {
		t.Error(err, w.Lost())
	}
	_, w = written(t, WriterOptions{Format: "pcapng"}, p)
	check(t, "pcapng", Lost{}, w.Lost())
	_, w = written(t, WriterOptions{Format: "pcapng"}, Packet{Time: time.Unix(1, 1), Interface: &Interface{Resolution: 6}}, Packet{Len: 1})
	check(t, "pcapng", Lost{Fractions: 1, Times: 1}, w.Lost())
}

func (f *failingWriter) Write([]byte) (int, error) { return 0, f.err }
