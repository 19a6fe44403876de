package processes

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// sortKey is something to sort by. Processes that do not have it come last.
type sortKey struct {
	name    string
	has     func(*Process) bool
	compare func(a, b *Process) int
}

func always(*Process) bool { return true }

var sortKeys = []sortKey{
	{"pid", always, func(a, b *Process) int { return cmp.Compare(a.PID, b.PID) }},
	{"ppid", func(p *Process) bool { return p.ParentKnown }, func(a, b *Process) int { return cmp.Compare(a.PPID, b.PPID) }},
	{"start", func(p *Process) bool { return p.Start.Seen() }, func(a, b *Process) int { return cmp.Compare(a.Start.Frame, b.Start.Frame) }},
	{"end", func(p *Process) bool { return p.End.Seen() }, func(a, b *Process) int { return cmp.Compare(a.End.Frame, b.End.Frame) }},
	{"duration", always, func(a, b *Process) int { return cmp.Compare(a.AtLeast(), b.AtLeast()) }},
	{"threads", always, func(a, b *Process) int { return cmp.Compare(a.Threads, b.Threads) }},
	{"execs", always, func(a, b *Process) int { return cmp.Compare(a.Execs, b.Execs) }},
	{"children", always, func(a, b *Process) int { return cmp.Compare(a.Children, b.Children) }},
	{"exit", func(p *Process) bool { return p.State == Ended }, func(a, b *Process) int { return cmp.Compare(a.Code, b.Code) }},
	{"comm", func(p *Process) bool { return p.Named }, func(a, b *Process) int { return bytes.Compare(a.Comm.Name(), b.Comm.Name()) }},
}

// SortKeys returns the names that NewSorted takes.
func SortKeys() []string {
	var names []string
	for _, k := range sortKeys {
		names = append(names, k.name)
	}
	return names
}

// Sorted holds processes until all are there, and sorts them.
type Sorted struct {
	key  sortKey
	down bool
	all  []*Process
}

// NewSorted sorts by a key, from the least, or with a dash before it from the
// greatest.
func NewSorted(key string) (*Sorted, error) {
	name, down := strings.CutPrefix(key, "-")
	for _, k := range sortKeys {
		if k.name == name {
			return &Sorted{key: k, down: down}, nil
		}
	}
	return nil, fmt.Errorf("unknown key %q: one of %s", key, strings.Join(SortKeys(), ", "))
}

// Add takes a process.
func (s *Sorted) Add(p *Process) error {
	s.all = append(s.all, p)
	return nil
}

// Each hands the processes over, equal ones as they came. It returns the first
// error.
func (s *Sorted) Each(each func(*Process) error) error {
	slices.SortStableFunc(s.all, func(a, b *Process) int {
		hasA, hasB := s.key.has(a), s.key.has(b)
		switch {
		case hasA && !hasB:
			return -1
		case !hasA && hasB:
			return 1
		case s.down:
			return s.key.compare(b, a)
		}
		return s.key.compare(a, b)
	})
	for _, p := range s.all {
		if err := each(p); err != nil {
			return err
		}
	}
	return nil
}
