package statistics

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
)

var idTable = Table{
	Name: "id", Doc: "Messages by cn_msg.id.",
	Columns: []Column{
		{"idx", "Idx", true}, {"val", "Val", true}, {"name", "Name", false}, {"messages", "Messages", true}, {"copies", "Copies", true},
		{"percent", "Percent", true}, {"per_second", "Per second", true}, {"first_frame", "First", true}, {"last_frame", "Last", true},
	},
	start: func(s *Statistics, row emit) func() {
		n := new(ids)
		s.counters = append(s.counters, n)
		return func() { n.rows(s, row) }
	},
}

// ids counts messages by id.
type ids struct{ tallies[codec.CbID] }

func (n *ids) add(f *analysis.Frame) {
	for i := range f.Messages {
		m := &f.Messages[i]
		n.of(codec.CbID{Idx: m.Idx, Val: m.Val}).count(m)
	}
}

func (n *ids) rows(s *Statistics, row emit) {
	all := n.others.messages
	for _, t := range n.by {
		all += t.messages
	}
	for _, id := range slices.SortedFunc(maps.Keys(n.by), func(a, b codec.CbID) int {
		return cmp.Or(cmp.Compare(a.Idx, b.Idx), cmp.Compare(a.Val, b.Val))
	}) {
		t := n.by[id]
		row(number(id.Idx), number(id.Val), words(idName(id.Idx, id.Val)), number(t.messages), number(t.copies),
			share(t.messages, all), rate(t.messages, s.elapsed()), frame(t.first), frame(t.last))
	}
	if t := n.others; t != (tally{}) {
		row(Cell{}, Cell{}, words("others"), number(t.messages), number(t.copies),
			share(t.messages, all), rate(t.messages, s.elapsed()), frame(t.first), frame(t.last))
	}
}

// idName returns the header's name of an id, else its numbers.
func idName(idx, val uint32) string {
	if name, ok := spec.Default().Name("cn_idx", uint64(idx)); ok && (val == 1 || idx == 0xffffffff) {
		return name
	}
	return fmt.Sprintf("%d:%d", idx, val)
}
