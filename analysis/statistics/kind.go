package statistics

import (
	"cmp"
	"fmt"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

var kindTable = Table{
	Name: "kind", Doc: "Messages by what they are: the type of an event, what a request asks for.",
	Columns: []Column{
		{"kind", "Kind", false}, {"name", "Name", false}, {"messages", "Messages", true}, {"copies", "Copies", true},
		{"percent", "Percent", true}, {"per_second", "Per second", true}, {"first_frame", "First", true}, {"last_frame", "Last", true},
	},
	start: func(s *Statistics, row emit) func() {
		k := tallied(s, keyOf)
		most := func(a, b kindKey) int {
			return cmp.Or(cmp.Compare(k.by[b].messages, k.by[a].messages), cmp.Compare(k.by[a].first, k.by[b].first),
				cmp.Compare(a.code, b.code), cmp.Compare(a.idx, b.idx), cmp.Compare(a.val, b.val))
		}
		return func() {
			all := k.all()
			for _, key := range k.sorted(most) {
				row(k.by[key].cells(s, all, words(key.kind.String()), words(key.String()))...)
			}
			if k.others != (tally{}) {
				row(k.others.cells(s, all, words("unknown"), words("others"))...)
			}
		}
	},
}

// kindKey is a sort of messages: what of an event, mcast_op of a request, the
// id of what nobody here decodes.
type kindKey struct {
	kind     genealogy.Kind
	code     uint32
	idx, val uint32
	captured bool // code was
}

func keyOf(m *analysis.Message) (kindKey, bool) {
	k := kindKey{kind: m.Kind, idx: m.Idx, val: m.Val}
	if what, ok := m.What(); ok {
		k.code, k.captured = uint32(what), true
	} else if r, _, ok := m.Request(); ok {
		k.code, k.captured = uint32(r.Op), true
	}
	return k, true
}

// String returns the table's name, else a number.
func (k kindKey) String() string {
	set := "proc_event_what"
	switch {
	case !k.captured:
		return idName(k.idx, k.val)
	case k.kind == genealogy.KindRequest:
		set = "proc_cn_mcast_op"
	}
	if name, ok := spec.Default().Name(set, uint64(k.code)); ok {
		return name
	}
	return fmt.Sprintf("0x%08x", k.code)
}
