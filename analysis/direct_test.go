package analysis_test

import (
	"bytes"
	"encoding/binary"
	"maps"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/pcap"
)

// parts are what a frame is made of: all that a reader may see, but for the digests, which
// are others with each Frames.
func parts(f *analysis.Frame) []any {
	list := []any{f.Number, f.Relative, f.Delta, f.Netlink, f.NotNetlink, f.Repairs, f.Family, f.PacketType, f.Base, f.Order, f.OrderRule, f.Confidence,
		f.Spans, f.Err, len(f.NlMsgs), len(f.Messages), len(f.Fragments)}
	for i := range f.NlMsgs {
		n := &f.NlMsgs[i]
		list = append(list, n.NlMsghdr, n.Whole, n.Header, n.Spans, n.CnMsgs)
	}
	for i := range f.Messages {
		m := &f.Messages[i]
		h := m.Header
		h.Digest = 0
		list = append(list, h, m.Verdict, m.Kind, m.CN, m.User, m.Spans, m.ReplyIn, m.Context, m.Subject, analysis.Private(m), m.Netlink().PID)
	}
	d, basis := f.Direction()
	return append(list, d, basis)
}

// ways takes packets apart in both ways, with one order and layout, and each once more as its copy.
// It returns how many frames were not taken apart again for their bytes.
func ways(t testing.TB, o codec.Order, l codec.ProcLayout, packets []pcap.Packet) (same int) {
	t.Helper()
	direct, steps := analysis.Frames{Order: o, Layout: l}, analysis.Frames{Order: o, Layout: l}
	analysis.InSteps(&steps)
	for i := range 2 * len(packets) {
		p := packets[i/2]
		p.Time = p.Time.Add(time.Duration(i % 2))
		f, stepwise := direct.Feed(&p), steps.Feed(&p)
		if f.Same {
			same++
		}
		if f.Same && i%2 == 0 && !bytes.Equal(p.Data, packets[i/2-1].Data) || stepwise.Same {
			t.Fatalf("frame %d is said to have the bytes of the one before", i+1)
		}
		if analysis.IsWhole(f) && !f.Same {
			sameValues(t, f, stepwise)
		}
		got, want := parts(f), parts(stepwise)
		if reflect.DeepEqual(want, got) { // which is soon known
			continue
		}
		if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmpopts.EquateErrors()); diff != "" {
			t.Fatalf("%v, layout %d: %x of %d bytes (-in steps +directly):\n%s", o, l, p.Data, p.Len, diff)
		}
	}
	return same
}

// near are packets like one: cut, with bytes behind, another length on the wire, a comment.
func near(p pcap.Packet) []pcap.Packet {
	list := []pcap.Packet{p}
	change := func(do func(*pcap.Packet)) {
		c := p
		c.Data = bytes.Clone(p.Data)
		do(&c)
		list = append(list, c)
	}
	change(func(c *pcap.Packet) { c.Data = c.Data[:max(0, len(c.Data)-4)] })
	change(func(c *pcap.Packet) { c.Data = append(c.Data, 0, 0, 0, 0); c.Len = uint32(len(c.Data)) })
	change(func(c *pcap.Packet) { c.Len += 8 })
	change(func(c *pcap.Packet) { c.Comments = []string{"cnwire:1 sender port=7"} })
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} { // both lengths tell of bytes behind the arm
		for more := 1; more < 6 && len(p.Data) > 50; more += 2 {
			change(func(c *pcap.Packet) {
				c.Data = append(c.Data, make([]byte, more)...)
				c.Len = uint32(len(c.Data))
				order.PutUint32(c.Data[16:], order.Uint32(c.Data[16:])+uint32(more))
				order.PutUint16(c.Data[48:], order.Uint16(c.Data[48:])+uint16(more))
			})
		}
	}
	for _, at := range []int{14, 15, 16, 19, 20, 28, 31, 32, 35, 36, 48, 50, 52, 55} {
		if at < len(p.Data) {
			change(func(c *pcap.Packet) { c.Data[at] ^= 1 })
			change(func(c *pcap.Packet) { c.Data[at] = 0 })
		}
	}
	return list
}

