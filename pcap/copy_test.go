package pcap

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// copied writes the pieces of a file as edit says; nil copies them all.
func copied(t testing.TB, b []byte, o WriterOptions, edit func(w *Writer, b *Block) error) []byte {
	t.Helper()
	r, err := NewReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	o.Format = r.Format()
	var out bytes.Buffer
	w, err := NewWriter(&out, o)
	if err != nil {
		t.Fatal(err)
	}
	if edit == nil {
		edit = (*Writer).WriteBlock
	}
	for {
		var b Block
		err := r.NextBlock(&b)
		var e *Error
		if errors.As(err, &e) && e.Resume > 0 {
			continue
		}
		if err == io.EOF {
			break
		}
		if err = errors.Join(err, edit(w, &b)); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// everything are files in which each byte matters: non-zero padding, unknown
// blocks, lengths that are odd, sections of both orders, time zones.
func everything(t testing.TB) map[string][]byte {
	all := map[string][]byte{
		"sample":   sample(false).b,
		"big":      sample(true).b,
		"both":     append(sample(false).b, sample(true).b...),
		"unpadded": newNg(false).shb().idb(1, 0).b,
		"large":    newNg(true).shb().block(0xbad, strings.Repeat("12345678", maxBlock/8)).b,
		"options": newNg(false).shb(opt{0xffff, []any{"?"}}).idb(1, 1, endOfOptions, "after the end...").
			epb(0, 1, 1, "a", padded{"\x01\x00\x05\x00hello", "xyz"}, opt{9999, []any{"odd"}}).b,
	}
	f := newNg(false).shb().idb(1, 0)
	all["odd lengths"] = f.lay(f.b, uint32(6), uint32(37), uint32(0), uint32(0), uint32(0), uint32(5), uint32(5), "hello", uint32(37), uint32(99), uint32(13), "?", uint32(13))
	for _, magic := range []uint32{0xa1b2c3d4, 0xa1b23c4d, 0xa1b2cd34} {
		for minor := range uint16(5) {
			f := little
			f.magic, f.minor, f.snaplen = magic, minor, 0xffffffff
			records := []rec{{frac: 0xffffffff, length: 8, data: []byte("netlink.")}}
			if minor == 4 { // older ones have the lengths in another order
				records = append(records, three[2], rec{length: 1, data: []byte("longer than it was")})
			}
			all[fmt.Sprintf("%#x 2.%d", magic, minor)], _ = f.lay(records...)
		}
	}
	for _, c := range captures(t) {
		all[c.name] = c.b
	}
	return all
}

// TestCopy: a file that is read and written back is the same file.
func TestCopy(t *testing.T) {
	for name, b := range everything(t) {
		if got := copied(t, b, WriterOptions{}, nil); !bytes.Equal(b, got) {
			t.Errorf("%s: %d bytes became %d other", name, len(b), len(got))
		}
		// The bytes that packets have now, put in again.
		same := func(w *Writer, b *Block) error {
			if b.Packet == nil || len(b.Raw)%4 != 0 && b.Type != 0 || b.Type == TypeSimplePacket { // whose padding is ours
				return w.WriteBlock(b)
			}
			return w.WriteBlockData(b, b.Packet.Data)
		}
		if got := copied(t, b, WriterOptions{}, same); !bytes.Equal(b, got) {
			t.Errorf("%s: with its own data %d bytes became %d other", name, len(b), len(got))
		}
	}
}

func TestCopyAny(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b []byte
		packets := 0
		for range rapid.IntRange(1, 3).Draw(t, "sections") {
			f, data := anyNg(t, rapid.Bool().Draw(t, "big"))
			b = append(b, f.b...)
			packets += len(data)
		}
		r, _ := NewReader(bytes.NewReader(b))
		var out bytes.Buffer
		w, _ := NewWriter(&out, WriterOptions{Format: "pcapng"})
		var piece Block
		for err := r.NextBlock(&piece); err != io.EOF; err = r.NextBlock(&piece) {
			if err = errors.Join(err, w.WriteBlock(&piece)); err != nil {
				t.Fatal(err)
			}
		}
		if w.Close(); !bytes.Equal(b, out.Bytes()) || w.Frames() != uint64(packets) {
			t.Fatal("the copy is another file")
		}
	})
}

