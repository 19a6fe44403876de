package pcap

import (
	"bytes"
	"io"
	"testing"
)

// TestOtherOrder writes packets and interfaces into the other byte order: what
// their options mean stays, and what nobody knows the meaning of is counted.
func TestOtherOrder(t *testing.T) {
	lay := func(big, all bool) *ng {
		f := newNg(big).shb()
		interfaceOptions := []any{
			opt{1, []any{"c"}}, opt{9, []any{uint8(6)}}, opt{4, []any{"\x0a\x00\x00\x01\xff\xff\x00\x00"}}, opt{8, []any{uint64(1e9)}}, opt{10, []any{uint32(3600)}},
			opt{11, []any{"\x01code"}}, opt{16, []any{uint64(5)}}, opt{17, []any{uint64(6)}}, opt{2988, []any{uint32(32473), "text"}},
		}
		packetOptions := []any{
			opt{1, []any{"c"}}, opt{2, []any{uint32(6)}}, opt{4, []any{uint64(7)}}, opt{3, []any{"\x02hash"}}, opt{5, []any{uint64(8)}}, opt{6, []any{uint32(9)}},
			opt{7, []any{"\x01verdict"}}, opt{8, []any{uint32(10), uint32(11)}}, opt{2989, []any{uint32(32473), "bytes"}}, opt{19373, []any{uint32(1)}},
		}
		if all {
			interfaceOptions = append(interfaceOptions, opt{777, []any{"?"}})
			packetOptions = append(packetOptions, opt{777, []any{"?"}}, opt{5, []any{"short"}}, opt{2989, []any{"no"}})
		}
		f.idb(253, 1, append(interfaceOptions, endOfOptions)...)
		return f.epb(0, atMicro, 3, "abc", append(packetOptions, endOfOptions)...)
	}
	for _, big := range []bool{false, true} {
		packets, _ := whole(t, lay(big, true).b)
		got, w := written(t, WriterOptions{Format: "pcapng", BigEndian: !big}, packets...)
		if want := lay(!big, false).b; !bytes.Equal(want, got) {
			t.Errorf("into the other order:\n% x\n% x", want, got)
		}
		check(t, "lost", Lost{Options: 4}, w.Lost())
		// Into its own order everything goes.
		got, w = written(t, WriterOptions{Format: "pcapng", BigEndian: big}, packets...)
		again, _, r := through(bytes.NewReader(got))
		check(t, "lost", Lost{}, w.Lost())
		check(t, "options of the packet", packets[0].Options, again[0].Options)
		check(t, "options of the interface", packets[0].Interface.Options, r.Interfaces()[0].Options)
	}
}

func TestOptionsAll(t *testing.T) {
	f := newNg(false)
	for _, c := range []struct {
		raw  []byte
		want []string
	}{
		{nil, nil},
		{f.lay(nil, opt{1, []any{"a"}}, opt{2, nil}, endOfOptions, opt{3, []any{"behind the end"}}), []string{"a", ""}},
		{f.lay(nil, opt{1, []any{"a"}}, uint16(2), uint16(5), "four"), []string{"a"}},
		{f.lay(nil, opt{1, []any{"a"}}, "\x02\x00"), []string{"a"}},
		{f.lay(nil, uint16(1), uint16(3), "abc"), []string{"abc"}}, // unpadded at the end
	} {
		var got []string
		for _, value := range (Options{Raw: c.raw}).All() {
			got = append(got, string(value))
			_ = append(value, "overwrites the next"...)
		}
		check(t, "values", c.want, got)
	}
	for range (Options{Raw: f.lay(nil, opt{1, nil}, opt{2, nil})}).All() {
		break
	}
}

func TestOptionsThatAreNone(t *testing.T) {
	f := newNg(false).shb().idb(253, 0)
	f.b = f.lay(f.b, uint32(6), uint32(34), uint32(0), uint32(0), uint32(0), uint32(0), uint32(0), "\x01\x00", uint32(34))
	packets, failures, r := through(bytes.NewReader(f.b))
	if len(packets) != 1 || failures[0] != io.EOF {
		t.Fatal(failures)
	}
	check(t, "note", "2 bytes behind the last option are none", r.Notes()[1].Text)
}
