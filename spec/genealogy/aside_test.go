package genealogy_test

import (
	"slices"
	"testing"

	"github.com/cnwire/cnwire/spec/genealogy"
	"pgregory.net/rapid"
)

// What one program sent another is new, and changes nothing of what is said of others,
// wherever it stands between them.
func TestAside(t *testing.T) {
	check(t, "first answered copied", func(t rapid.TB, d *dice, steps int, seen func(string)) {
		var plain, mixed []genealogy.Header
		var of []int // of mixed: which of plain it is, or -1
		for i := range steps {
			h := genealogy.Header{Ref: genealogy.Ref{Frame: uint64(2*i + 2), Time: int64(i) * 1000}, Idx: 1, Val: 1, Seq: uint32(d.below(3)), Ack: uint32(d.below(3))}
			switch d.below(4) {
			case 0:
				h.Idx, h.Port = 3, uint32(d.below(2))
			case 1:
				h.Kind, h.Port = request, 9
			case 2:
				h.Kind = answer
			case 3:
				h.Kind, h.Timed, h.CPU, h.Stamp = genealogy.KindEvent, true, 1, uint64(d.below(4))
			}
			h.Digest = uint64(h.Seq)<<8 | uint64(h.Ack)
			if d.once(2) {
				aside := h
				if len(plain) > 0 && d.once(2) {
					aside = plain[len(plain)-1] // as the one before
				}
				aside.Ref, aside.Aside = genealogy.Ref{Frame: uint64(2*i + 1), Time: h.Time}, true
				mixed, of = append(mixed, aside), append(of, -1)
			}
			plain, mixed, of = append(plain, h), append(mixed, h), append(of, i)
		}
		want := verdicts(plain)
		for i, got := range verdicts(mixed) {
			if of[i] < 0 {
				if got != (genealogy.Verdict{}) {
					t.Fatalf("what is aside: %+v", got)
				}
				if i == 0 {
					seen("first")
				}
				continue
			}
			if got != want[of[i]] {
				t.Fatalf("%+v: %+v, want %+v", mixed[i], got, want[of[i]])
			}
			switch {
			case got.Class == genealogy.Reply && slices.Contains(of[:i], -1):
				seen("answered")
			case got.Class == genealogy.Copy && of[max(i-1, 0)] < 0:
				seen("copied")
			}
		}
	})
}
