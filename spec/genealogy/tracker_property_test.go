package genealogy_test

import (
	"testing"

	"github.com/cnwire/cnwire/spec/genealogy"
	"pgregory.net/rapid"
)

// R21, R22: while no two requests have the same ack, each answer finds its own
// request and no other, whoever loses, repeats or reorders what; no event is a
// reply; and the first of equal messages is the one that counts.
func TestWorldIsUnderstood(t *testing.T) {
	check(t, "reply copy unsolicited event wrap old", func(t rapid.TB, d *dice, steps int, seen func(string)) {
		w := newWorld(d)
		for range steps {
			w.step()
		}
		c := channel{lose: d.once(2), repeat: d.once(2), reorder: d.once(2)}
		var tracker genealogy.Tracker
		for _, a := range judged(w.sent, c.through(d, w.sent)) {
			got := tracker.Add(&a.Header)
			if got != a.want {
				t.Fatalf("%+v\nis %+v, want %+v", a.Header, got, a.want)
			}
			if got.Class != genealogy.New {
				seen(got.Class.String())
			}
			if got.Class == genealogy.Reply && a.Ack == 0 {
				seen("wrap")
			}
			if got.Class == genealogy.Reply && w.old {
				seen("old")
			}
		}
	})
}

// R20: whatever arrives, a verdict makes sense: it points back, at a message that
// was new; a copy's first is no copy; and an answer of the process events takes a
// request that no other took. No number of it all makes the memory grow.
func TestAnythingMakesSense(t *testing.T) {
	ids := []uint32{1, 3, 4, 7, 8, 9, 10, 14, 77}
	check(t, "reply copy ambiguous unsolicited event restart possible", func(t rapid.TB, d *dice, steps int, seen func(string)) {
		var tracker genealogy.Tracker
		var losses genealogy.Losses
		said := map[genealogy.Ref]genealogy.Verdict{}
		answered := map[genealogy.Ref]bool{}
		under := map[genealogy.Ref]uint32{}
		headers := map[genealogy.Ref]genealogy.Header{}
		var past []genealogy.Header
		var at genealogy.Ref
		for n := range steps {
			h := genealogy.Header{Ref: genealogy.Ref{Frame: uint64(n + 1)}, Idx: ids[d.below(len(ids))], Val: 1,
				Seq: uint32(d.below(3)), Ack: uint32(d.below(3)) - 1, Port: uint32(d.below(2)),
				Kind: genealogy.Kind(d.below(5)), CPU: uint32(d.below(3)) - 1, Timed: d.once(2), Stamp: d.roll() >> d.below(64), Digest: uint64(d.below(2))}
			if n > 0 && d.once(5) { // the next message of the frame before
				h.Frame, h.Msg = at.Frame, at.Msg+1
			}
			at = h.Ref
			if h.Time = int64(d.below(4)) * 600_000; d.once(4) { // 1970 is a time too
				h.Time = genealogy.NoTime
			}
			if d.once(2) {
				h.Idx, h.Ack = 1, uint32(d.below(2))
				if h.Kind = genealogy.KindRequest; d.once(2) {
					h.Kind, h.Ack = genealogy.KindAnswer, uint32(d.below(3))
				}
			}
			if len(past) > 0 && d.once(3) {
				ref := h.Ref
				h = past[len(past)-1-d.below(min(2, len(past)))]
				h.Ref = ref
			}
			past = append(past, h)
			headers[h.Ref] = h
			v := tracker.Add(&h)
			said[h.Ref], under[h.Ref] = v, h.Idx
			of, known := said[v.Of]
			if known && under[v.Of] != h.Idx {
				t.Fatalf("%+v is %+v, which is of id %d", h, v, under[v.Of])
			}
			switch v.Class {
			case genealogy.Reply, genealogy.Ambiguous:
				if !known || of.Class != genealogy.New || v.Of == h.Ref || v.Rule == "" || h.Kind == genealogy.KindEvent {
					t.Fatalf("%+v is %+v, which is %+v", h, v, of)
				}
				if h.Idx == 1 && answered[v.Of] {
					t.Fatalf("%+v is a second answer: %+v", h, v)
				}
				answered[v.Of] = true
			case genealogy.Copy:
				if !known || of.Class == genealogy.Copy || v.Of == h.Ref {
					t.Fatalf("%+v is %+v, which is %+v", h, v, of)
				}
			default:
				if v != (genealogy.Verdict{Class: v.Class, Maybe: v.Maybe}) {
					t.Fatalf("%+v is %+v", h, v)
				}
				if v.Maybe != (genealogy.Ref{}) {
					seen("possible")
					g := headers[v.Maybe]
					if apart := h.Time - g.Time; g.Frame == h.Frame || g.Port == 0 || apart <= -1_000_000 || apart >= 1_000_000 ||
						h.Time == genealogy.NoTime || g.Time == genealogy.NoTime {
						t.Fatalf("%+v is %+v, perhaps %+v", h, v, g)
					}
					if g.Ref = h.Ref; g != h {
						t.Fatalf("%+v is perhaps another: %+v", h, g)
					}
				}
			}
			if v.Class != genealogy.New {
				seen(v.Class.String())
			}
			before := losses.Totals()
			found, gap := losses.Add(&h, v)
			after := losses.Totals()
			if found == genealogy.Restart {
				seen("restart")
			}
			if after.Lost > before.Lost && (found != genealogy.Opened || gap.Lost != after.Lost-before.Lost) || after.Filtered > after.Lost {
				t.Fatalf("%+v: %v, %+v, then %+v", h, found, gap, after)
			}
		}
	})
}
