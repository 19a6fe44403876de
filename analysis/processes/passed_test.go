package processes

import (
	"testing"

	"github.com/cnwire/cnwire/spec/genealogy"
)

// An event that was passed is chosen once, while few enough have come behind it
// and its life is not handed over.
func TestPassed(t *testing.T) {
	calls, parents := 0, 0
	table := Table{Trace: func(_ *Event, _, parent *Life) {
		calls++
		if parent != nil {
			parents++
		}
	}}
	at := func(frame uint64) genealogy.Ref { return genealogy.Ref{Frame: frame} }
	choose := func(frame uint64) (int, int) {
		calls, parents = 0, 0
		table.chooseCopy(at(frame))
		return calls, parents
	}
	over := &Life{final: true}
	for _, c := range []struct {
		behind         int // events that came behind it
		of, parent     *Life
		calls, parents int
	}{
		{0, &Life{}, nil, 1, 0},
		{0, &Life{}, &Life{}, 1, 1},
		{0, &Life{}, over, 1, 0},
		{0, over, nil, 0, 0},
		{maxPassed, &Life{}, nil, 1, 0},
		{2 * maxPassed, &Life{}, nil, 0, 0},
	} {
		frame := uint64(1)
		table.passed.add(at(frame), &happened{of: c.of, parent: c.parent})
		for i := range c.behind {
			table.passed.add(at(frame+1+uint64(i)), &happened{of: over})
		}
		if calls, parents := choose(frame); calls != c.calls || parents != c.parents {
			t.Errorf("%+v: traced %d times, %d with a parent", c, calls, parents)
		}
		if c.calls > 0 && (!c.of.chosen || c.parent != nil && c.parent.chosen == c.parent.final) {
			t.Errorf("%+v: not chosen", c)
		}
		if calls, _ := choose(frame); calls > 0 {
			t.Errorf("%+v: chosen twice", c)
		}
		if n := len(table.passed.recent) + len(table.passed.older); n > 2*maxPassed {
			t.Errorf("%d events are remembered", n)
		}
	}
}
