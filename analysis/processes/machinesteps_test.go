package processes_test

import (
	"maps"
	"slices"

	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/codec"
)

// step lets the machine do something.
func (m *machine) step() {
	p := m.living()
	tid := p.threads[m.draw("thread", len(p.threads))]
	switch m.draw("step", 12) {
	case 0, 1, 2:
		m.fork(p)
	case 3, 4:
		m.thread(p)
	case 5:
		m.exec(p, tid)
	case 6:
		if len(p.threads) > 1 {
			if tid == p.pid {
				m.seen["a leader that ends first"]++
			}
			m.flush(p.pid)
			m.exit(p, tid, uint32(m.draw("code", 2))<<8, false)
		}
	case 7, 8:
		if p.pid != 1 {
			m.group(p, []uint32{0, 0, 0x300, 9, 6}[m.draw("code", 5)])
		}
	case 9:
		if p.pid != 1 {
			m.send(p, processes.Event{What: codec.EventCoredump, Task: task(tid, p.pid), Other: task(p.parent.pid, p.parent.pid)})
			m.group(p, 0x8b)
		}
	case 10:
		m.send(p, processes.Event{What: codec.EventComm, Task: task(tid, p.pid)})
	case 11:
		if late := slices.Sorted(maps.Keys(m.late)); len(late) > 0 {
			m.flush(late[m.draw("late", len(late))])
		}
	}
}

// exec runs another program in a process: all threads but the one that calls it
// die, and that one takes the number of the leader. EXITs may come behind the
// EXEC, the old leader's under the number of the caller then.
func (m *machine) exec(p *truth, caller int32) {
	m.flush(p.pid)
	var behind []processes.Event
	others := slices.DeleteFunc(slices.Clone(p.threads), func(t int32) bool { return t == caller })
	for _, tid := range others {
		late := m.draw("behind the EXEC", 3) == 0
		e := processes.Event{What: codec.EventExit, Task: task(tid, p.pid), ExitSignal: signalOfThread}
		switch {
		case tid == p.pid && late:
			e.Task.PID = caller
		case tid == p.pid:
			e.ExitSignal, e.Other = signalOfLeader, task(p.parent.number(), p.parent.number())
		default:
			delete(m.tids, tid)
		}
		if late {
			behind = append(behind, e)
			m.seen["EXIT behind EXEC"]++
		} else {
			m.send(p, e)
		}
	}
	if caller != p.pid {
		m.seen["exec of a thread that does not lead"]++
		delete(m.tids, caller)
	}
	p.threads = []int32{p.pid}
	m.tids[p.pid] = p
	p.execs++
	m.send(p, processes.Event{What: codec.EventExec, Task: task(p.pid, p.pid)})
	for _, e := range behind {
		m.send(p, e)
	}
}

// number returns the pid of a parent: 0 where there is none.
func (p *truth) number() int32 {
	if p == nil {
		return 0
	}
	return p.pid
}

// orphan reports whether the events show that a life outlived its parent.
func (p *truth) orphan() bool {
	by := p.forker
	if by == nil || p.adopted || p.named && p.dead {
		return p.adopted
	}
	end := by.end
	if by.reused != 0 {
		end = by.reused
	}
	return end != 0 && (p.end == 0 || end < p.end)
}
