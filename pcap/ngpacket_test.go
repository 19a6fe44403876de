package pcap

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func (f *ng) reader(t testing.TB) *Reader {
	t.Helper()
	r, err := NewReader(bytes.NewReader(f.b))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestOddPackets: delivered as far as it makes sense, with a note.
func TestOddPackets(t *testing.T) {
	f := newNg(false).shb().idb(253, 4).idb(253, 0, opt{9, []any{uint8(0)}})
	f.epb(0, 0, 2, "four")
	f.epb(0, 0, 3, "abc", opt{2, []any{uint64(1)}}, opt{4, []any{uint32(1)}}, opt{1, []any{"kept"}})
	f.epb(0, 0, 3, "abc", opt{1, []any{"kept"}}, uint16(1), uint16(0xffff), "1234")
	f.epb(1, 1<<63, 3, "abc")
	f.block(3, uint32(100), "cut.")                 // to the snap length, as it must be
	f.block(3, uint32(2), "ab  "+"four"+"and more") // with bytes behind
	f.epb(0, 0, 3, "abc", endOfOptions, "anything")
	packets, r := whole(t, f.b)
	check(t, "packets", []string{"four", "abc", "abc", "abc", "cut.", "ab", "abc"}, texts(packets))
	check(t, "options that have a wrong size", []any{false, false, "kept"}, []any{packets[1].Flags.Present, packets[1].DropCount.Present, packets[1].Comments[0]})
	check(t, "options before a wrong one", []string{"kept"}, packets[2].Comments)
	check(t, "length", []uint32{2, 3, 3, 3, 100, 2, 3}, lens(packets))
	check(t, "notes", []Note{
		{f.starts[3], 1, "captured length 4, the packet had 2", false},
		{f.starts[4], 2, "option 2 has 8 bytes, not 4: it is not used", false},
		{f.starts[4], 2, "option 4 has 4 bytes, not 8: it is not used", false},
		{f.starts[5], 3, "option 1 says that it has 65535 bytes, and the block ends 4 behind it", false},
		{f.starts[6], 4, "time stamp 9223372036854775808 in units of 10^-0 seconds, behind 0 seconds, is out of range", false},
		{f.starts[8], 6, "12 bytes behind a simple packet are not its data", false},
	}, r.Notes())
	check(t, "time of a simple packet", true, packets[4].Time.IsZero())
}

// TestNgDataIsClipped: an append to what was delivered writes into nothing.
func TestNgDataIsClipped(t *testing.T) {
	f := newNg(false).shb().idb(253, 0).epb(0, 0, 4, "four").epb(0, 0, 4, "more", opt{1, []any{"c"}}).block(3, uint32(4), "many").epb(0, 0, 4, "last")
	r := f.reader(t)
	var p Packet
	var b Block
	for range 6 {
		before := bytes.Clone(r.in.buf)
		err := r.NextBlock(&b)
		p = b.packet
		if err != nil {
			t.Fatal(err)
		}
		_ = append(p.Data, "overwritten"...)
		_ = append(b.Raw, "overwritten"...)
		_ = append(p.Options.Raw, "overwritten"...)
		if !bytes.Equal(before, r.in.buf) {
			t.Errorf("%d: into the buffer", p.Offset)
		}
	}
	r = f.reader(t)
	for range 4 {
		if err := r.Next(&p); err != nil {
			t.Fatal(err)
		}
		_ = append(p.Data, "overwritten"...)
	}
	check(t, "the last", "last", string(p.Data))
	if !bytes.Equal(f.b, r.in.buf[:len(f.b)]) {
		t.Error("into the buffer")
	}
}

// The obsolete block counts losses in 16 bits, of which all set is "unknown".
func TestObsoleteDrops(t *testing.T) {
	f := newNg(true).shb().idb(253, 0)
	for _, drops := range []uint16{0, 0xfffe, 0xffff} {
		f.block(2, uint16(0), drops, uint32(0), uint32(0), uint32(0), uint32(0))
	}
	packets, _ := whole(t, f.b)
	for n, want := range []Packet{{DropCount: Of(uint64(0))}, {DropCount: Of(uint64(0xfffe))}, {}} {
		check(t, "drops", want, Packet{DropCount: packets[n].DropCount})
	}
}

func lens(packets []Packet) (all []uint32) {
	for _, p := range packets {
		all = append(all, p.Len)
	}
	return all
}

// TestManyComments: strings would take much more memory than the block.
func TestManyComments(t *testing.T) {
	many := []any{}
	for range maxComments + 5 {
		many = append(many, opt{1, []any{"c"}})
	}
	f := newNg(false).shb(many...).idb(253, 0, many...).epb(0, 0, 1, "a", many...).isb(0, 0, many...)
	packets, r := whole(t, f.b)
	got := []int{len(r.Sections()[0].Comments), len(r.Interfaces()[0].Comments), len(packets[0].Comments), len(r.Interfaces()[0].Statistics.Comments)}
	check(t, "comments", []int{maxComments, maxComments, maxComments, maxComments}, got)
	says := "over 1000 comments: the rest is only among the options"
	check(t, "notes", []Note{{f.starts[0], 0, says, false}, {f.starts[1], 0, says, false}, {f.starts[2], 1, says, false}, {f.starts[3], 0, says, false}}, r.Notes())
}

// TestRefusedPackets: what cannot be a packet is left out, and the next is read.
func TestRefusedPackets(t *testing.T) {
	epb := func(id, caplen uint32) []any {
		return []any{id, uint32(0), uint32(0), caplen, uint32(0xffffffff), "four"}
	}
	for _, c := range []struct {
		typ  uint32
		body []any
		says string
	}{
		{6, epb(7, 4), "enhanced packet block damaged: interface 7, and only 0 to 1 are described"},
		{6, epb(0xffffffff, 4), "enhanced packet block damaged: interface 4294967295, and only 0 to 1 are described"},
		{6, epb(0, 5), "enhanced packet block damaged: captured length 5, the block has room for 4"},
		{6, epb(0, 1<<30), "enhanced packet block damaged: captured length 1073741824, at most 262144 can be"},
		{6, epb(0, 0xffffffff), "enhanced packet block damaged: captured length 4294967295, at most 262144 can be"},
		{6, []any{"sixteen bytes..."}, "enhanced packet block damaged: total length 28, at least 32 are needed"},
		{6, nil, "enhanced packet block damaged: total length 12, at least 32 are needed"},
		{2, epb(0x00090009, 4), "obsolete packet block damaged: interface 9, and only 0 to 1 are described"},
		{2, epb(0, 8), "obsolete packet block damaged: captured length 8, the block has room for 4"},
		{2, nil, "obsolete packet block damaged: total length 12, at least 32 are needed"},
		{3, []any{uint32(5), "four"}, "simple packet block damaged: captured length 5, the block has room for 4"},
		{3, []any{uint32(1 << 30), "four"}, "simple packet block damaged: captured length 1073741824, at most 262144 can be"},
		{3, nil, "simple packet block damaged: total length 12, at least 16 are needed"},
		{5, []any{uint32(2), uint64(0)}, "interface statistics block damaged: interface 2, and only 0 to 1 are described"},
		{5, nil, "interface statistics block damaged: total length 12, at least 24 are needed"},
		{1, nil, "interface description block damaged: total length 12, at least 20 are needed"},
	} {
		for _, big := range []bool{false, true} {
			f := newNg(big).shb().idb(253, 0).idb(113, 0)
			if c.typ == 2 && big {
				continue // its interface number was laid as the half of a word
			}
			f.epb(0, 0, 1, "a").block(c.typ, c.body...).epb(1, 0, 1, "b")
			packets, failures, _ := through(bytes.NewReader(f.b))
			check(t, c.says, []string{"a", "b"}, texts(packets))
			if len(failures) != 2 || failures[1] != io.EOF {
				t.Errorf("%s: %v", c.says, failures)
				continue
			}
			var e *Error
			if !errors.As(failures[0], &e) || !errors.Is(e, ErrDamaged) || e.Offset != f.starts[4] || e.Resume != f.starts[5] || !strings.Contains(e.Error(), c.says) {
				t.Errorf("got  %v\nwant %s", failures[0], c.says)
			}
		}
	}
}

// TestNoInterface: nothing says what a packet is before one is described, nor
// after its description is lost.
func TestNoInterface(t *testing.T) {
	f := newNg(false).shb().epb(0, 0, 1, "a").block(3, uint32(1), "a   ").block(1).idb(113, 0).epb(0, 0, 1, "b").epb(1, 0, 1, "c")
	packets, failures, r := through(bytes.NewReader(f.b))
	check(t, "packets", []string{"c"}, texts(packets))
	check(t, "link type", LinkType(113), packets[0].Interface.LinkType)
	check(t, "interfaces", 1, len(r.Interfaces()))
	var says []string
	for _, err := range failures[:len(failures)-1] {
		says = append(says, err.(*Error).Cause.Error())
	}
	check(t, "failures", []string{
		"interface 0, and none is described", "interface 0, and none is described", "total length 12, at least 20 are needed", "interface 0, whose description is damaged",
	}, says)
}

// anyNg draws a section that can be read without a word, and what is in it.
func anyNg(t *rapid.T, big bool) (f *ng, data []string) {
	f = newNg(big).shb()
	interfaces := rapid.IntRange(1, 4).Draw(t, "interfaces")
	for range interfaces {
		res := rapid.SampledFrom([]uint8{0, 3, 6, 9, 12, 0x80 | 10, 0x80 | 30}).Draw(t, "resolution")
		f.idb(rapid.Uint16().Draw(t, "link type"), 0, opt{9, []any{res}}, opt{14, []any{int64(rapid.Int32().Draw(t, "offset"))}})
	}
	for range rapid.IntRange(0, 12).Draw(t, "blocks") {
		text := string(rapid.SliceOfN(rapid.Byte(), 0, 40).Draw(t, "data"))
		id := uint32(rapid.IntRange(0, interfaces-1).Draw(t, "interface"))
		ticks := rapid.Uint64Range(0, 1<<61).Draw(t, "ticks")
		length := uint32(len(text)) + rapid.Uint32Range(0, 1e6).Draw(t, "longer")
		switch rapid.IntRange(0, 9).Draw(t, "kind") {
		case 0:
			f.block(3, uint32(len(text)), padded{text, "pad"})
		case 1:
			f.block(2, uint16(id), uint16(9), uint32(ticks>>32), uint32(ticks), uint32(len(text)), length, padded{text, "pad"})
		case 2:
			f.block(rapid.Uint32Range(7, 0xa0d0d09).Draw(t, "type"), padded{text, "pad"})
			continue
		case 3:
			f.epb(id, ticks, length, text, opt{1, []any{text}}, opt{2, []any{uint32(ticks)}}, opt{4, []any{ticks}}, opt{3, []any{text}}, opt{5, []any{ticks}}, endOfOptions)
		case 4:
			f.isb(id, ticks, opt{4, []any{ticks}}, endOfOptions)
			continue
		default:
			f.epb(id, ticks, length, text)
		}
		data = append(data, text)
	}
	return f, data
}

func TestReadBackNg(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var b []byte
		var want []string
		for range rapid.IntRange(1, 3).Draw(t, "sections") {
			f, data := anyNg(t, rapid.Bool().Draw(t, "big"))
			b = append(b, f.b...)
			want = append(want, data...)
		}
		packets, failures, _ := through(bytes.NewReader(b))
		if failures[0] != io.EOF || strings.Join(want, "\n") != strings.Join(texts(packets), "\n") {
			t.Fatalf("%q, %v\n%q", texts(packets), failures, want)
		}
		if d := sameThroughBlocks(b, packets, failures); d != "" {
			t.Fatal("NextBlock gives something else: ", d)
		}
		all, err := blocks(b)
		var got []byte
		for _, b := range all {
			got = append(got, b.Raw...)
		}
		if err != io.EOF || !bytes.Equal(got, b) {
			t.Fatalf("the pieces are not the file: %v", err)
		}
	})
}
