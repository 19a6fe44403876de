package processes

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/codec"
)

// Follow picks the events of some processes out of those that a Table traces.
type Follow struct {
	PID         int32 // whose lives are followed, on each host
	Life        int   // only that one of them on its host, from 1; 0 is all
	Keys        Keys  // follow these instead of a pid, when not nil
	Descendants bool  // and all that they start, and those start
	Each        func(*Step) error
	Lineage     Lineage // has steps know their Context; may be nil

	followed map[uint64]*followed // by Key
	lives    map[hostPID]int      // of the pids followed
	asked    host.Per[int]        // for so far
	table    *Table
	err      error
	step     Step
	known    analysis.Context // of the step
	process  Process          // of the step
}

// followed is a process that is followed.
type followed struct {
	life  int
	start Moment // of the one that was asked for: it, or its ancestor
}

// hostPID is a pid of a host.
type hostPID struct {
	host uint32
	pid  int32
}

// Keys are Keys of processes.
type Keys map[uint64]bool

// Table returns the table that finds the steps.
func (f *Follow) Table() *Table {
	f.followed, f.lives = map[uint64]*followed{}, map[hostPID]int{}
	f.table = &Table{Trace: f.trace, Forget: func(l *Life) {
		if delete(f.followed, l.key); f.Lineage != nil {
			f.Lineage.Forget(l)
		}
	}}
	return f.table
}

// Err returns the first error of Each.
func (f *Follow) Err() error { return f.err }

// Found reports whether there was such a process.
func (f *Follow) Found() bool { return len(f.lives) > 0 }

// Lives returns how many such processes there were, whatever Life says: of
// several hosts, on the one with most.
func (f *Follow) Lives() (most int) {
	for _, asked := range f.asked.All() {
		most = max(most, *asked)
	}
	return most
}

// trace takes what the table says of an event.
func (f *Follow) trace(e *Event, of, parent *Life) {
	if f.err != nil {
		return
	}
	if f.Lineage != nil {
		f.Lineage.Event(e, of, parent)
	}
	if parent != nil {
		if up := f.of(parent, e, nil); up != nil {
			f.hand(e, parent, up, true)
			if f.Descendants {
				f.of(of, e, up)
				return
			}
		}
	}
	if one := f.of(of, e, nil); one != nil {
		f.hand(e, of, one, false)
	}
}

// of returns how a process is followed, or nil. It is for certain when its
// parent up is.
func (f *Follow) of(l *Life, e *Event, up *followed) *followed {
	one, known := f.followed[l.key]
	if known && (one != nil || up == nil) {
		return one
	}
	asked := f.Keys[l.key] || f.Keys == nil && l.pid == f.PID
	if !asked && up == nil {
		return nil
	}
	pid, before := hostPID{l.host, l.pid}, f.asked.Of(e.Host)
	f.lives[pid]++
	one = &followed{f.lives[pid], e.Moment}
	if asked {
		*before++
	}
	if up != nil {
		one.start = up.start
	} else if f.Life != 0 && *before != f.Life {
		one = nil
	}
	f.followed[l.key] = one
	return one
}

// hand hands a step over.
func (f *Follow) hand(e *Event, l *Life, one *followed, parent bool) {
	if f.table.of(e.Host).unchosen {
		return
	}
	l.Describe(&f.process)
	f.process.Host = e.Host.String()
	f.step = Step{Event: e, Process: &f.process, Life: one.life, parent: parent}
	f.step.unnamed = l.more != nil && l.more.wasNamed && l.more.execed == e.Frame
	f.step.Since, f.step.Timed = e.Since(one.start)
	f.context(e, l)
	f.err = f.Each(&f.step)
}

// Named finds the Keys of the processes that ever had a name, or a thread with it.
type Named struct {
	Name string
	Keys Keys
}

// Table returns the table that finds them.
func (n *Named) Table() *Table {
	n.Keys = Keys{}
	return &Table{
		Told: func(l *Life) {
			if m := l.more; m.isNamed() && string(m.comm.Name()) == n.Name {
				n.Keys[l.key] = true
			}
		},
		Trace: func(e *Event, of, _ *Life) {
			if e.What == codec.EventComm && string(e.Comm.Name()) == n.Name || mayName(e) && e.Called == n.Name && of != nil {
				n.Keys[of.key] = true
			}
		},
	}
}
