package statistics

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	lives "github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/codec"
)

var processTable = Table{
	Name: "process", Doc: "Process events by process; a number that is used again is another process. Ended processes with few events may stand together in a last row.",
	Columns: append([]Column{hostColumn, {"tgid", "PID", true}, {"comm", "Comm", false}, {"comm_before_exec", "", false}, {"processes", "", true}}, actColumns...),
	start: func(s *Statistics, row emit) func() {
		p := s.detailed()
		return func() {
			for _, e := range p.sorted() {
				row(e.cells(rows.HostCell(e.host.String()), number(e.tgid), words(e.name()), present(e.stale, words(text(e.before[:]))), number(1))...)
			}
			if p.merged > 0 {
				row(p.others.cells(Cell{}, Cell{}, words("others"), Cell{}, number(p.merged))...)
			}
		}
	},
}

// actColumns are what processes and names have in common.
var actColumns = []Column{
	{"events", "Events", true}, {"forks", "Fork", true}, {"execs", "Exec", true}, {"exits", "Exit", true}, {"others", "Other", true},
	{"first_frame", "First", true}, {"last_frame", "Last", true},
}

// act is what tables count an event under.
type act int

const (
	actFork act = iota
	actExec
	actExit
	actOther
	numActs
)

func actOf(what codec.EventType) act {
	switch what {
	case codec.EventFork:
		return actFork
	case codec.EventExec:
		return actExec
	case codec.EventExit:
		return actExit
	}
	return actOther
}

// acts counts what processes did.
type acts struct {
	events      uint64
	of          [numActs]uint64
	first, last uint64 // numbers of frames
}

func (a *acts) cells(front ...Cell) []Cell {
	front = append(front, number(a.events))
	for _, n := range a.of {
		front = append(front, number(n))
	}
	return append(front, frame(a.first), frame(a.last))
}

func (a *acts) count(what codec.EventType, frame uint64) {
	a.events++
	a.of[actOf(what)]++
	if a.first == 0 {
		a.first = frame
	}
	a.last = frame
}

func (a *acts) merge(o *acts) {
	a.events += o.events
	for i, n := range o.of {
		a.of[i] += n
	}
	if a.first == 0 || o.first < a.first {
		a.first = o.first
	}
	a.last = max(a.last, o.last)
}

// process is one process, from the first event about it.
type process struct {
	acts
	host         *host.Host
	tgid         int32
	nobody       bool // pid 0, the kernel itself
	comm, before [16]byte
	named        bool        // comm is its name
	stale        bool        // before was, until an exec
	life         *lives.Life // nil when it is over: it may go when there is no room
}

// call gives the process a name.
func (p *process) call(comm []byte) {
	p.comm = [16]byte{}
	copy(p.comm[:], comm)
	p.named = true
}

// exec takes the name away: the kernel gives another, unsaid.
func (p *process) exec() {
	if p.named {
		p.before, p.stale, p.named = p.comm, true, false
	}
}

// name is the last name that was given, as text (R15), or "-".
func (p *process) name() string {
	if !p.named {
		return "-"
	}
	return text(p.comm[:])
}

func text(comm []byte) string { return string(analysis.AppendText(nil, comm)) }
