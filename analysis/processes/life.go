package processes

import (
	"github.com/cnwire/cnwire/analysis/who"
	"github.com/cnwire/cnwire/codec"
)

// Life is a life of a pid that is not over, and what the table must know to go
// on with it. There may be a million of them: what few have stands apart.
type Life struct {
	Mark uint32 // of whoever has the events traced; 0 at first
	host uint32 // number of its host

	pid, ppid                int32
	execs, threads, children uint32
	running                  uint32 // threads that do not lead, and live

	state                   State
	parentKnown, started    bool // started: first is its FORK
	dumped, session, chosen bool
	leaderSeen, leaderDead  bool // the leader itself had an event; its EXIT came
	closed                  bool // nothing more is expected of it
	final                   bool // it was handed over
	lossy                   bool // messages were lost while it lived
	faithful                bool // its EXIT named the parent that its FORK named
	doubtful                bool // the EXIT that it has may be of the life before, and one that comes may be its
	unsettled               bool // its threads died in an exec, and some of their EXITs may come late
	found                   bool // the table finds it by its pid
	unborn                  bool // it had a thread whose FORK was not seen

	number, key  uint64 // number is 0 before it has an event of its own
	parent       *Life  // that its FORK or another event named
	first, last  Moment
	tasks        *thread // all but the leader; those that ended or are missing are not among them
	exit         *exit   // the last EXIT, or the first EXEC, if one came
	more         *more   // what few have
	older, newer *Life   // in the order of number
}

// exit is the last EXIT of a life, and how it was closed.
type exit struct {
	Moment
	code, signal uint32
	closedAt     uint64 // the frame in which it was closed
	execed       Moment // the first EXEC, which most have that end
}

// more is what few lives have.
type more struct {
	before   *Life     // the life of the same pid before, while its EXIT may still come
	missing  []missing // threads whose tid is another's, and whose EXIT was not seen
	replaced Moment    // when its pid was another's, before its EXIT came
	odd      *Odd      // the same, until its EXIT comes
	adopter  int32
	tracer   int32
	traced   bool
	named    bool // comm is what the last COMM of its leader said, with no EXEC behind
	comm     codec.CommName
	wasNamed bool   // was is the last name that an EXEC took from it
	execed   uint64 // the frame of that EXEC
	was      codec.CommName
	uid, gid IDs
	facts    *who.Facts // what comments said
}

// PID returns the process.
func (l *Life) PID() int32 { return l.pid }

// Key returns its own key.
func (l *Life) Key() uint64 { return l.key }

// own returns what few have, to change it.
func (l *Life) own() *more {
	if l.more == nil {
		l.more = new(more)
	}
	return l.more
}

// death returns the last EXIT of a life, to change it.
func (t *Table) death(l *Life) *exit {
	if l.exit == nil {
		l.exit = t.spent.exit()
	}
	return l.exit
}

// before is the life of the pid before, while its EXIT may still come.
func (l *Life) before() *Life {
	if l.more == nil {
		return nil
	}
	return l.more.before
}

// kept has the life, which may be nil, not be spent: another has it as its parent and is not among its
// children, for no FORK said so.
func (l *Life) kept() *Life {
	if l != nil {
		l.own()
	}
	return l
}

// settled says that no EXIT of the life before is to come.
func (l *Life) settled() { l.more.before = nil }

// exits remembers an EXIT as the last one of a life.
func (t *Table) exits(l *Life, e *Event) {
	x := t.death(l)
	x.Moment, x.code, x.signal = e.Moment, e.Code, e.ExitSignal
}

// end says that the process ended with the last EXIT.
func (l *Life) end() { l.state = Ended }

// reopen takes the end back: what looked like one was none.
func (l *Life) reopen() {
	l.state, l.closed, l.leaderDead = Running, false, false
	l.own() // it may stand in the ring twice, and so is never spent
}

// mayHaveOthers reports whether there may be threads that nobody told of.
func (l *Life) mayHaveOthers() bool { return !l.started || l.unborn || l.lossy }

// isChildOf notes a parent that an event named. A tgid of 0 says nothing, unless
// the kernel had it from the parent itself, in a FORK.
func (l *Life) isChildOf(parent *Life, tgid int32) {
	if !l.parentKnown {
		l.parent, l.ppid, l.parentKnown = parent, tgid, true
	} else if tgid != l.ppid && tgid != 0 {
		l.own().adopter = tgid
	}
}

// isExecOfThread reports whether an EXIT of a leader can be that of one whose
// thread calls exec: code 0, and the signal of a leader.
func (l *Life) isExecOfThread() bool { return l.exit.code == 0 && l.exit.signal != noSignal }

// noSignal is exit_signal of a thread that does not lead.
const noSignal = 0xffffffff
