package processes

// life is a Process that is not final, and what the table must know to go on
// with it.
type life struct {
	Process
	parent  *life     // that its FORK or another event named
	before  *life     // the life of the same pid before, while its EXIT may still come
	threads *thread   // all but the leader; those that ended or are missing are not among them
	running int       // of them, those that live
	missing []missing // threads whose tid is another's, and whose EXIT was not seen
	unborn  bool      // it had a thread whose FORK was not seen

	listed     bool // it had an event of its own: it is in the list and has a Number
	leaderSeen bool // the leader itself had an event
	leaderDead bool // the leader's EXIT came
	closed     bool // nothing more is expected of it
	final      bool // it was handed over
	lossy      bool // messages were lost while it lived
	faithful   bool // its EXIT named the parent that its FORK named
	doubtful   bool // the EXIT that it has may be of the life before, and one that comes may be its
	unsettled  bool // its threads died in an exec, and some of their EXITs may come late
	last       struct {
		Moment
		code, signal uint32
	} // its last EXIT

	closedAt uint64 // the frame in which it was closed
	replaced Moment // when its pid was another's, before its EXIT came
	odd      *Odd   // the same, until its EXIT comes

	older, newer *life // in the order of Number
}

// exits remembers an EXIT as the last one.
func (l *life) exits(e *Event) {
	l.last.Moment, l.last.code, l.last.signal = e.Moment, e.Code, e.ExitSignal
}

// end says that the process ended with the last EXIT.
func (l *life) end() {
	l.State, l.End, l.Code = Ended, l.last.Moment, l.last.code
}

// reopen takes the end back: what looked like one was none.
func (l *life) reopen() {
	l.State, l.End, l.Code = Running, Moment{}, 0
	l.closed, l.leaderDead = false, false
}

// mayHaveOthers reports whether there may be threads that nobody told of.
func (l *life) mayHaveOthers() bool {
	return !l.Start.Seen() || l.unborn || l.lossy
}

// isChildOf notes a parent that an event named. A tgid of 0 says nothing, unless
// the kernel had it from the parent itself, in a FORK.
func (l *life) isChildOf(parent *life, tgid int32) {
	if !l.ParentKnown {
		l.parent, l.PPID, l.ParentKnown = parent, tgid, true
	} else if tgid != l.PPID && tgid != 0 {
		l.Adopter = tgid
	}
}

// isExecOfThread reports whether an EXIT of a leader can be that of one whose
// thread calls exec: code 0, and the signal of a leader.
func (l *life) isExecOfThread() bool {
	return l.last.code == 0 && l.last.signal != noSignal
}

// noSignal is exit_signal of a thread that does not lead.
const noSignal = 0xffffffff
