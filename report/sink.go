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
	place := len(s.data.Lives.PID)
	s.places[l.Key], s.above = place, append(s.above, l.Parent)
	s.data.Lives.add(l, from, to)
	if l.Process != nil {
		s.processes.add(l.Process, from, place)
		s.opening.process(l, place)
	}
	return nil
}

// Mark takes a mark.
func (s *sink) Mark(m *timeline.Mark) error {
	to := &s.data.Marks
	s.of = append(s.of, m.Life)
	to.At, to.Frame = append(to.At, m.At-s.zero), append(to.Frame, m.Frame)
	to.Kind, to.Text = append(to.Kind, s.kinds.number(m.Kind)), append(to.Text, s.texts.number(m.Text))
	return nil
}

// Count takes nothing: the page counts marks itself, however far one has zoomed in.
func (s *sink) Count(*timeline.Count) error { return nil }

// Gap takes a gap.
func (s *sink) Gap(g *timeline.Gap) error {
	to := &s.data.Gaps
	to.Host, to.CPU, to.Lost = append(to.Host, g.Host), append(to.CPU, g.CPU), append(to.Lost, g.Lost)
	to.From, to.To = append(to.From, g.From-s.zero), append(to.To, g.To-s.zero)
	filtered := 0
	if g.Filtered {
		filtered = 1
	}
	to.Filtered = append(to.Filtered, filtered)
	return nil
}

// Request takes a request and its answer.
func (s *sink) Request(r *timeline.Request) error {
	to := &s.data.Requests
	to.Host, to.Says, to.Answer = append(to.Host, r.Host), append(to.Says, r.Says), append(to.Answer, r.Answer)
	asked, answered := int64(-1), int64(-1)
	if r.AskedIn != 0 {
		asked = r.Asked - s.zero
	}
	if r.AnsweredIn != 0 {
		answered = r.Answered - s.zero
	}
	to.Asked, to.Answered = append(to.Asked, asked), append(to.Answered, answered)
	return nil
}
