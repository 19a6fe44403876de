package livereport

import (
	"bufio"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/fit"
	"github.com/cnwire/cnwire/analysis/processes"
)

// Report writes a line for each event, as its frame comes, and totals at the end.
// Its errors are those of the io.Writer.
type Report struct {
	w       *bufio.Writer
	width   int
	table   processes.Table
	tasks   tasks
	totals  totals
	process processes.Process // of the event at hand
	line    []byte
	headed  bool
	err     error
}

// New returns a Report whose lines have so many columns at most, and go on below
// where the process is told; 0 is any number.
func New(w *bufio.Writer, width int) *Report {
	r := &Report{w: w, width: width}
	r.table = processes.Table{Trace: r.event, Forget: r.tasks.forget}
	return r
}

// Frame takes the next frame.
func (r *Report) Frame(f *analysis.Frame) error { return r.take(f, r.table.Add) }

// Pass takes the next frame if it is only there to understand others: it has no
// line and is in no total.
func (r *Report) Pass(f *analysis.Frame) error { return r.take(f, r.table.Pass) }

func (r *Report) take(f *analysis.Frame, add func(*analysis.Frame) error) error {
	if !r.headed { // the LISTEN is there: what happens now is seen
		r.headed = true
		r.write(titles(nil))
	}
	r.tasks.read(f)
	if n := f.DropCount.Value; n > 0 {
		r.lose(f, n)
	}
	if err := add(f); err != nil {
		return err
	}
	r.table.Flush() // a socket has them in the order in which they follow from each other
	return r.err
}

// End writes the totals.
func (r *Report) End() error {
	if err := r.table.Finish(); err != nil {
		return err
	}
	return r.totals.write(r.w, r.width)
}

// event takes what the table says of an event.
func (r *Report) event(e *processes.Event, of, parent *processes.Life) {
	if of == nil {
		return
	}
	of.Describe(&r.process)
	var by *task // who starts a process
	if parent != nil {
		by = r.tasks.of[parent.PID()]
	}
	is := r.tasks.take(e, of, parent)
	if !e.Chosen || r.err != nil {
		return
	}
	l := line{e: e, p: &r.process, is: is, by: by}
	if r.process.End.Seen() && r.process.End == e.Moment {
		l.ended = true
		l.lived, l.exact, l.timed = r.lived(e, is)
	}
	r.totals.add(&l)
	r.write(l.append(r.line[:0]))
}

// lived is how long a process lived that ends with an event: exactly, or to a
// hundredth of a second where it ran when the recording began.
func (r *Report) lived(e *processes.Event, is *task) (d time.Duration, exact, ok bool) {
	if d, ok = r.process.Duration(); ok || is.start == 0 || !e.Timed || !r.tasks.timed {
		return d, ok, ok
	}
	return max(0, time.Duration(int64(e.Stamp)+r.tasks.asleep)-time.Duration(is.start)*10*time.Millisecond), false, true
}

// lose says that messages are missing before a frame.
func (r *Report) lose(f *analysis.Frame, n uint64) {
	r.totals.lost += n
	r.write(lostLine(r.line[:0], f, n))
}

// write writes a line. Whatever texts it has, no terminal obeys them.
func (r *Report) write(line []byte) {
	if r.err != nil {
		return
	}
	line = analysis.Escape(line, 0)
	if r.width > 0 {
		line = fit.Below(nil, line, processAt, r.width)
	}
	r.line = append(line, '\n')
	_, r.err = r.w.Write(r.line)
}
