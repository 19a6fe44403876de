package statistics

import (
	"maps"
	"slices"

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

// maxKeys is how many ids, kinds, processors or names are told apart: a hostile
// capture could hold as many as it has messages. What is beyond counts together.
const maxKeys = 4096

// cells are what the tables of messages have behind the cells in front.
func (t *tally) cells(s *Statistics, all uint64, front ...Cell) []Cell {
	return append(front, number(t.messages), number(t.copies), share(t.messages, all), rate(t.messages, s.elapsed()),
		frame(t.first), frame(t.last))
}

// tallies counts messages by a key.
type tallies[K comparable] struct {
	key func(*analysis.Message) (k K, ok bool)
	bounded[K, tally]
}

// tallied starts to count messages by a key.
func tallied[K comparable](s *Statistics, key func(*analysis.Message) (K, bool)) *tallies[K] {
	t := &tallies[K]{key: key}
	s.counters = append(s.counters, t)
	return t
}

func (t *tallies[K]) add(f *analysis.Frame) {
	for i := range f.Messages {
		m := &f.Messages[i]
		if k, ok := t.key(m); ok {
			t.of(k).count(m)
		}
	}
}

// all is how many messages there are.
func (t *tallies[K]) all() uint64 {
	all := t.others.messages
	for _, n := range t.by {
		all += n.messages
	}
	return all
}

// sorted returns the keys in an order.
func (t *tallies[K]) sorted(order func(a, b K) int) []K {
	return slices.SortedFunc(maps.Keys(t.by), order)
}

// bounded keeps something by a key. The zero value is ready.
type bounded[K comparable, T any] struct {
	by     map[K]*T
	others T  // of keys beyond the first maxKeys
	last   K  // whose is lastOf: many come again at once
	lastOf *T // nil at first
}

// of returns what is kept of a key.
func (b *bounded[K, T]) of(k K) *T {
	if b.lastOf == nil || b.last != k {
		b.last, b.lastOf = k, b.find(k)
	}
	return b.lastOf
}

func (b *bounded[K, T]) find(k K) *T {
	if n, ok := b.by[k]; ok {
		return n
	}
	if len(b.by) >= maxKeys {
		return &b.others
	}
	if b.by == nil {
		b.by = map[K]*T{}
	}
	n := new(T)
	b.by[k] = n
	return n
}
