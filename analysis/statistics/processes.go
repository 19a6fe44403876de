package statistics

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	lives "github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/codec"
)

// maxProcesses is how many processes are told apart, besides those that live.
const maxProcesses = 1 << 16

// few is how many are where they are only counted.
const few = 1 << 12

// processes counts events by process: those of the lives that package processes
// tells apart.
type processes struct {
	lives  lives.Table
	copies bool // tests want all copies looked at
	lost   *losses
	all    chunks[process]
	nobody host.Per[uint32] // where in all, from 1: what pid 0, the kernel itself, did
	most   int              // how many are told apart
	living int              // twice as many as there were behind the last sweep: before there are so many again, none makes room
	others acts             // of those that made room
	merged int
	byComm comms                  // of those, too
	called map[*lives.Life]string // what comments call those that did nothing yet
}

func (s *Statistics) processes() *processes {
	return use(&s.behind, &s.byProcess, s.byProcess == nil, func() *processes {
		p := &processes{most: few, lost: s.losses(), called: map[*lives.Life]string{}}
		p.lives.Trace, p.lives.Forget, p.lives.Told, p.lives.Lends = p.trace, p.forget, p.told, true
		return p
	})
}

// detailed is processes for a table that says what each did.
func (s *Statistics) detailed() *processes {
	p := s.processes()
	p.most = maxProcesses
	return p
}

func (p *processes) add(f *analysis.Frame) { p.take(f, false) }

// take takes the next frame, behind losses; one that is passed does not count.
func (p *processes) take(f *analysis.Frame, passing bool) {
	p.lives.Passing(passing)
	for i := range f.Messages {
		m := &f.Messages[i]
		if m.IsCopy() && len(f.Comments) == 0 && !p.copies {
			continue // says nothing of lives, be the first one counted or passed: most do not
		}
		p.lives.Message(m, p.lost.found[i].Finding, p.lost.found[i].Gap)
	}
}

// trace counts an event. That of a new process is its parent's.
func (p *processes) trace(e *lives.Event, of, parent *lives.Life) {
	if !e.Chosen {
		return // it was passed, whether or not a copy of it counts
	}
	if e.What == codec.EventFork && e.Task.IsLeader() {
		if e.Called != "" {
			p.called[of] = e.Called
		}
		of = parent
	}
	n := p.of(of, e.Host)
	n.count(e.What, e.Frame)
	switch {
	case e.What == codec.EventFork, e.What == codec.EventExit: // a comment of a FORK names the child
		return
	case e.What == codec.EventExec:
		n.exec()
	case e.What == codec.EventComm && e.Task.IsLeader():
		n.call(e.Comm[:])
	}
	if e.Called != "" && e.Task.IsLeader() {
		n.call([]byte(e.Called))
	}
}

// of returns the process of a life of a host, valid until the next call.
func (p *processes) of(life *lives.Life, host *host.Host) *process {
	mark, tgid := p.nobody.Of(host), int32(0)
	if life != nil {
		mark, tgid = &life.Mark, life.PID()
	}
	if *mark == 0 {
		if p.all.n >= max(p.most, p.living) {
			p.sweep()
		}
		e := p.all.add()
		e.host, e.tgid, e.nobody, e.life = host, tgid, life == nil, life
		if name := p.called[life]; name != "" {
			e.call([]byte(name))
		}
		*mark = uint32(p.all.n)
	}
	return p.all.at(int(*mark - 1))
}

// told takes the name that a comment gives a life in the packet of another.
func (p *processes) told(life *lives.Life) {
	switch name := life.Name(); {
	case name == "":
	case life.Mark != 0:
		p.all.at(int(life.Mark - 1)).call([]byte(name))
	default:
		p.called[life] = name
	}
}

// forget says that no event of a life is to come.
func (p *processes) forget(life *lives.Life) {
	delete(p.called, life)
	if life.Mark != 0 {
		p.all.at(int(life.Mark - 1)).life = nil
	}
}

// count is how many processes there were.
func (p *processes) count() int { return p.all.n + p.merged }

// sorted returns the processes, those with most events first.
func (p *processes) sorted() []*process {
	var list []*process
	for i := range p.all.n {
		list = append(list, p.all.at(i))
	}
	slices.SortStableFunc(list, func(a, b *process) int {
		return cmp.Or(cmp.Compare(b.events, a.events), cmp.Compare(a.first, b.first), bytes.Compare(a.comm[:], b.comm[:]))
	})
	return list
}
