package timeline

import (
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/frameset"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/loss"
	"github.com/cnwire/cnwire/analysis/pairs"
	"github.com/cnwire/cnwire/analysis/processes"
)

// Timeline tells a sink what frames say. It holds the processes that live, as
// processes.Table does, of each that was drawn a bit, and some forty bytes of each that a
// filter did not choose.
type Timeline struct {
	Sink Sink
	// Interval is how long the messages of a count are counted; 0 is a second.
	Interval time.Duration
	// Filters says whether whose capture it is had asked for some events only.
	Filters analysis.Filters
	// Pair takes each request with its answers, before the sink does; nil is nobody.
	Pair func(*pairs.Pair) error

	clock  clock
	lives  processes.Table
	at     processes.Process // of the mark at hand
	told   map[uint64]*told
	order  []uint64        // keys of told
	drawn  frameset.Set    // keys of those that the sink has
	missed map[uint64]bool // keys of parents that were not drawn when a child was
	hosts  map[string]int
	rates  host.Per[rate]
	losses loss.Losses
	found  loss.Found
	counts host.Per[counts]
	pairs  pairs.Pairs
	asked  uint64
	begun  bool
	err    error
}

// begin makes the parts ready.
func (t *Timeline) begin() {
	if t.begun {
		return
	}
	if t.begun = true; t.Interval <= 0 {
		t.Interval = time.Second
	}
	t.told, t.missed, t.hosts = map[uint64]*told{}, map[uint64]bool{}, map[string]int{}
	t.lives = processes.Table{Each: t.life, Lends: true, Trace: t.mark, Unlisted: t.parentOnly}
	t.pairs = pairs.Pairs{Emit: t.request, Unsolicited: true}
	t.losses.Filters = t.Filters
}

// Add takes the next frame. Its error is that of the sink.
func (t *Timeline) Add(f *analysis.Frame) error { return t.take(f, true) }

// Pass takes a frame that a filter did not choose: without it others would be
// misunderstood.
func (t *Timeline) Pass(f *analysis.Frame) error { return t.take(f, false) }

func (t *Timeline) take(f *analysis.Frame, chosen bool) error {
	t.begin()
	if !t.clock.begun && len(f.Messages) > 0 {
		if at, ok := t.clock.at(moment(&f.Messages[0])); ok {
			t.check(t.Sink.Begin(at, t.clock.kernel))
		}
	}
	if n := f.Host.Index(); t.hosts[f.Host.String()] != n+1 {
		t.hosts[f.Host.String()] = n + 1
		t.check(t.Sink.Host(n, f.Host.String()))
	}
	t.count(f, chosen)
	t.lives.Passing(!chosen)
	for i := range f.Messages {
		m := &f.Messages[i]
		t.lives.Listeners.Add(m)
		t.losses.Add(&t.found, f, m)
		t.lives.Message(m, t.found.Finding, t.found.Gap)
	}
	t.lost(f)
	if chosen {
		t.check(t.pairs.Add(f))
	} else {
		t.check(t.pairs.Pass(f))
	}
	return t.err
}

// End tells what is left, behind the last frame.
func (t *Timeline) End() error {
	t.begin()
	t.losses.Finish()
	t.endCounts()
	t.check(t.pairs.End())
	t.check(t.lives.Finish())
	t.ancestors()
	return t.err
}

// moment is when a message came.
func moment(m *analysis.Message) analysis.Moment {
	return analysis.Moment{Frame: m.Frame, Time: m.Time, Stamp: m.Stamp, Timed: m.Timed}
}

// check keeps the first error.
func (t *Timeline) check(err error) {
	if t.err == nil {
		t.err = err
	}
}

// Unplaced is how many lives, marks, messages and requests have no time, and are not drawn.
func (t *Timeline) Unplaced() uint64 { return t.clock.missed }

// Late is processes.Table.Late.
func (t *Timeline) Late() uint64 { return t.lives.Late() }
