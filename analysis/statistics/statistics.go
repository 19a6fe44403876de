package statistics

import (
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// Options say how to count.
type Options struct {
	// Interval is how long a row of the table "time" is. 0 is a second, and for
	// the sparkline what fits.
	Interval time.Duration
	// Filters says whether whose capture it is had asked for some events only.
	Filters analysis.Filters
	// Width is how many columns a line has in which a sparkline is; 0 for any number.
	Width int
}

// Statistics counts frames.
type Statistics struct {
	options  Options
	emit     func(*Row) error
	err      error
	counters []counter // that count each frame for itself
	spared   []sparing // that do so too, and of frames that repeat one need to know how many they are
	behind   []counter // that know what came before, or count no copies
	all      bool      // one of those counts repetitions too
	ends     []func()

	tellsLosses bool // a table has a column "lost"
	_           [64]byte
	skimmed     skimmed // that Skim changes, on another goroutine, while what stands below changes here
	_           [64]byte
	frames      uint64
	first, last int64 // capture times, in nanoseconds since 1970; the latest is last
	timed       bool

	// What several tables need is counted once.
	byProcess *processes
	byLatency *latencies
	inTime    *timeline
	lost      *losses
	messages  *totals
	peak      *peaks
}

// counter is what a table, or several, count.
type counter interface{ add(f *analysis.Frame) }

// skimmed is what Skim knows of the frames before.
type skimmed struct {
	heard  analysis.Listeners
	before int64 // when the last one was captured
	timed  bool  // that is known
}

// sparing is a counter that counts frames by their number too: copies of the frame before, which is one
// whole event, the last of which was captured at a time, and none before one before it.
type sparing interface {
	counter
	repeat(frames int, last int64)
}

// New starts tables. emit takes each row, which is valid until it returns:
// those of the table "time" as soon as they are complete, the others at the
// end, in the order of tables.
func New(o Options, tables []*Table, emit func(*Row) error) *Statistics {
	s := &Statistics{options: o, emit: emit}
	for _, t := range tables {
		for _, c := range t.Columns {
			s.tellsLosses = s.tellsLosses || c.Name == "lost"
		}
		s.ends = append(s.ends, t.start(s, s.emitter(t)))
	}
	return s
}

// Add counts a frame. Its error is that of emit.
func (s *Statistics) Add(f *analysis.Frame) error {
	s.Skim(f)
	return s.AddSkimmed(f)
}

// Skim is the part of Add that looks at each frame for itself, and reports whether the frame needs
// the rest, AddSkimmed, or Skipped. Another goroutine may call it, ahead of that.
func (s *Statistics) Skim(f *analysis.Frame) bool {
	for _, c := range s.counters {
		c.add(f)
	}
	k := &s.skimmed
	for i := range f.Messages {
		k.heard.Add(&f.Messages[i])
	}
	at, before := f.CapturedAt(), k.before
	inOrder := k.timed && at >= before
	k.before, k.timed = at, at != genealogy.NoTime
	return s.all || !inOrder || !f.Repeats()
}

// Skipped counts frames in a row that did not need AddSkimmed, the last of which was captured at a
// time: after the frame before them was counted, and before the next one is.
func (s *Statistics) Skipped(frames int, last int64) {
	s.frames += uint64(frames)
	s.last = max(s.last, last)
	for _, c := range s.spared {
		c.repeat(frames, last)
	}
}

// AddSkimmed counts a frame that Skim had.
func (s *Statistics) AddSkimmed(f *analysis.Frame) error {
	s.frames++
	if at := f.CapturedAt(); at != genealogy.NoTime {
		if !s.timed {
			s.first, s.last, s.timed = at, at, true
		}
		s.first, s.last = min(s.first, at), max(s.last, at)
	}
	for _, c := range s.spared {
		c.add(f)
	}
	for _, c := range s.behind {
		c.add(f)
	}
	return s.err
}

// Pass takes a frame that does not count, one that a display filter does not
// choose: without it the numbers of its messages would be taken for lost, and
// the lives of processes for others.
func (s *Statistics) Pass(f *analysis.Frame) error {
	if s.lost != nil {
		s.lost.add(f)
	}
	if s.byProcess != nil {
		s.byProcess.take(f, true)
	}
	return s.err
}

// End gives the rows that remain, after the last frame.
func (s *Statistics) End() error {
	if s.byProcess != nil {
		s.byProcess.lives.Finish()
	}
	if s.lost != nil {
		s.lost.all.Finish()
	}
	for _, end := range s.ends {
		end()
	}
	return s.err
}

// Late returns how many events came too late to tell whose they are, where that
// was asked for: processes.Table.Late.
func (s *Statistics) Late() uint64 {
	if s.byProcess == nil {
		return 0
	}
	return s.byProcess.lives.Late()
}

// Blind says in a sentence what of losses cannot be known, where a table with
// losses was asked for; else nothing. R30
func (s *Statistics) Blind() string {
	if s.lost == nil || !s.tellsLosses {
		return ""
	}
	return s.lost.all.Blind()
}

// Unmeasured says in a sentence that latencies cannot be known, where a table with them
// was asked for; else nothing.
func (s *Statistics) Unmeasured() string {
	if s.byLatency == nil || !s.byLatency.unmeasured() {
		return ""
	}
	return "How late messages came is not known: record gives packets the time at which the kernel made their events."
}

// emitter returns what takes rows of a table. Nothing is emitted after an
// error.
func (s *Statistics) emitter(t *Table) emit {
	return func(cells ...Cell) {
		if s.err == nil {
			s.err = s.emit(&Row{Table: t, Cells: cells})
		}
	}
}

// elapsed is the time from the earliest frame to the latest.
func (s *Statistics) elapsed() time.Duration { return time.Duration(s.last - s.first) }

// use makes a counter the first time that a table asks for it, in a list of s.
func use[C counter, L counter](in *[]L, at *C, isNew bool, make func() C) C {
	if isNew {
		*at = make()
		*in = append(*in, any(*at).(L))
	}
	return *at
}
