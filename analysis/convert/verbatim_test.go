package convert_test

import (
	"bytes"
	"io/fs"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/convert"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/testdata/corpus"
)

// forms lays frames in every form that a classic pcap can have.
func forms(list []pcap.Packet) map[string][]byte {
	all := map[string][]byte{}
	for _, big := range []bool{false, true} {
		for name, magic := range map[string]uint32{"pcap": 0xa1b2c3d4, "nsecpcap": 0xa1b23c4d, "modpcap": 0xa1b2cd34} {
			l := newLaid(big).header(magic, 96, 253)
			for _, p := range list {
				ns, more := uint32(p.Time.Nanosecond()), ""
				if name != "nsecpcap" {
					ns /= 1000
				}
				if name == "modpcap" {
					more = "\x01\x02\x03\x04\x05\x06\x07\x08"
				}
				l.record(uint32(p.Time.Unix()), ns, string(p.Data), p.Len, more)
			}
			if big {
				name += ", big"
			}
			all[name] = l.b
		}
	}
	return all
}

// TestVerbatim: what nothing was asked of is byte-identical, whichever way the
// format is left as it is.
func TestVerbatim(t *testing.T) {
	for _, name := range corpusNames(t) {
		own, err := fs.ReadFile(corpus.FS(), name)
		if err != nil {
			t.Fatal(err)
		}
		list := packets(t, own)
		all := forms(list)
		all["own"], all["pcapng"] = own, rich(t, list)
		for form, in := range all {
			options := map[string]convert.Options{
				"nothing":          {},
				"name of a pcap":   {Default: "pcap"},
				"name of a pcapng": {Default: "pcapng"},
				"nanoseconds":      {Format: "nsecpcap"},
			}
			if form == "pcapng" {
				delete(options, "name of a pcap")
				delete(options, "nanoseconds")
				options["format"] = convert.Options{Format: "pcapng"}
			} else {
				delete(options, "name of a pcapng")
				if form != "nsecpcap" && form != "nsecpcap, big" {
					delete(options, "nanoseconds")
				}
			}
			for what, o := range options {
				out, result := converted(t, in, o)
				if !bytes.Equal(out, in) {
					t.Errorf("%s as %s, %s: %d bytes become %d", name, form, what, len(in), len(out))
				}
				if result.Lost != (pcap.Lost{}) || result.Blocks+result.Refused != 0 || result.Read != result.Written || result.Read < uint64(len(list)) {
					t.Errorf("%s as %s, %s: %+v", name, form, what, result)
				}
			}
		}
	}
}

// blocks splits a pcapng by the lengths in front, in the order of each section.
func blocks(b []byte) (list [][]byte) {
	l := newLaid(false)
	for len(b) > 0 {
		if string(b[:4]) == "\n\r\r\n" {
			l = newLaid(b[8] == 0x1a)
		}
		n := int(b[4]) | int(b[5])<<8 | int(b[6])<<16
		if l.o.String() == "BigEndian" {
			n = int(b[7]) | int(b[6])<<8 | int(b[5])<<16
		}
		list, b = append(list, b[:n]), b[n:]
	}
	return list
}

// isPacket reports whether a block of either order holds a frame.
func isPacket(b []byte) bool {
	switch string(b[:4]) {
	case "\x06\x00\x00\x00", "\x00\x00\x00\x06", "\x03\x00\x00\x00", "\x00\x00\x00\x03":
		return true
	}
	return false
}

// TestDropped leaves out every frame but a few: all other blocks are the same
// bytes, but for the length of the first section. So it is by whatever they are
// chosen, and also where all of them are: the length is written before that is known.
func TestDropped(t *testing.T) {
	in := rich(t, frames(t, corpusNames(t)[0]))
	within := func(f *analysis.Frame) bool { return f.Number >= 2 && f.Number <= 5 }
	for name, s := range map[string]convert.Selection{
		"numbers": {Frames: []convert.Range{{First: 2, Last: 5}}}, "filter": {Choose: within},
	} {
		t.Run(name, func(t *testing.T) { dropped(t, in, s) })
	}
}

// dropped chooses frames 2 to 5.
func dropped(t *testing.T, in []byte, s convert.Selection) {
	out, result := converted(t, in, convert.Options{Selection: s})
	var want []byte
	frame, sections := 0, 0
	for _, b := range blocks(in) {
		if isPacket(b) {
			if frame++; frame < 2 || frame > 5 {
				continue
			}
		}
		if string(b[:4]) == "\n\r\r\n" {
			b = bytes.Clone(b)
			copy(b[16:], "\xff\xff\xff\xff\xff\xff\xff\xff")
			sections++
		}
		want = append(want, b...)
	}
	if !bytes.Equal(out, want) || sections != 2 || result.Written != 4 {
		t.Errorf("%d bytes, want %d; %d sections, %+v", len(out), len(want), sections, result)
	}
	if r, err := pcap.NewReader(bytes.NewReader(out)); err != nil || drain(r) != 4 || len(r.Notes()) != 0 {
		t.Errorf("%v, notes %v", err, r.Notes())
	}
}

// drain counts the frames that are left.
func drain(r *pcap.Reader) (n int) {
	var p pcap.Packet
	for r.Next(&p) == nil {
		n++
	}
	return n
}

// TestSnapLen cuts frames, and nothing else: options of pcapng blocks stay.
func TestSnapLen(t *testing.T) {
	list := frames(t, corpusNames(t)[0])
	for form, in := range forms(list) {
		out, _ := converted(t, in, convert.Options{SnapLen: 50})
		was, is := packets(t, in), packets(t, out)
		if len(was) != len(is) || !bytes.Equal(in[:24], out[:24]) {
			t.Fatalf("%s: %d frames become %d", form, len(was), len(is))
		}
		for i := range was {
			n := min(50, len(was[i].Data))
			if !bytes.Equal(is[i].Data, was[i].Data[:n]) || is[i].Len != was[i].Len || !is[i].Time.Equal(was[i].Time) {
				t.Fatalf("%s, frame %d: % x of %d", form, i+1, is[i].Data, is[i].Len)
			}
		}
	}
	l := newLaid(true)
	l.section(64).iface(253)
	l.packet(0, 7, "0123456789", l.option(1, "odd"), l.option(2988, "\x00\x00\x00\x01x"))
	l.packet(0, 7, "0123", l.option(1, "odd"))
	want := newLaid(true)
	want.section(1<<64 - 1).iface(253)
	n := uint32(10)
	want.block(6, want.body(uint32(0), uint32(0), uint32(7), uint32(5), n, "01234\x00\x00\x00", l.option(1, "odd"), l.option(2988, "\x00\x00\x00\x01x")))
	want.packet(0, 7, "0123", l.option(1, "odd"))
	out, _ := converted(t, l.b, convert.Options{SnapLen: 5})
	if !bytes.Equal(out, want.b) {
		t.Errorf("% x\nwant\n% x", out, want.b)
	}
}
