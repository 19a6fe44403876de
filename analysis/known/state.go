package known

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/lineage"
	"github.com/cnwire/cnwire/analysis/processes"
)

// State is what is known of the processes of the frames so far. The zero State takes
// nothing for known before the first comment that tells of a process, and costs
// nothing till then.
type State struct {
	// Early has parents known from the first frame on.
	Early bool
	// Context has messages know their Context too.
	Context bool

	begun    bool
	frame    uint64 // that was added last
	table    processes.Table
	of       *processes.Life // of the message at hand
	subjects []analysis.Subject
	lineage  lineage.Tracker
}

// Add takes the next frame and gives its messages their Subject, valid as long as the
// frame. A frame that it has already it does not take again.
func (s *State) Add(f *analysis.Frame) {
	if f.Number == s.frame {
		return
	}
	if s.frame = f.Number; !s.begun {
		if !s.Early && f.Told() == nil {
			return
		}
		s.begun = true
		s.table.Prompt = true
		s.table.Trace = func(e *processes.Event, of, parent *processes.Life) {
			if s.of = of; s.Context {
				s.lineage.Event(e, of, parent)
			}
		}
		s.table.Forget = s.lineage.Forget
	}
	if need := len(f.Messages); cap(s.subjects) < need {
		s.subjects = make([]analysis.Subject, 0, need)
	}
	s.subjects = s.subjects[:0]
	for i := range f.Messages {
		m := &f.Messages[i]
		s.of = nil
		s.table.Take(m)
		if m.IsCopy() {
			s.of = s.original(m)
		}
		if s.of == nil {
			continue
		}
		if s.Context {
			s.context(m)
		}
		if subject, ok := s.of.Subject(); ok {
			s.subjects = append(s.subjects, subject)
			m.Subject = &s.subjects[len(s.subjects)-1]
		}
	}
}

// original returns the life that a copy is about.
func (s *State) original(m *analysis.Message) *processes.Life {
	if e, ok := m.ProcEvent(); ok {
		return s.table.Original(e.Host, e.Task.TGID, m.Of)
	}
	return nil
}

// Before returns a choice of frames that has each frame added before it is asked for,
// whatever choose, which may be nil, says of it.
func (s *State) Before(choose func(*analysis.Frame) bool) func(*analysis.Frame) bool {
	return func(f *analysis.Frame) bool {
		s.Add(f)
		return choose == nil || choose(f)
	}
}

// context gives a message its Context.
func (s *State) context(m *analysis.Message) {
	e, ok := m.ProcEvent()
	if !ok {
		return
	}
	c := new(analysis.Context)
	if s.lineage.Context(e, s.of, c) {
		m.Context = c
	}
}
