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
		for range rapid.IntRange(1, 3).Draw(t, "sections") {
			f, _ := anyNg(t, rapid.Bool().Draw(t, "big"))
			b = append(b, f.b...)
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
		if w.Close(); !bytes.Equal(b, out.Bytes()) {
			t.Fatal("the copy is another file")
		}
	})
}

// TestCopyChanged leaves out packets and cuts others. All else stays as it is,
// but for section lengths that may not hold any more.
func TestCopyChanged(t *testing.T) {
	lay := func(length int64, cut bool) []byte {
		f := newNg(true).shbLength(length, opt{1, []any{"kept"}}, endOfOptions).idb(253, 262144, opt{9, []any{uint8(6)}})
		f.block(0x70001, padded{"who knows", "abc"})
		text, out := "abcdefghij", padded{"abcdefghij", "xy"}
		if cut {
			text, out = "abcde", padded{"abcde", "\x00\x00\x00"}
		}
		f.block(6, uint32(0), uint32(0), uint32(7), uint32(len(text)), uint32(10), out, padded{"\x01\x00\x00\x05hello", "pad"}, opt{4, []any{uint64(3)}})
		f.block(2, uint16(0), uint16(3), uint32(0), uint32(7), uint32(len(text)), uint32(10), out, opt{2, []any{uint32(1)}})
		if !cut {
			f.epb(0, 0, 7, "dropped")
		}
		return f.block(5, uint32(0), uint64(0), opt{4, []any{uint64(2)}}).b
	}
	edit := func(w *Writer, b *Block) error {
		switch {
		case b.Packet == nil:
			return w.WriteBlock(b)
		case string(b.Packet.Data) == "dropped":
			return nil
		}
		return w.WriteBlockData(b, b.Packet.Data[:5])
	}
	got := copied(t, lay(1234, false), WriterOptions{Changed: true}, edit)
	if want := lay(-1, true); !bytes.Equal(want, got) {
		t.Errorf("\n% x\n% x", want, got)
	}
	// Other bytes of the same number keep even the padding.
	upper := func(w *Writer, b *Block) error {
		if b.Packet == nil {
			return w.WriteBlock(b)
		}
		return w.WriteBlockData(b, bytes.ToUpper(b.Packet.Data))
	}
	want := bytes.ReplaceAll(lay(-1, false), []byte("abcdefghij"), []byte("ABCDEFGHIJ"))
	want = bytes.ReplaceAll(want, []byte("dropped"), []byte("DROPPED"))
	if got = copied(t, lay(1234, false), WriterOptions{Changed: true}, upper); !bytes.Equal(want, got) {
		t.Errorf("\n% x\n% x", want, got)
	}
	// Without the option the length is what it was.
	if got = copied(t, lay(1234, false), WriterOptions{}, nil); !bytes.Equal(lay(1234, false), got) {
		t.Error("the copy is another file")
	}
}

// TestCutClassic cuts records of every version.
func TestCutClassic(t *testing.T) {
	for _, magic := range []uint32{0xa1b2c3d4, 0xa1b23c4d, 0xa1b2cd34} {
		for minor := range uint16(5) {
			f := little
			f.magic, f.minor = magic, minor
			lay := func(data string) []byte {
				r := rec{sec: 1, frac: 2, length: 92, data: []byte(data)}
				if minor < 4 { // the two lengths the other way round
					r.caplen, r.length = 92, uint32(len(data))
				}
				b, _ := f.lay(r)
				return b
			}
			got := copied(t, lay("uncut"), WriterOptions{}, func(w *Writer, b *Block) error {
				if b.Packet == nil {
					return w.WriteBlock(b)
				}
				return w.WriteBlockData(b, b.Packet.Data[:2])
			})
			if !bytes.Equal(lay("un"), got) {
				t.Errorf("%#x 2.%d:\n% x\n% x", magic, minor, lay("un"), got)
			}
		}
	}
}

// TestCutSimple: a simple packet stays one while its length can be told.
func TestCutSimple(t *testing.T) {
	f := newNg(true).shb().idb(253, 4).block(3, uint32(9), "abcd").block(3, uint32(3), "abc!")
	n := 0
	var lost Lost
	got := copied(t, f.b, WriterOptions{}, func(w *Writer, b *Block) error {
		if b.Packet == nil {
			return w.WriteBlock(b)
		}
		n++
		data := []byte("ABCD")[:len(b.Packet.Data)]
		if n == 2 {
			data = data[:2]
		}
		defer func() { lost = w.Lost() }()
		return w.WriteBlockData(b, data)
	})
	want := newNg(true).shb().idb(253, 4).block(3, uint32(9), "ABCD").epb(0, 0, 3, "AB").b
	if !bytes.Equal(want, got) {
		t.Errorf("\n% x\n% x", want, got)
	}
	check(t, "lost", Lost{Times: 1}, lost)

	// Packets without a time are written as such where that can be.
	packets, r := whole(t, f.b)
	got, w := written(t, WriterOptions{Format: "pcapng", BigEndian: true}, packets...)
	want = newNg(true).shb().idb(253, 4, opt{9, []any{uint8(6)}}, endOfOptions).block(3, uint32(9), "abcd").block(3, uint32(3), "abc\x00").b
	if !bytes.Equal(want, got) || w.Lost() != (Lost{}) || len(r.Notes()) > 0 {
		t.Errorf("\n% x\n% x", want, got)
	}
}

// TestCopyOverDamage: where a description was damaged, the numbers of the
// interfaces behind it stay right in the copy.
func TestCopyOverDamage(t *testing.T) {
	f := newNg(false).shb().idb(1, 0).idb(253, 0).epb(1, 0, 1, "a").epb(0, 0, 1, "b").epb(1, 0, 1, "c")
	f.put(1, 4, 0)
	f.put(5, -4, 0)
	got := copied(t, f.b, WriterOptions{Changed: true}, nil)
	packets, r := whole(t, got)
	check(t, "packets", []string{"a", "c"}, texts(packets))
	check(t, "link type", LinkType(253), packets[1].Interface.LinkType)
	check(t, "stands in", []string{"stands for a description that was damaged"}, r.Interfaces()[0].Comments)
}

// TestCopyAndAdd: packets of elsewhere fit into a section that was copied.
func TestCopyAndAdd(t *testing.T) {
	f := newNg(true).shb().idb(253, 0).epb(0, 0, 1, "a")
	other := &Interface{LinkType: 113, Resolution: 6}
	n := 0
	got := copied(t, f.b, WriterOptions{Changed: true}, func(w *Writer, b *Block) error {
		err := w.WriteBlock(b)
		if n++; n == 3 {
			own := Packet{Data: []byte("b"), Time: atTime, Len: 1, Interface: b.Interface}
			err = errors.Join(err, w.WritePacket(&own), w.WritePacket(&Packet{Data: []byte("c"), Time: atTime, Len: 1, Interface: other}))
		}
		return err
	})
	want := newNg(true).shb().idb(253, 0).epb(0, 0, 1, "a").epb(0, atMicro, 1, "b").idb(113, 0, opt{9, []any{uint8(6)}}, endOfOptions).epb(1, atMicro, 1, "c").b
	if !bytes.Equal(want, got) {
		t.Errorf("\n% x\n% x", want, got)
	}
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
