package pairs

import (
	"sync"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/spec"
)

// several has the requests that were answered and may be answered again, the last
// maxWaiting of them, as they were before their first answer.
type several struct {
	of   map[place]Pair
	ring []place // in the order in which they came; full, the oldest is at next
	next int
}

func (s *several) keep(key place, asked Pair) {
	if s.of == nil {
		s.of = map[place]Pair{}
	}
	s.of[key] = asked
	if len(s.ring) < maxWaiting {
		s.ring = append(s.ring, key)
		return
	}
	delete(s.of, s.ring[s.next])
	s.ring[s.next] = key
	s.next = (s.next + 1) % maxWaiting
}

// way is a row of spec/rules.csv that answers under an id.
type way struct {
	idx, val uint32
	rule     string
}

// ways says of each whether a request may have several answers.
var ways = sync.OnceValue(func() map[way]bool {
	list := map[way]bool{}
	for _, r := range spec.Rules() {
		if !r.Any {
			at := way{r.Idx, r.Val, r.Name}
			list[at] = list[at] || r.Many
		}
	}
	return list
})

// isSeveral reports whether the request of an answer may have more of them (R24). Those
// under ids without a row may.
func isSeveral(m *analysis.Message) bool {
	many, known := ways()[way{m.Idx, m.Val, string(m.Rule)}]
	return many || !known
}