// FuzzDirect: a frame that is one whole process event is the same whether it is taken apart
// directly or in steps, with what the genealogy says of it and of the frames behind.
func FuzzDirect(f *testing.F) {
	all := frames.Captures(f)
	for i, name := range slices.Sorted(maps.Keys(all)) {
		n := 0
		frames.Each(f, all[name], func(fr *analysis.Frame) {
			if n++; n < 4 || n == 50+i {
				f.Add(bytes.Clone(fr.Data), uint32(fr.Len))
			}
		})
	}
	nl := &pcap.Interface{LinkType: pcap.LinkTypeNetlink, Resolution: pcap.Nanoseconds}
	f.Fuzz(func(t *testing.T, b []byte, length uint32) {
		p := pcap.Packet{Data: b, Len: length, Interface: nl, Time: time.Unix(1, 2)}
		for _, o := range []codec.Order{codec.OrderUnknown, codec.LittleEndian, codec.BigEndian} {
			for l := codec.ProcLayoutNs; l <= codec.ProcLayoutTimespec64; l++ {
				ways(t, o, l, near(p))
			}
		}
	})
}

// TestDirect holds the ways against each other over the corpus, where nearly all events go
// the direct one.
func TestDirect(t *testing.T) {
	for name, capture := range frames.Captures(t) {
		var packets []pcap.Packet
		frames.Each(t, capture, func(f *analysis.Frame) {
			p := f.Packet
			p.Data = bytes.Clone(p.Data)
			packets = append(packets, p)
		})
		for _, o := range []codec.Order{codec.OrderUnknown, codec.LittleEndian, codec.BigEndian} {
			if same := ways(t, o, codec.ProcLayoutNs, packets); name == "captures/amd64-6.1.192-nlmon.pcap" && (same < len(packets)) != (o == codec.BigEndian) {
				t.Errorf("%s, %v: %d of %d frames were not taken apart again", name, o, same, len(packets))
			}
		}
		if len(packets) == 0 {
			t.Errorf("%s has no packets", name)
		}
	}
}

// TestDissectNext: frames in places of their own, each behind another of the same bytes or not, are as
// they are one after the other in one place.
func TestDissectNext(t *testing.T) {
	for _, name := range []string{"amd64-6.1.192-nlmon.pcap", "s390x-6.1.176-nlmon.pcap"} {
		var packets []pcap.Packet
		frames.Each(t, frames.Capture(t, name), func(f *analysis.Frame) {
			p := f.Packet
			p.Data = bytes.Clone(p.Data)
			if packets = append(packets, p); f.Number%200 == 7 {
				packets = append(packets, near(p)...)
			}
		})
		var fs, one analysis.Frames
		list := make([]analysis.Frame, 100) // used again, with what was there
		same := 0
		for len(packets) > 0 {
			n := min(len(list), len(packets))
			for i := range packets[:n] {
				f := &list[i]
				f.Packet = packets[i]
				if fs.Admit(f); i == 0 {
					fs.Dissect(f)
				} else {
					fs.DissectNext(f, &list[i-1])
				}
			}
			for i := range packets[:n] {
				f := &list[i]
				if fs.Judge(f); f.Same {
					if same++; f.Messages[0].Clone().Frame != f.Number {
						t.Fatalf("%s, frame %d: its message is of another", name, f.Number)
					}
				}
				got, want := parts(f), parts(one.Feed(&packets[i]))
				if reflect.DeepEqual(want, got) {
					continue
				}
				if diff := cmp.Diff(want, got, cmpopts.EquateEmpty(), cmpopts.EquateErrors()); diff != "" {
					t.Fatalf("%s, frame %d (-in one place +in its own):\n%s", name, f.Number, diff)
				}
			}
			packets = packets[n:]
		}
		if same < 1500 {
			t.Errorf("%s: %d frames have the bytes of the one before", name, same)
		}
	}
}
