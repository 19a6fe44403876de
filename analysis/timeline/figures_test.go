package timeline_test

import (
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/analysis/statistics"
	"github.com/cnwire/cnwire/analysis/timeline"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// tallied is a sink that adds up.
type tallied struct {
	lives          int
	length         map[uint64]int64
	messages, lost uint64
}

func (s *tallied) Begin(int64, bool) error   { return nil }
func (s *tallied) Host(int, string) error    { return nil }
func (s *tallied) Gap(*timeline.Gap) error   { return nil }
func (s *tallied) Mark(*timeline.Mark) error { return nil }
func (s *tallied) Life(l *timeline.Life) error {
	if l.Process != nil {
		s.lives++
		s.length[l.Key] = l.To - l.From
	}
	return nil
}
func (s *tallied) Count(c *timeline.Count) error {
	switch c.Counter {
	case timeline.Messages:
		s.messages += c.Value
	case timeline.Lost:
		s.lost = c.Value
	}
	return nil
}
func (s *tallied) Request(*timeline.Request) error { return nil }

// Figures are those of stats and ps: messages and what is lost, processes and how long
// each lived.
func TestSameFigures(t *testing.T) {
	one := &host.Host{Name: "one"}
	for name, capture := range frames.Captures(t) {
		sums := &tallied{length: map[uint64]int64{}}
		tl := timeline.Timeline{Sink: sums}
		overview, err := statistics.Lookup("overview")
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]uint64{}
		s := statistics.New(statistics.Options{}, []*statistics.Table{overview}, func(r *statistics.Row) error {
			for i, c := range overview.Columns {
				want[c.Name] = r.Cells[i].Num
			}
			return nil
		})
		listed := 0
		table := processes.Table{Each: func(p *processes.Process) error {
			listed++
			if d, ok := p.Duration(); ok && sums.length[p.Key] != int64(d) {
				t.Errorf("%s: pid %d lived %d ns, ps says %d", name, p.PID, sums.length[p.Key], d)
			}
			return nil
		}}
		hosted(capture, one, tl.Add)(t)
		hosted(capture, one, func(f *analysis.Frame) error { return s.Add(f) })(t)
		if err := tl.End(); err != nil {
			t.Fatal(err)
		}
		hosted(capture, one, table.Add)(t)
		if err := table.Finish(); err != nil {
			t.Fatal(err)
		}
		if err := s.End(); err != nil {
			t.Fatal(err)
		}
		if sums.messages != want["messages"] || sums.lost != want["lost"] || sums.lives != listed || tl.Unplaced() != 0 || want["messages"] == 0 {
			t.Errorf("%s: %+v and %d processes, stats has %d messages and %d lost, ps %d processes; %d unplaced",
				name, sums.messages, sums.lives, want["messages"], want["lost"], listed, tl.Unplaced())
		}
	}
}
