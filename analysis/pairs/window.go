package pairs

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// opened counts the requests of a host as its genealogy.Tracker does, which forgets the
// oldest when there are more than its window has.
type opened struct{ process, others uint64 }

// turn is which of them a request is.
type turn struct {
	all *uint64 // how many came, and still come
	at  uint64  // with it
}

// turn counts a request. What is none, for no answer comes to it, waits as one does.
func (o *opened) turn(m *analysis.Message) turn {
	all := &o.others
	if m.Proc() {
		all = &o.process
	}
	if m.Opens() && !m.Notice {
		*all++
	}
	return turn{all, *all}
}

// forgotten reports whether no answer can be found to a request any more.
func (w *waiting) forgotten() bool { return *w.turn.all-w.turn.at >= genealogy.RequestWindow }
