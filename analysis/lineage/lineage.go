// Package lineage finds, for each process event, where in the life of its process it
// is and whom that descends from: analysis.Context, for the fields cn_proc.life,
// cn_proc.age, cn_proc.fork_to_exec, cn_proc.ancestors and cn_proc.descendant_of. What
// comes later is not known, so one pass is enough.
package lineage

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/codec"
)

// MaxAncestors is how many ancestors are told, the nearest: a chain of forks may be as
// long as a capture.
const MaxAncestors = 64

// Tracker keeps who descends from whom. Its memory is that of the processes that live,
// and of their ancestors, with a number for each pid that ever was.
type Tracker struct {
	of    map[uint64]*one // by Life.Key
	lives map[hostPID]int
}

// hostPID is a pid of a host.
type hostPID struct {
	host uint32
	pid  int32
}

// one is a life. Its ancestors stay as long as it does, though they ended.
type one struct {
	up            *one
	pid           int32
	number        int
	start, execed analysis.Moment // its FORK, its first EXEC
}

// Event takes an event as processes.Table traces it.
func (t *Tracker) Event(e *processes.Event, of, parent *processes.Life) {
	if of == nil {
		return
	}
	n := t.one(e, of)
	switch {
	case e.What == codec.EventFork && e.Task.IsLeader() && !n.start.Seen():
		if n.start = e.Moment; parent != nil {
			n.up = t.one(e, parent)
		}
	case e.What == codec.EventExec && !n.execed.Seen():
		n.execed = e.Moment
	}
}

// one returns a life.
func (t *Tracker) one(e *processes.Event, l *processes.Life) *one {
	n := t.of[l.Key()]
	if n == nil {
		if t.of == nil {
			t.of, t.lives = map[uint64]*one{}, map[hostPID]int{}
		}
		pid := hostPID{uint32(e.Host.Index()), l.PID()}
		t.lives[pid]++
		n = &one{pid: pid.pid, number: t.lives[pid]}
		t.of[l.Key()] = n
	}
	return n
}

// Forget forgets a life, but for those who descend from it.
func (t *Tracker) Forget(l *processes.Life) { delete(t.of, l.Key()) }

// Context returns what is known of the event of a message, which is of a life, into c.
// It reports false where that is nothing.
func (t *Tracker) Context(e *processes.Event, of *processes.Life, c *analysis.Context) bool {
	n := t.of[of.Key()]
	if n == nil {
		return false
	}
	*c = analysis.Context{Life: n.number, Ancestors: c.Ancestors[:0]}
	c.Age, c.Aged = e.Since(n.start)
	if n.execed.Seen() && !e.Before(n.execed) { // a copy may stand far behind
		c.ForkToExec, c.Execed = n.execed.Since(n.start)
	}
	for up := n.up; up != nil && len(c.Ancestors) < MaxAncestors; n, up = up, up.up {
		c.Ancestors = append(c.Ancestors, up.pid)
	}
	if s, ok := of.Subject(); ok && len(c.Ancestors) == 0 && s.ParentKnown && s.PPID != 0 { // by its EXIT, or a comment
		c.Ancestors = append(c.Ancestors, s.PPID)
	}
	return true
}
