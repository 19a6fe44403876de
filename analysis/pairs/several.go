package pairs

import (
	"sync"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/spec"
)

// several has the requests that were answered and may be answered again, the last
// maxWaiting of them, as they were before their first answer.
type several struct {
	of    map[place]waiting
	order []place // in which they were answered
}

func (s *several) keep(key place, asked waiting) {
	if s.of == nil {
		s.of = map[place]waiting{}
	}
	s.of[key] = asked
	s.order = append(s.order, key)
	for len(s.order) > 0 {
		oldest := s.of[s.order[0]]
		if !oldest.forgotten() && len(s.order) <= maxWaiting {
			return
		}
		delete(s.of, s.order[0])
		s.order = s.order[1:]
	}
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
