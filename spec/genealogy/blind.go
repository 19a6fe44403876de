package genealogy

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// End is the last message of a CPU: what was lost behind it cannot be seen.
type End struct {
	Idx, Val uint32
	CPU      uint32
	Ref
}

// Ends returns the last message of each CPU, in their order (R30).
func (l *Losses) Ends() []End {
	var ends []End
	for _, c := range l.counters {
		ends = append(ends, End{c.idx, c.val, c.cpu, c.at})
	}
	slices.SortFunc(ends, func(a, b End) int {
		return cmp.Or(cmp.Compare(a.Idx, b.Idx), cmp.Compare(a.Val, b.Val), cmp.Compare(a.CPU, b.CPU))
	})
	return ends
}

// shownEnds is how many CPUs a sentence names.
const shownEnds = 8

// Blind says in a sentence what no gap can show.
func (l *Losses) Blind() string {
	if len(l.counters) == 0 {
		return "No message had a number by which losses could be seen."
	}
	return "What was lost after the last message of a CPU cannot be seen: after " + l.LastOnes() + "."
}

// LastOnes names the last message of each CPU, of the first eight of them.
func (l *Losses) LastOnes() string {
	ends := l.Ends()
	var names []string
	for _, e := range ends[:min(shownEnds, len(ends))] {
		names = append(names, fmt.Sprintf("frame %d on CPU %d", e.Frame, e.CPU))
	}
	if more := len(ends) - len(names); more > 0 {
		names = append(names, fmt.Sprintf("the last ones of %d more", more))
	}
	return strings.Join(names, ", ")
}
