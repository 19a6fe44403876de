package processes

import (
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/codec"
)

// Odd is a fork or an exit of a task that does not fit what was seen of its
// number before.
type Odd struct {
	Kind   OddKind
	Task   codec.Task // that was forked, or exited
	Moment            // of the event
	Arm    codec.Span // of the event, in its frame
	Before uint64     // number of the frame with the FORK, or the first event, of the task that had the number before
	Passed bool       // the frame came by Table.Pass
	Host   *host.Host // whose task it is
}

// OddKind says what does not fit.
type OddKind uint8

const (
	// ExitWithoutFork: an EXIT of a task of which no event was seen.
	ExitWithoutFork OddKind = iota
	// EventBeforeFork: a FORK of a number whose task had events, and neither FORK nor
	// EXIT.
	EventBeforeFork
	// ExitMissing: a FORK of a number whose task had a FORK, and no EXIT.
	ExitMissing
)

// unexpected hands over an EXIT of a task that nobody knew.
func (t *Table) unexpected(e *Event) {
	if t.Odd != nil {
		t.Odd(t.odd(ExitWithoutFork, e, 0))
	}
}

// reused makes what is odd of a FORK whose number a task has that did not exit.
// An EXIT that comes behind it takes that back.
func (t *Table) reused(e *Event, forked bool, frame uint64) *Odd {
	switch {
	case t.Odd == nil || e.What != codec.EventFork:
		return nil
	case forked:
		return t.odd(ExitMissing, e, frame)
	}
	return t.odd(EventBeforeFork, e, frame)
}

func (t *Table) odd(k OddKind, e *Event, before uint64) *Odd {
	return &Odd{k, e.Task, e.Moment, e.Arm, before, t.unchosen, e.Host}
}

// tellOdd hands over what is odd of a life that is over, and of its threads.
func (t *Table) tellOdd(l *Life) {
	if l.more == nil {
		return
	}
	if l.more.odd != nil {
		t.Odd(l.more.odd)
	}
	for _, m := range l.more.missing {
		if m.odd != nil {
			t.Odd(m.odd)
		}
	}
}
