package timeline

import (
	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/codec"
)

// told is a life that was seen and not drawn, or drawn below one that is not yet, or named as
// a parent: what draws the ancestors at the end.
type told struct {
	parent    uint64
	host      int32
	pid, ppid int32
	name      string // of those that are drawn only as ancestors
}

// of returns what is kept of a life.
func (t *Timeline) of(key uint64) *told {
	l := t.told[key]
	if l == nil {
		l = new(told)
		t.told[key] = l
		t.order = append(t.order, key)
	}
	return l
}

// life takes a process that is over, or was there at the end.
func (t *Timeline) life(p *processes.Process) error {
	if !p.Chosen || t.err != nil {
		t.know(p)
		return t.err
	}
	t.draw(p)
	l := Life{Key: p.Key, Parent: p.Parent, Host: t.hosts[p.Host] - 1, PID: p.PID, Name: p.Called(), Process: p}
	from := begin(p)
	l.From, l.Placed = t.clock.at(from)
	until := p.Last
	if p.End.Seen() {
		until = p.End
	}
	if to, ok := t.clock.in(until, from); ok && l.Placed {
		l.To = max(to, l.From)
	} else if t.clock.missed++; l.Placed {
		l.To = l.From
	}
	t.check(t.Sink.Life(&l))
	return t.err
}

// draw keeps of a process that it is drawn, and who it descends from if that is of use: the first
// that misses the parent tells it of all.
func (t *Timeline) draw(p *processes.Process) {
	t.drawn.Add(p.Key)
	if first := p.Parent != 0 && !t.drawn.Has(p.Parent) && !t.missed[p.Parent]; first {
		t.missed[p.Parent] = true
		t.know(p)
	}
}

// know keeps who a process descends from.
func (t *Timeline) know(p *processes.Process) {
	l := t.of(p.Key)
	l.parent, l.host, l.pid, l.ppid = p.Parent, int32(t.hosts[p.Host]-1), p.PID, p.PPID
	if !p.Chosen {
		l.name = p.Called()
	}
}

// parentOnly takes a process of which only others spoke.
func (t *Timeline) parentOnly(p *processes.Process) { t.know(p) }

// ancestors tells of those that are not drawn and have descendants that are.
func (t *Timeline) ancestors() {
	for i := 0; i < len(t.order); i++ { // which grows
		l := t.told[t.order[i]]
		if !t.drawn.Has(t.order[i]) || l.parent == 0 || t.drawn.Has(l.parent) {
			continue
		}
		up := t.of(l.parent)
		t.drawn.Add(l.parent)
		up.pid, up.host = l.ppid, l.host // all that is known of one that was named alone
		t.check(t.Sink.Life(&Life{Key: l.parent, Parent: up.parent, Host: int(up.host), PID: up.pid, Name: up.name}))
		t.order = append(t.order, l.parent) // its own come behind it
	}
}

// mark takes an event with the life that it is of.
func (t *Timeline) mark(e *processes.Event, of, parent *processes.Life) {
	if !e.Chosen || of == nil || t.err != nil {
		return
	}
	if e.What == codec.EventFork && e.Task.IsLeader() {
		return // with which the bar begins
	}
	of.Describe(&t.at)
	at, ok := t.clock.in(e.Moment, begin(&t.at))
	if !ok {
		t.clock.missed++
		return
	}
	s := processes.Step{Event: e, Process: &t.at}
	t.check(t.Sink.Mark(&Mark{
		Life: of.Key(), Host: e.Host.Index(), At: at, Frame: e.Frame, TID: e.Task.PID, Kind: s.Word(), Text: string(s.AppendText(nil)),
	}))
}
