package notes_test

import (
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/notes"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

func orderCases() []one {
	little := func(p *tape) { p.event(1, fork(10, 10)).event(2, task(10, 10)) }
	return []one{
		{"order-guessed", 1, atHeader, func(p *tape) { p.raw([]byte{0, 4, 3, 56, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 11, 0, 0}, 0) }, little},
		{"order-differs", 1, atHeader, func(p *tape) { p.eventIn(be, set{"what": 1}, fork(10, 10)) }, little},
		{"order-mixed", 2, atHeader, func(p *tape) { p.event(1, fork(10, 10)).eventIn(be, set{"what": 1}, fork(11, 11)) }, little},
	}
}

// An order that the user gave is no assumption: of it nothing is noted, also
// where a datagram does not tell, or tells another.
func TestOrderOfTheUser(t *testing.T) {
	p := newTape(t).event(1, fork(10, 10)).raw([]byte{0, 4, 3, 56, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 11, 0, 0}, 0)
	p.eventIn(be, set{"what": 1}, fork(11, 11))
	for _, given := range []codec.Order{codec.OrderUnknown, codec.LittleEndian, codec.BigEndian} {
		noted := 0
		c := notes.Checker{Emit: func(n *notes.Note) error {
			if n.Group == "assumption" {
				noted++
			}
			return nil
		}}
		frames.Each(t, p.capture(), func(f *analysis.Frame) {
			if err := c.Add(f); err != nil {
				t.Fatal(err)
			}
		}, func(all *analysis.Frames) { all.Order = given })
		if err := c.End(); err != nil {
			t.Fatal(err)
		}
		if (noted > 0) != (given == codec.OrderUnknown) {
			t.Errorf("%v: %d notes on the order", given, noted)
		}
	}
}
