package genealogy_test

import (
	"encoding/binary"
	"testing"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/genealogy"
	"pgregory.net/rapid"
)

// stream returns what arrives of a world of some steps.
func stream(d *dice, steps int) []genealogy.Header {
	w := newWorld(d)
	for range steps {
		w.step()
	}
	c := channel{lose: d.once(2), repeat: d.once(2), reorder: d.once(2)}
	var list []genealogy.Header
	for _, a := range judged(w.sent, c.through(d, w.sent)) {
		list = append(list, a.Header)
	}
	return list
}

// R22, R26: a wrap is a step like any other. All acks and all numbers may be
// shifted, and nothing changes.
func TestWrapIsNothingSpecial(t *testing.T) {
	check(t, "wrap reply gap", func(t rapid.TB, d *dice, steps int, seen func(string)) {
		list := stream(d, steps)
		bySeq, byAck := d.number(), d.number()
		var here, there genealogy.Tracker
		var lossesHere, lossesThere genealogy.Losses
		for _, h := range list {
			g := h
			g.Seq += bySeq
			if h.Kind != genealogy.KindEvent {
				g.Ack += byAck
				if g.Ack < h.Ack {
					seen("wrap")
				}
			}
			v, w := here.Add(&h), there.Add(&g)
			if v != w {
				t.Fatalf("%+v is %+v, shifted it is %+v", h, v, w)
			}
			f, gap := lossesHere.Add(&h, v)
			f2, gap2 := lossesThere.Add(&g, w)
			if f != f2 || gap != gap2 {
				t.Fatalf("%+v: %v %v, shifted: %v %v", h, f, gap, f2, gap2)
			}
			if v.Class == genealogy.Reply {
				seen("reply")
			}
			if f == genealogy.Opened {
				seen("gap")
			}
		}
	})
}

// R20: what is said of a message follows from the messages before it, and from
// none of another id. So it does not matter how a stream is cut, nor what else
// is in it.
func TestOtherIdsDoNotMatter(t *testing.T) {
	check(t, "noise reply copy", func(t rapid.TB, d *dice, steps int, seen func(string)) {
		list := stream(d, steps)
		want := verdicts(list)
		var tracker genealogy.Tracker
		for i, h := range list {
			// Copies of a request follow it at once.
			for want[i].Class != genealogy.Copy && d.once(3) {
				n := genealogy.Header{Idx: uint32(2 + d.below(12)), Val: 1, Seq: h.Seq, Ack: h.Ack, Port: uint32(d.below(2)), Digest: d.roll()}
				if d.once(2) {
					n.Ack++
				}
				if tracker.Add(&n).Of.Frame != 0 {
					t.Fatalf("%+v has to do with another id", n)
				}
				seen("noise")
			}
			if got := tracker.Add(&h); got != want[i] {
				t.Fatalf("%+v is %+v, and %+v with noise", h, want[i], got)
			}
			switch want[i].Class {
			case genealogy.Reply:
				seen("reply")
			case genealogy.Copy:
				seen("copy")
			}
		}
	})
}

// R3: the same messages in the other byte order are the same headers.
func TestByteOrderDoesNotMatter(t *testing.T) {
	table := spec.Default()
	check(t, "request answer event", func(t rapid.TB, d *dice, steps int, seen func(string)) {
		w := newWorld(d)
		for range 1 + steps%8 {
			w.step()
		}
		f := w.sent[d.below(len(w.sent))].Header
		var got [2]genealogy.Header
		for i, o := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
			b, err := datagram(table, o, &f)
			if err != nil {
				t.Fatal(err)
			}
			list := headers(t, o, b, f.Ref)
			if len(list) != 1 {
				t.Fatalf("%d messages in %x", len(list), b)
			}
			got[i] = list[0]
			got[i].Digest = f.Digest
		}
		if got[0] != f || got[1] != f {
			t.Fatalf("sent %+v\nlittle %+v\nbig %+v", f, got[0], got[1])
		}
		seen(f.Kind.String())
	})
}

// datagram makes the bytes of a message of the process events.
func datagram(table *spec.Table, o binary.ByteOrder, h *genealogy.Header) ([]byte, error) {
	nl := map[string]uint64{"nlmsg_pid": uint64(h.Port)}
	cn := map[string]uint64{"id.idx": uint64(h.Idx), "id.val": uint64(h.Val), "seq": uint64(h.Seq), "ack": uint64(h.Ack)}
	var data []byte
	var err error
	if h.Kind == genealogy.KindRequest {
		data, err = table.New(o, "proc_cn_mcast_op", map[string]uint64{"mcast_op": 1})
	} else {
		what := uint64(0)
		if h.Kind == genealogy.KindEvent {
			what = 0x80000000
		}
		data, err = table.Event(o, map[string]uint64{"what": what, "cpu": uint64(h.CPU), "timestamp_ns": h.Stamp}, nil)
	}
	if err != nil {
		return nil, err
	}
	return table.Message(o, nl, cn, data)
}
