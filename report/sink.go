package report

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/timeline"
)

// sink takes what a timeline says.
type sink Report

// Begin takes the first time.
func (s *sink) Begin(at int64, monotonic bool) error {
	s.zero, s.timed, s.data.Kernel = at, true, monotonic
	if !monotonic {
		s.data.Zero = float64(at) / 1e6
	}
	return nil
}

// Host takes a host.
func (s *sink) Host(number int, name string) error {
	for len(s.data.Hosts) <= number {
		s.data.Hosts = append(s.data.Hosts, "")
	}
	s.data.Hosts[number] = string(analysis.Escape([]byte(name), 0))
	return nil
}

// Life takes a life.
func (s *sink) Life(l *timeline.Life) error {
	from, to := int64(-1), int64(-1)
	if l.Placed {
		from, to = l.From-s.zero, l.To-s.zero
	}
	place := s.data.lives.add(l, from, to)
	if l.Process != nil {
		s.processes.add(l.Process, from, place)
		s.opening.process(l, place)
	}
	return nil
}

// Mark takes a mark.
func (s *sink) Mark(m *timeline.Mark) error {
	s.data.marks.add(m, m.At-s.zero)
	return nil
}

// Count takes nothing: the page counts marks itself, however far one has zoomed in.
func (s *sink) Count(*timeline.Count) error { return nil }

// Gap takes a gap.
func (s *sink) Gap(g *timeline.Gap) error {
	s.data.gaps.add(g, g.From-s.zero, g.To-s.zero)
	return nil
}

// Request takes a request and its answer.
func (s *sink) Request(r *timeline.Request) error {
	asked, answered := int64(-1), int64(-1)
	if r.AskedIn != 0 {
		asked = r.Asked - s.zero
	}
	if r.AnsweredIn != 0 {
		answered = r.Answered - s.zero
	}
	s.data.requests.add(r, asked, answered)
	return nil
}
