package notes_test

import (
	"slices"
	"testing"

	"github.com/cnwire/cnwire/analysis/notes"
)

const (
	eventFork = 0x1
	eventExec = 0x2
	eventExit = 0x80000000
)

func lifeCases() []one {
	late := func(behind uint32) func(*tape) {
		return func(p *tape) {
			for _, e := range []struct {
				seq uint64
				ns  uint32
			}{{0, 0}, {2, 1e9}, {3, 12e8}, {4, 12e8 + behind}, {1, 5e8}} {
				p.seq[1] = e.seq
				p.event(eventExec, task(9, 9), put32(60, e.ns), put32(64, 0))
			}
		}
	}
	return []one{
		{"event-late", 0, -1, late(1e9), late(1e8)},
		{"exit-without-fork", 1, atArm, func(p *tape) { p.event(eventExit, task(9, 9)) },
			func(p *tape) { p.event(eventFork, fork(9, 9)).event(eventExit, task(9, 9)) }},
		{"exit-without-fork", 2, atArm, func(p *tape) { p.event(eventFork, fork(9, 9)).event(eventExit, task(10, 9)) },
			func(p *tape) { p.event(eventFork, fork(10, 9)).event(eventExit, task(10, 9)) }},
		{"event-before-fork", 2, atArm + 8, func(p *tape) { p.event(eventExec, task(9, 9)).event(eventFork, fork(9, 9)) },
			func(p *tape) {
				p.event(eventExec, task(9, 9)).event(eventExit, task(9, 9)).event(eventFork, fork(9, 9))
			}},
		{"exit-missing", 2, atArm + 8, func(p *tape) { p.event(eventFork, fork(9, 9)).event(eventFork, fork(9, 9)) },
			func(p *tape) {
				p.event(eventFork, fork(9, 9)).event(eventExit, task(9, 9)).event(eventFork, fork(9, 9))
			}},
	}
}

// TestExecByThread: when a thread that does not lead executes a program, the
// leader's exit stands before the exec of the same pid, which lives on, and the
// thread's own number is free without an exit.
func TestExecByThread(t *testing.T) {
	p := newTape(t).event(eventFork, fork(20, 20)).event(eventFork, fork(21, 20)).event(eventFork, fork(22, 20))
	p.event(eventExit, task(22, 20)).event(eventExit, task(20, 20)).event(eventExec, task(20, 20))
	p.event(eventFork, fork(21, 21)).event(eventExit, task(20, 20)).event(eventExit, task(21, 21))
	if list, _ := check(t, p.capture(), p.layout, 0); len(list) != 0 {
		t.Errorf("%s", names(list))
	}
	p = newTape(t).event(eventFork, fork(20, 20)).event(eventFork, fork(21, 20))
	p.event(eventExit, task(20, 20)).event(eventExec, task(20, 20)).event(eventFork, fork(23, 20)).event(eventFork, fork(23, 20))
	list, _ := check(t, p.capture(), p.layout, 0)
	if !slices.ContainsFunc(list, func(n notes.Note) bool { return n.Name == "exit-missing" && *n.Frame == 6 }) {
		t.Errorf("a thread of the new program is no exception: %s", names(list))
	}
}

// TestPastUnknown: what is seen first in another event than its exit is older
// than the capture, and nothing is wrong with it.
func TestPastUnknown(t *testing.T) {
	p := newTape(t).event(eventExec, task(9, 9)).event(eventExit, task(9, 9)).event(eventFork, fork(9, 9))
	if list, _ := check(t, p.capture(), p.layout, 0); len(list) != 0 {
		t.Errorf("%s", names(list))
	}
}
