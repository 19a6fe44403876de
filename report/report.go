package report

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/notes"
	"github.com/cnwire/cnwire/analysis/pairs"
	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/analysis/statistics"
	"github.com/cnwire/cnwire/analysis/timeline"
	"github.com/cnwire/cnwire/internal/aside"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// maxNotes is how many notes of a kind the page lists.
const maxNotes = 1000

// Report takes frames, and finds out what a page says of them. That waits in temporary files.
type Report struct {
	data    Data
	opening Opening

	lines   timeline.Timeline
	stats   *statistics.Statistics
	checker notes.Checker

	processes *lister[processes.Process]
	noted     *lister[notes.Note]
	paired    *lister[pairs.Pair]

	zero   int64
	times  aside.Array[int64] // of all frames, in nanoseconds since 1970, or genealogy.NoTime
	frames uint64
	timed  bool
}

// New returns a report. title says what it is of.
func New(title string, filters analysis.Filters) *Report {
	r := &Report{times: aside.Numbers()}
	r.data.begin()
	r.opening.Title, r.opening.times = title, aside.Numbers()
	r.processes = newLister("processes", "Processes", processes.Columns, processColumns, processMore)
	r.noted = newLister("notes", "Notes", notes.Columns, noteColumns, noteMore)
	r.paired = newLister("requests", "Requests", pairs.Columns, pairColumns, pairMore)
	r.lines = timeline.Timeline{Sink: (*sink)(r), Filters: filters, Pair: func(p *pairs.Pair) error {
		if !p.Further { // one line a request
			r.paired.add(p, r.since(p.At), -1)
			r.opening.ask(p)
		}
		return nil
	}}
	overview, err := statistics.Lookup("overview")
	if err != nil {
		panic(err) // package statistics has none
	}
	r.stats = statistics.New(statistics.Options{Filters: filters}, []*statistics.Table{overview}, r.opening.count)
	r.checker = notes.Checker{Limit: maxNotes, Filters: filters, Emit: func(n *notes.Note) error {
		at := int64(-1)
		if n.Frame != nil && *n.Frame <= r.frames {
			at = r.since(r.times.Get(*n.Frame - 1))
		}
		r.noted.add(n, at, -1)
		return nil
	}}
	return r
}

// Add takes the next frame.
func (r *Report) Add(f *analysis.Frame) error {
	r.time(f)
	return first(r.lines.Add(f), r.stats.Add(f), r.checker.Add(f))
}

// Pass takes a frame that a filter did not choose.
func (r *Report) Pass(f *analysis.Frame) error {
	r.time(f)
	return first(r.lines.Pass(f), r.stats.Pass(f), r.checker.Pass(f))
}

// time keeps when a frame was captured.
func (r *Report) time(f *analysis.Frame) {
	at, ok := f.Nanos()
	if !ok {
		at = genealogy.NoTime
	}
	r.times.Set(r.frames, at)
	r.frames++
}

// Damage and Odd take what is wrong with a capture, as check has it.
func (r *Report) Damage(name string, err error)      { r.checker.Damage(name, err) }
func (r *Report) Odd(name string, from *pcap.Reader) { r.checker.Odd(name, from) }

// End returns the sentences and the data, behind the last frame. It is called once. The data
// are to be closed.
func (r *Report) End() (*Opening, *Data, error) {
	err := first(r.lines.End(), r.stats.End(), r.checker.End(), r.times.Err)
	r.times.Close()
	for _, c := range r.checker.Counts() {
		r.noted.more += c.Kept
	}
	r.data.tables = []*table{r.processes.table, r.noted.table, r.paired.table}
	if err == nil {
		err = r.opening.end(r)
	}
	if err != nil {
		r.data.Close()
		return nil, nil, err
	}
	return &r.opening, &r.data, nil
}

// since is a time as the page has it: -1 where there is none.
func (r *Report) since(at int64) int64 {
	if !r.timed || at < r.zero || r.data.Kernel {
		return -1
	}
	return at - r.zero
}

// Late is processes.Table.Late, and Unplaced timeline.Timeline.Unplaced.
func (r *Report) Late() uint64     { return r.lines.Late() }
func (r *Report) Unplaced() uint64 { return r.lines.Unplaced() }

// first returns the first error.
func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
