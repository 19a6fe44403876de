package pcap

import (
	"bytes"
	"errors"
	"io"
	"testing"
)

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

// TestCopyKeepsNumbers: an interface has a number in one section, and what was
// copied only means the one that it had.
func TestCopyKeepsNumbers(t *testing.T) {
	b := newNg(false).shb().idb(253, 0).idb(113, 0).epb(1, 0, 1, "a").shb().idb(1, 0).b
	all, err := blocks(b)
	if err != io.EOF {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w, _ := NewWriter(&out, WriterOptions{Format: "pcapng"})
	own := Packet{Data: []byte("b"), Time: atTime, Len: 1, Interface: all[1].Interface}
	for i := range all {
		if err := w.WriteBlock(&all[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.WritePacket(&own), w.Close()); err != nil {
		t.Fatal(err)
	}
	packets, _ := whole(t, out.Bytes())
	check(t, "link type", LinkType(253), packets[1].Interface.LinkType)

	w, _ = NewWriter(&out, WriterOptions{Format: "pcapng"})
	own.Interface = all[2].Interface
	if err := errors.Join(w.WriteBlock(&all[0]), w.WritePacket(&own)); err != nil {
		t.Fatal(err)
	}
	if err := w.WriteBlock(&all[3]); !errors.Is(err, ErrVerbatim) {
		t.Errorf("interface 1 has the number 0: %v", err)
	}
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
