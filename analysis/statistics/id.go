package statistics

import (
	"cmp"

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
		n := tallied(s, func(m *analysis.Message) (codec.CbID, bool) { return codec.CbID{Idx: m.Idx, Val: m.Val}, true })
		return func() {
			all := n.all()
			for _, id := range n.sorted(compareIDs) {
				row(n.by[id].cells(s, all, number(id.Idx), number(id.Val), words(idName(id.Idx, id.Val)))...)
			}
			if n.others != (tally{}) {
				row(n.others.cells(s, all, Cell{}, Cell{}, words("others"))...)
			}
		}
	},
}

func compareIDs(a, b codec.CbID) int {
	return cmp.Or(cmp.Compare(a.Idx, b.Idx), cmp.Compare(a.Val, b.Val))
}

// idName returns the header's name of an id, else its user's name, else its numbers.
func idName(idx, val uint32) string {
	name, ok := spec.Default().Name("cn_idx", uint64(idx))
	u, known := spec.Default().User(idx, val)
	switch {
	case ok && (val == 1 && idx != 0xffffffff || val&idx == 0xffffffff):
		return name
	case known:
		return u.Name
	}
	return spec.IDText(idx, val)
}
