package processes

import (
	"cmp"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/internal/inorder"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// Table rebuilds the processes of a stream of events, those of each host apart.
// The zero value, with Each set, is ready.
type Table struct {
	// Each, unless it is nil, gets the processes in the order of Number. Its first
	// error ends the calls, and Add and Finish return it.
	Each func(*Process) error
	// Keep says which of them; nil is all.
	Keep func(*Process) bool
	// Lends says that Each does not keep what it gets, nor Trace and Told a life behind Forget and the
	// event at hand: its memory is given to another life.
	Lends bool
	// Trace, unless it is nil, gets each event with the life that it is of and, for
	// the FORK of a process, its parent's.
	Trace func(e *Event, of, parent *Life)
	// Forget, unless it is nil, gets each life when Trace is not going to have it
	// any more, but perhaps as the parent in the FORK at hand.
	Forget func(*Life)
	// Told, unless it is nil, gets each life that a comment spoke of in the packet of
	// another.
	Told func(*Life)
	// Unlisted, unless it is nil, gets the processes of which others and comments alone
	// spoke, if a comment did.
	Unlisted func(*Process)
	// Prompt has events taken as they stand, for whoever must know at once what is known
	// then: else they wait for their order (R25).
	Prompt bool
	// Odd, unless it is nil, gets each fork and exit that does not fit, as soon as
	// that is sure: an EXIT that comes late makes a fork fit.
	Odd func(*Odd)

	// Listeners counts how many listeners there were, as far as Add saw: each event
	// counts once. Skim changes it, on another goroutine, while this one looks at what is around.
	_         [64]byte
	Listeners analysis.Listeners
	_         [64]byte

	all    *Table // that of the first host, which has what is of all hosts; nil is the table itself
	host   *host.Host
	hosts  host.Per[*Table] // of all: the tables of the other hosts
	procs  lives
	tids   map[int32]*thread
	oldest *Life // of all: of the lives that are listed and not final
	newest *Life
	closed []*Life // a ring of those of which nothing more is expected
	next   int     // where the ring goes on when it is full
	few    int     // tests want a ring of so few
	spent  spent

	passing     bool // the frame at hand came by Pass
	passes      bool // some frames do
	window      window
	unchosen    bool // the frame of the event at hand came by Pass
	passed      passed
	number, key uint64 // of all
	last        Moment // of the last event
	lossTo      uint64 // the frame that showed the last loss
	losses      genealogy.Losses
	order       inorder.Order[Process] // of all
	shelf       shelf                  // of all
	process     *Process               // of all: room for the one at hand
}

// afterwords is for how many further ends a process that ended is kept: an
// EXIT of it may come late.
const afterwords = 4096

// lose notes that messages of the kernel are missing between two frames.
func (t *Table) lose(from, to uint64) {
	t.lossTo = max(t.lossTo, to)
	for i := range t.closed { // the newest first
		l := t.closed[(t.next+len(t.closed)-1-i)%len(t.closed)]
		if l.exit.closedAt <= from {
			break
		}
		l.lossy = true
	}
}

// life makes a life of a pid, which takes the place of the one before, if there was one.
func (t *Table) life(pid int32, before *Life) *Life {
	if t.procs.all == nil {
		t.procs.all, t.tids = map[int32]*Life{}, map[int32]*thread{}
	}
	all := t.whole()
	all.key++
	l := t.spent.life()
	*l = Life{pid: pid, host: uint32(t.host.Index()), key: all.key, threads: 1, first: t.last}
	// An EXIT of the one before may be to come where messages were lost: it may have
	// been another, and one whose FORK was not seen may have had threads, one of which
	// did exec behind its leader's EXIT.
	l.doubtful = before != nil && (before.doubtful || before.lossy || !before.started && t.lostSince(before.first))
	t.procs.add(l, before)
	return l
}

// parentOf returns the life of a pid that an event names as a parent's.
func (t *Table) parentOf(pid int32) *Life {
	if pid == 0 {
		return nil
	}
	l := t.procs.findParent(pid)
	if l != nil && !t.mayBeAnother(l) && (!l.closed || l.mayHaveOthers()) {
		return l
	}
	return t.life(pid, l)
}

// mayBeAnother reports whether what comes now of a pid may be of another life
// than its last, though no FORK told so: the FORK may have been lost.
func (t *Table) mayBeAnother(l *Life) bool { return l.closed && t.lossTo > l.exit.Frame }

// close expects nothing more of a life.
func (t *Table) close(l *Life) {
	l.closed, t.death(l).closedAt = true, t.last.Frame
	l.lossy = l.lossy || t.lossTo > l.first.Frame
	if !l.listed() {
		t.finish(l)
		return
	}
	if len(t.closed) < cmp.Or(t.few, afterwords) {
		t.closed = append(t.closed, l)
		return
	}
	old := t.closed[t.next]
	t.closed[t.next] = l
	t.next = (t.next + 1) % len(t.closed)
	if old.closed {
		t.finish(old)
	}
}

// endIfAlone ends a life whose leader and threads have all ended.
func (t *Table) endIfAlone(l *Life) {
	if l.leaderDead && l.running == 0 {
		l.end()
		if !l.closed || l.more != nil && l.more.replaced.Seen() {
			t.close(l)
		}
	}
}

// finish makes a life final and hands it over.
func (t *Table) finish(l *Life) {
	if l.final {
		return
	}
	l.final = true
	t.tellOdd(l)
	var p *Process
	if l.listed() {
		if t.Each != nil {
			p = t.complete(l)
		}
		t.unlink(l)
	} else if t.Unlisted != nil && (l.more.isNamed() || l.more.known() != nil) {
		t.Unlisted(t.unlisted(l))
	}
	for l.tasks != nil {
		t.removeThread(l.tasks)
	}
	t.procs.remove(l)
	if t.Forget != nil {
		t.Forget(l)
	}
	if p != nil {
		if order := &t.whole().order; t.Keep == nil || t.Keep(p) {
			order.Add(p)
		}
		t.whole().flow()
	}
	l.parent = nil
	if m := l.more; m != nil {
		m.before, m.missing, m.odd = nil, nil, nil
	}
	t.spend(l)
}

// setOrder makes what is of all ready for processes.
func (t *Table) setOrder() {
	t.process = new(Process)
	t.order.Number, t.order.Put, t.order.Take, t.order.Lends = numberOf, t.shelf.put, t.shelf.take, t.Lends
}

func numberOf(p *Process) uint64 { return p.Number }

// flow hands over what nothing earlier is to come of.
func (t *Table) flow() {
	until := t.number + 1
	if t.oldest != nil {
		until = t.oldest.number
	}
	t.order.Flow(until, t.Each)
}

// Finish hands over what is left: the end of the captures.
func (t *Table) Finish() error {
	t.Flush()
	for t.oldest != nil {
		t.table(t.oldest).finish(t.oldest)
	}
	if t.Unlisted != nil {
		for _, of := range t.tables() {
			for _, l := range of.procs.all {
				of.finish(l)
			}
		}
	}
	t.flow()
	return t.order.Close()
}