// TestCopyRefusals: a block is not copied to where it would mean something else.
func TestCopyRefusals(t *testing.T) {
	take := func(b []byte, n int) *Block {
		all, err := blocks(b)
		if err != io.EOF {
			t.Fatal(err)
		}
		return &all[n]
	}
	ng := newNg(false).shb().idb(253, 0).epb(0, 0, 1, "a").block(0x70001).b
	ngBig := newNg(true).shb().idb(253, 0).epb(0, 0, 1, "a").block(0x70001).b
	classic, _ := little.lay(three...)
	f := little
	f.network = 1
	ethernet, _ := f.lay(three...)
	f.magic = 0xa1b23c4d
	nano, _ := f.lay(three...)
	own := func(w *Writer) error {
		return w.WritePacket(&Packet{Time: atTime})
	}
	for _, c := range []struct {
		format string
		before []*Block
		prep   func(*Writer) error
		b      *Block
		says   string
	}{
		{"pcapng", nil, nil, take(classic, 1), "it is of a pcap, the file is a pcapng"},
		{"pcap", nil, nil, take(nano, 0), "it is of a nsecpcap, the file is a pcap"},
		{"pcap", nil, nil, take(classic, 1), "no header is copied before it"},
		{"pcapng", nil, nil, take(ng, 3), "no header is copied before it"},
		{"pcap", []*Block{take(classic, 0)}, nil, take(classic, 0), "the file has its header"},
		{"pcap", nil, own, take(classic, 1), "the header before it is not its own"},
		{"pcapng", nil, own, take(ng, 1), "the header before it is not its own"},
		{"pcapng", nil, own, take(ngBig, 3), "its headers have the other byte order"},
		{"pcap", []*Block{take(classic, 0)}, nil, take(ethernet, 1), "link type 1, in a file of link type 253"},
		{"pcapng", []*Block{take(ng, 0)}, nil, take(ng, 2), "the description of its interface 0 is not copied before it"},
		{"pcapng", []*Block{take(ng, 0), take(ng, 1)}, nil, take(ng, 1), "interface 0 is described already"},
		{"pcapng", []*Block{take(ng, 0), take(ng, 1)}, nil, take(ng, 2), "the description of its interface 0 is not copied before it"},
	} {
		w, err := NewWriter(io.Discard, WriterOptions{Format: c.format})
		if err != nil {
			t.Fatal(err)
		}
		for _, b := range c.before {
			if err := w.WriteBlock(b); err != nil {
				t.Fatal(err)
			}
		}
		if c.prep != nil {
			if err := c.prep(w); err != nil {
				t.Fatal(err)
			}
		}
		err = w.WriteBlock(c.b)
		if err == nil || !strings.Contains(err.Error(), c.says) || !errors.Is(err, ErrVerbatim) && !errors.Is(err, ErrLinkTypes) {
			t.Errorf("got  %v\nwant %s", err, c.says)
		}
	}
	// What speaks of nothing outside itself may stand in a section of our own.
	w, _ := NewWriter(io.Discard, WriterOptions{Format: "pcapng"})
	if err := errors.Join(own(w), w.WriteBlock(take(ng, 3))); err != nil {
		t.Error(err)
	}
	if err := w.WriteBlockData(take(ng, 3), nil); !errors.Is(err, ErrVerbatim) {
		t.Error(err)
	}
	if err := w.WriteBlockData(take(ng, 2), make([]byte, MaxSnapLen+1)); !errors.Is(err, ErrSize) {
		t.Error(err)
	}
}

func TestCopyAllocatesNothing(t *testing.T) {
	for _, b := range [][]byte{sample(false).b, little.record(little.header(), three[0])} {
		all, _ := blocks(b)
		w, err := NewWriter(io.Discard, WriterOptions{Format: all[0].Format})
		if err != nil {
			t.Fatal(err)
		}
		r, _ := NewReader(bytes.NewReader(b))
		var piece Block
		for piece.Packet == nil {
			if err := errors.Join(r.NextBlock(&piece), w.WriteBlock(&piece)); err != nil {
				t.Fatal(err)
			}
		}
		cut := piece.Packet.Data[:3]
		if n := testing.AllocsPerRun(10000, func() { err = errors.Join(err, w.WriteBlock(&piece), w.WriteBlockData(&piece, cut)) }); n != 0 || err != nil {
			t.Errorf("%v allocations a packet, %v", n, err)
		}
	}
}
