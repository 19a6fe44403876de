package genealogy_test

import (
	"testing"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/genealogy"
	"pgregory.net/rapid"
)

// answers returns the rows of rules.csv about answers.
func answers() (rows []spec.Rule) {
	for _, r := range spec.Rules() {
		if r.Kind == "answer" {
			rows = append(rows, r)
		}
	}
	return rows
}

// kindOf returns a kind where the payload tells it.
func kindOf(idx uint32, kind genealogy.Kind) genealogy.Kind {
	switch idx {
	case 1:
		return kind
	case 3, 8:
		return genealogy.KindDialog
	}
	return genealogy.KindUnknown
}

// R20, R23, R24: programs ask under every id that has a rule and one that has
// none, or the kernel asks them; there are answers by the rule, for some requests
// several, in any order. Each is matched to its request, by that rule.
func TestEveryRule(t *testing.T) {
	rows := answers()
	check(t, "kernel user again wrap release none", func(t rapid.TB, d *dice, steps int, seen func(string)) {
		r := &rows[d.below(len(rows))]
		var tracker genealogy.Tracker
		release := r.Since.Present
		if d.once(2) {
			tracker.Kernel = release
			seen("release")
		}
		asker := genealogy.Sender{Idx: r.Idx, Val: r.Val, Port: 7, Seq: d.number(), Random: d.number}
		answerer := genealogy.Sender{Kernel: release, Seq: d.number()}
		if r.Any {
			asker.Idx, asker.Val = 77, 88
		}
		if r.From == "user" {
			asker.Port, answerer.Port = 0, 7
			seen("user")
		} else {
			seen("kernel")
		}
		turns := r.Seq != "same" && r.Seq != "counter" && r.Seq != "payload"
		var open []genealogy.Header
		for n := range steps {
			ref := genealogy.Ref{Frame: uint64(n + 1)}
			if len(open) == 0 || !turns && d.once(2) {
				q := asker.Next()
				if turns {
					q.Seq, q.Ack = 0, 0
				}
				q.Ref, q.Digest, q.Kind = ref, d.roll(), kindOf(q.Idx, genealogy.KindRequest)
				if unlike(open, &q) {
					open = append(open, q)
					if got := tracker.Add(&q); got.Class != genealogy.New {
						t.Fatalf("%s: request %+v is %+v", r.Name, q, got)
					}
				}
				continue
			}
			i := d.below(len(open))
			q := open[i]
			h, err := answerer.Reply(&q, genealogy.Rule(r.Name))
			if err != nil {
				t.Fatal(err)
			}
			h.Ref, h.Digest, h.Kind = ref, d.roll(), kindOf(q.Idx, genealogy.KindAnswer)
			if h.Timed = q.Idx == 1; h.Timed && r.Seq == "same" {
				h.CPU = noCPU
			}
			got := tracker.Add(&h)
			if got.Class != genealogy.Reply || got.Of != q.Ref || string(got.Rule) != r.Name && !reads(&h, &q, got.Rule) {
				t.Fatalf("%s: %+v\nof %+v\nis %+v", r.Name, h, q, got)
			}
			if h.Ack == 0 && q.Ack != 0 {
				seen("wrap")
			}
			if r.Many && r.Ack != "part" && d.once(2) {
				seen("again")
				continue // it stays open
			}
			open = append(open[:i], open[i+1:]...)
		}
		if len(open) == 0 {
			seen("none")
		}
	})
}

// unlike reports whether no open request could be taken for q.
func unlike(open []genealogy.Header, q *genealogy.Header) bool {
	for _, o := range open {
		if o.Seq == q.Seq || o.Ack == q.Ack {
			return false
		}
	}
	return true
}

// reads reports whether an answer follows another rule too, which came first.
func reads(h, q *genealogy.Header, other genealogy.Rule) bool {
	switch other {
	case "ack+1":
		return h.Ack == q.Ack+1
	case "seq+1":
		return h.Ack == q.Seq+1
	case "turn":
		return h.Seq == 0
	case "ack":
		return h.Ack == q.Ack
	}
	return false
}
