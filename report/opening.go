package report

import (
	"fmt"
	"strings"
	"time"

	"github.com/cnwire/cnwire/analysis/notes"
	"github.com/cnwire/cnwire/analysis/pairs"
	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/analysis/statistics"
	"github.com/cnwire/cnwire/analysis/timeline"
	"github.com/cnwire/cnwire/internal/aside"
)

// Opening is what a page says first, in sentences.
type Opening struct {
	Title    string
	What     []string // what ran, and for how long
	Ended    string   // how many failed
	Failures []Failure
	More     int // failures that are not listed
	Lost     []string
	Unknown  []string // what cannot be known
	Asked    []string // who asked the kernel for what
	Notes    string

	overview         map[string]statistics.Cell
	several          bool
	listed, failures int
	ran              aside.Words        // names of programs
	times            aside.Array[int64] // how often each of them ran
	partial          [5]int             // how many processes lack what
	running          int
	asks             aside.Words
	asked            []asked // the first of them
	unasked          int
	AnyAsked         bool
}

// Failure is a process that failed.
type Failure struct {
	Life      int // its place on the page
	Who, How  string
	By, Since string

	host   string
	parent uint64
	ppid   int32
	known  bool
}

// asked is a request that came so often.
type asked struct {
	who, what, answer string
	times             int
}

const (
	shownFailures = 6
	shownNames    = 6
	shownAsks     = 6
)

// count takes the overview of package statistics.
func (o *Opening) count(r *statistics.Row) error {
	o.overview = map[string]statistics.Cell{}
	for i, c := range r.Table.Columns {
		cell := r.Cells[i]
		cell.Data = append([]byte(nil), cell.Data...)
		o.overview[c.Name] = cell
	}
	return nil
}

// process takes a process of the list.
func (o *Opening) process(l *timeline.Life, place int) {
	p := l.Process
	o.listed++
	if name := program(l.Name); name != "" {
		n, _ := o.ran.Number(name)
		o.times.Set(n, o.times.Get(n)+1)
	}
	for i, lacks := range []processes.Partial{processes.NoStart, processes.NoEnd, processes.NoParent, processes.NoThreads, processes.NoEvents} {
		if p.Partial&lacks != 0 {
			o.partial[i]++
		}
	}
	if p.State == processes.Running {
		o.running++
	}
	if !p.Failed() {
		return
	}
	if o.failures++; len(o.Failures) == shownFailures {
		return
	}
	how := string(p.AppendExit(nil))
	if p.Signal() == 0 {
		how = "exit " + how
	}
	o.Failures = append(o.Failures, Failure{Life: place, Who: named(l.PID, l.Name), How: how, host: p.Host, parent: p.Parent, ppid: p.PPID, known: p.ParentKnown})
}

// program is the name of the program in what a process is called.
func program(called string) string {
	first, _, _ := strings.Cut(called, " ")
	if strings.HasPrefix(first, "(") {
		return ""
	}
	return first[strings.LastIndexByte(first, '/')+1:]
}

func named(pid int32, name string) string {
	if name == "" {
		return fmt.Sprint(pid)
	}
	return fmt.Sprintf("%d %s", pid, name)
}

// ask takes a request with its answer.
func (o *Opening) ask(p *pairs.Pair) {
	if p.RequestFrame == nil {
		o.unasked++
		return
	}
	o.AnyAsked = true
	a := asked{who: fmt.Sprintf("Port %d", p.Port), what: p.Asked, answer: string(p.AppendAnswer(nil))}
	if p.Host != "" {
		a.who += "\x00" + p.Host
	}
	n, added := o.asks.Number(a.who + "\x00" + a.what + "\x00" + a.answer)
	if added && n < shownAsks {
		o.asked = append(o.asked, a)
	}
	if n < shownAsks {
		o.asked[n].times++
	}
}

// end makes the sentences.
func (o *Opening) end(r *Report) error {
	o.several = len(r.data.Hosts) > 1
	o.what(r)
	o.ended(r)
	if lost := r.checker.Lost(); lost != "" {
		if o.number("lost") == 0 {
			lost = "No number is missing between the messages that are there. " + lost
		}
		o.Lost = []string{lost}
	}
	if n := o.number("dropped"); n > 0 {
		o.Lost = append(o.Lost, plural(n, "frame was", "frames were")+" dropped by the capture itself, by its own count.")
	}
	o.unknown(r)
	o.asking()
	var counts []string
	for _, s := range notes.Severities() {
		counts = append(counts, fmt.Sprintf("%s %d", s, r.checker.BySeverity(s)))
	}
	o.Notes = "Notes, as check has them: " + strings.Join(counts, ", ") + "."
	return first(o.ran.Close(), o.times.Close(), o.asks.Close())
}

// number is a figure of the overview.
func (o *Opening) number(name string) uint64 {
	c := o.overview[name]
	return c.Num
}

// plural is a number with a noun.
func plural[T int | uint64](n T, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// length is a duration as people read it.
func length(d time.Duration) string {
	switch {
	case d < time.Second:
		return fmt.Sprintf("%.3g ms", float64(d)/1e6)
	case d < time.Minute:
		return fmt.Sprintf("%.1f s", d.Seconds())
	}
	return d.Round(time.Second).String()
}
