package genealogy_test

import (
	"testing"

	"github.com/cnwire/cnwire/spec/genealogy"
	"pgregory.net/rapid"
)

// oracle remembers every request of the process events and looks through all of
// them: R22 as it is written.
type oracle struct{ open []genealogy.Header }

// add returns the verdict on a request or an answer that is no copy.
func (o *oracle) add(h genealogy.Header) genealogy.Verdict {
	if h.Kind == genealogy.KindRequest {
		if h.Msg == 0 {
			o.open = append(o.open, h)
		}
		return genealogy.Verdict{}
	}
	var fits []int // the latest first
	for i := len(o.open) - 1; i >= 0; i-- {
		if o.open[i].Ack+1 == h.Ack && (h.CPU != noCPU || o.open[i].Seq == h.Seq) {
			fits = append(fits, i)
		}
	}
	if len(fits) == 0 {
		return genealogy.Verdict{Class: genealogy.Unsolicited}
	}
	v := genealogy.Verdict{Class: genealogy.Reply, Of: o.open[fits[0]].Ref, Rule: "ack+1"}
	if len(fits) > 1 {
		v.Class, v.Or = genealogy.Ambiguous, o.open[fits[1]].Ref
	}
	o.open = append(o.open[:fits[0]], o.open[fits[0]+1:]...)
	return v
}

// R22: of several requests that an answer fits, it is the latest's, and the
// verdict says that there are others. A request that has its answer gets no
// second one, and the second message of a datagram none at all.
func TestRequestsThatLookAlike(t *testing.T) {
	check(t, "reply ambiguous unsolicited wrap second", func(t rapid.TB, d *dice, steps int, seen func(string)) {
		var o oracle
		var tracker genealogy.Tracker
		base := d.number()
		if d.once(2) {
			base = -uint32(d.below(4))
		}
		for n := range steps {
			h := genealogy.Header{Ref: genealogy.Ref{Frame: uint64(n + 1)}, Idx: 1, Val: 1, Kind: genealogy.KindRequest,
				Seq: uint32(d.below(3)), Ack: base + uint32(d.below(4)), Port: 5, Digest: uint64(n)}
			switch {
			case d.once(2):
				h.Kind, h.Port, h.Timed, h.Stamp = genealogy.KindAnswer, 0, true, uint64(n)
				if h.CPU = 1; d.once(3) {
					h.CPU = noCPU
				}
			case d.once(5):
				h.Msg = 1
				seen("second")
			}
			got, want := tracker.Add(&h), o.add(h)
			if got != want {
				t.Fatalf("%+v\nis %+v, want %+v", h, got, want)
			}
			if got.Class != genealogy.New {
				seen(got.Class.String())
			}
			if got.Class == genealogy.Reply && h.Ack == 0 {
				seen("wrap")
			}
		}
	})
}

// R20, R24: the two readings of the documentation give a request the same answer
// exactly when its seq and its ack are equal, and a Tracker knows the answer by
// either reading.
func TestReadings(t *testing.T) {
	check(t, "agree differ wrap", func(t rapid.TB, d *dice, steps int, seen func(string)) {
		user := genealogy.Sender{Idx: 77, Val: 88, Port: 9, Seq: d.number(), Random: d.number}
		q := user.Next()
		switch d.below(6) {
		case 0, 1:
			q.Ack = q.Seq
		case 2:
			q.Ack = 0xffffffff
		}
		q.Frame, q.Digest = 1, 1
		older, err := new(genealogy.Sender).Reply(&q, "ack+1")
		if err != nil {
			t.Fatal(err)
		}
		newer, err := new(genealogy.Sender).Reply(&q, "seq+1")
		if err != nil {
			t.Fatal(err)
		}
		if (older == newer) != (q.Seq == q.Ack) {
			t.Fatalf("%+v: %+v and %+v", q, older, newer)
		}
		for rule, a := range map[genealogy.Rule]genealogy.Header{"ack+1": older, "seq+1": newer} {
			a.Frame, a.Digest = 2, 2
			var tracker genealogy.Tracker
			tracker.Add(&q)
			got := tracker.Add(&a)
			if got.Class != genealogy.Reply || got.Of != q.Ref || got.Rule != rule && older != newer {
				t.Fatalf("%+v by %s is %+v", a, rule, got)
			}
			near := a
			near.Ack++
			near.Digest = 3
			if fits := near.Ack == q.Ack+1 || near.Ack == q.Seq+1; fits != (tracker.Add(&near).Class == genealogy.Reply) {
				t.Fatalf("%+v after %+v", near, q)
			}
			if a.Ack == 0 {
				seen("wrap")
			}
		}
		if older == newer {
			seen("agree")
		} else {
			seen("differ")
		}
	})
}

// R23: what the kernel sends unasked is never a reply, whatever was asked before
// it: requests whose answer would have ack 0 or the number of the event.
func TestNoEventIsAReply(t *testing.T) {
	ids := []genealogy.Header{{Idx: 1, Val: 1, Kind: genealogy.KindEvent, Timed: true}, {Idx: 3, Val: 1}, {Idx: 8, Val: 1}, {Idx: 14, Val: 0x457}}
	check(t, "event copy tempting", func(t rapid.TB, d *dice, steps int, seen func(string)) {
		id := ids[d.below(len(ids))]
		counter := d.number()
		var tracker genealogy.Tracker
		for n := range steps {
			h := id
			h.Frame, h.Digest, h.Stamp = uint64(n+1), uint64(n), uint64(n)
			asks := d.once(2)
			if asks {
				h.Port, h.Seq, h.Ack, h.Kind, h.Timed = 7, counter-uint32(d.below(2)), -uint32(d.below(2)), genealogy.KindUnknown, false
				if id.Timed {
					h.Kind = genealogy.KindRequest
				}
				if h.Ack != 0 || h.Seq == noCPU {
					seen("tempting")
				}
			} else {
				h.Seq = counter
				counter++
			}
			for c := range 1 + d.below(2) {
				h.Frame += 1000 * uint64(c)
				switch got := tracker.Add(&h).Class; {
				case !asks && got != genealogy.Event && got != genealogy.Copy:
					t.Fatalf("event %+v is a %v", h, got)
				case asks && got == genealogy.Event:
					t.Fatalf("request %+v is an event", h)
				case got != genealogy.New:
					seen(got.String())
				}
			}
		}
	})
}
