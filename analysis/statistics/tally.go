package statistics

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// tally counts messages of one sort.
type tally struct {
	messages, copies uint64
	first, last      uint64 // numbers of frames
}

// count counts a message, and reports whether it is no copy.
func (t *tally) count(m *analysis.Message) bool {
	if m.Class == genealogy.Copy {
		t.copies++
		return false
	}
	t.messages++
	if t.first == 0 {
		t.first = m.Frame
	}
	t.last = m.Frame
	return true
}

// merge adds what another tally has.
func (t *tally) merge(o *tally) {
	t.messages += o.messages
	t.copies += o.copies
}

// maxKeys is how many ids, kinds, processors or names are told apart: a hostile
// capture could hold as many as it has messages. What is beyond counts together.
const maxKeys = 4096

// tallies counts by a key.
type tallies[K comparable] struct {
	by     map[K]*tally
	others tally
}

// of returns the tally of a key.
func (t *tallies[K]) of(k K) *tally {
	if n, ok := t.by[k]; ok {
		return n
	}
	if len(t.by) >= maxKeys {
		return &t.others
	}
	if t.by == nil {
		t.by = map[K]*tally{}
	}
	n := new(tally)
	t.by[k] = n
	return n
}
