package processes_test

import (
	"maps"
	"slices"

	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/codec"
	"pgregory.net/rapid"
)

// machine is a kernel that forks, execs and exits as a test draws it. It says in
// events what the kernel would say (kernel/fork.c, fs/exec.c:de_thread,
// kernel/exit.c since 3.15), and it knows the truth about each life.
type machine struct {
	t      *rapid.T
	tids   map[int32]*truth // of the tasks that live
	lives  []*truth         // all, in the order of their starts
	events []*sent
	late   map[int32]*processes.Event // EXITs of leaders that were reaped before they were sent, by pid
	next   int32                      // where the search for a free number goes on
	seen   map[string]int             // how often something of interest happened
}

// sent is an event with the life that it is of.
type sent struct {
	processes.Event
	of  *truth
	cpu int
}

// truth is what a process really was.
type truth struct {
	pid, ppid          int32
	parent             *truth
	threads            []int32 // that live
	start, first, end  uint64  // frames; start is 0 for one that was there before
	reused             uint64  // of the FORK that gave its number away, where its EXIT came behind
	code               uint32
	execs, all, childs int
	dead, adopted      bool   // adopted: an event said so
	named              bool   // its EXIT named its first parent
	forker             *truth // its first parent
	before             *truth // that had the pid before, where its EXIT came behind the start of this one
}

const (
	firstPID, lastPID = 10, 24 // so few that pids are reused soon
	signalOfLeader    = 17
	signalOfThread    = 0xffffffff
)

func newMachine(t *rapid.T) *machine {
	m := &machine{t: t, tids: map[int32]*truth{}, late: map[int32]*processes.Event{}, next: firstPID, seen: map[string]int{}}
	m.there(1)
	m.there(5, 6)
	m.onEachCPU()
	return m
}

// there puts a process into the machine whose start nobody saw.
func (m *machine) there(tids ...int32) {
	p := &truth{pid: tids[0], threads: tids, all: len(tids)}
	if p.pid != 1 {
		p.parent, p.ppid = m.lives[0], 1
	}
	for _, tid := range tids {
		m.tids[tid] = p
	}
	m.lives = append(m.lives, p)
}

// onEachCPU sends an event of pid 1 from each CPU: losses before it show there.
func (m *machine) onEachCPU() {
	for cpu := range 2 {
		m.send(m.lives[0], processes.Event{What: codec.EventUID, Task: task(1, 1)})
		m.events[len(m.events)-1].cpu = cpu
	}
}

func (m *machine) draw(label string, n int) int { return rapid.IntRange(0, n-1).Draw(m.t, label) }

// send sends an event of a life.
func (m *machine) send(p *truth, e processes.Event) {
	frame := uint64(len(m.events) + 1)
	e.Moment = at(frame)
	if p.first == 0 {
		p.first = frame
	}
	parent := e.Other.TGID
	p.adopted = p.adopted || parent != 0 && p.start != 0 && parent != p.ppid
	p.named = e.What == codec.EventExit && parent == p.ppid
	m.events = append(m.events, &sent{e, p, m.draw("cpu", 2)})
}

// number returns a number that no task has, or 0.
func (m *machine) number() int32 {
	for range lastPID - firstPID {
		if m.next++; m.next > lastPID {
			m.next = firstPID
		}
		if m.tids[m.next] == nil {
			return m.next
		}
	}
	return 0
}

// living draws a process that lives.
func (m *machine) living() *truth {
	var all []*truth
	for _, p := range m.lives {
		if !p.dead {
			all = append(all, p)
		}
	}
	return all[m.draw("process", len(all))]
}

// fork starts a process: a child of the creator, or with CLONE_PARENT of its
// parent.
func (m *machine) fork(by *truth) {
	pid := m.number()
	if pid == 0 {
		return
	}
	parent := by
	if by.parent != nil && m.draw("clone parent", 8) == 0 {
		parent = by.parent
	}
	p := &truth{pid: pid, ppid: parent.pid, parent: parent, forker: parent, threads: []int32{pid}, all: 1}
	if m.late[pid] != nil {
		p.before = m.unsent(pid)
		m.seen["EXIT behind the reuse of its pid"]++
	}
	if slices.ContainsFunc(m.lives, func(o *truth) bool { return o.pid == pid }) {
		m.seen["a pid again"]++
	}
	parent.childs++
	m.tids[pid] = p
	m.lives = append(m.lives, p)
	m.send(p, processes.Event{What: codec.EventFork, Task: task(pid, pid), Other: task(parent.threads[0], parent.pid)})
	p.start = p.first
	if p.before != nil {
		p.before.reused = p.start
	}
}

// thread starts a thread. Its FORK names the parent of its process.
func (m *machine) thread(p *truth) {
	tid := m.number()
	if tid == 0 || p.pid == 1 {
		return
	}
	m.flush(tid)
	p.all++
	p.threads = append(p.threads, tid)
	m.tids[tid] = p
	m.send(p, processes.Event{What: codec.EventFork, Task: task(tid, p.pid), Other: task(p.parent.pid, p.parent.pid)})
}

// exit sends the EXIT of a thread.
func (m *machine) exit(p *truth, tid int32, code uint32, reaped bool) {
	p.threads = slices.DeleteFunc(slices.Clone(p.threads), func(t int32) bool { return t == tid })
	delete(m.tids, tid)
	e := processes.Event{What: codec.EventExit, Task: task(tid, p.pid), Code: code, ExitSignal: signalOfThread}
	if tid == p.pid {
		e.ExitSignal = signalOfLeader
		if len(p.threads) > 0 {
			m.tids[tid] = p // the number is its process's
		}
		if !reaped {
			e.Other = task(p.parent.pid, p.parent.pid)
		}
	}
	if len(p.threads) == 0 {
		m.dies(p)
		p.code = code
		if tid == p.pid && reaped && m.draw("late", 3) == 0 {
			if m.draw("named", 3) == 0 { // read before it was reaped, sent behind
				e.Other = task(p.parent.pid, p.parent.pid)
				m.seen["a late EXIT that names its parent"]++
			}
			m.late[tid] = &e
			return
		}
	}
	m.send(p, e)
	if p.dead {
		p.end = uint64(len(m.events))
	}
}

// dies gives the children of a process to pid 1, and its number back.
func (m *machine) dies(p *truth) {
	p.dead = true
	delete(m.tids, p.pid)
	for _, c := range m.lives {
		if c.parent == p && !c.dead {
			c.parent = m.lives[0]
			m.seen["an orphan"]++
		}
	}
}

// flush sends an EXIT that is late.
func (m *machine) flush(pid int32) {
	e := m.late[pid]
	if e == nil {
		return
	}
	p := m.unsent(pid)
	delete(m.late, pid)
	m.send(p, *e)
	p.end = uint64(len(m.events))
}

// unsent returns the life of a pid whose EXIT is late.
func (m *machine) unsent(pid int32) *truth {
	for _, p := range m.lives {
		if p.pid == pid && p.dead && p.end == 0 {
			return p
		}
	}
	return nil
}

// group ends all threads of a process, with one code.
func (m *machine) group(p *truth, code uint32) {
	m.flush(p.pid)
	reaped := m.draw("reaped", 2) == 0
	for len(p.threads) > 0 {
		m.exit(p, p.threads[m.draw("thread", len(p.threads))], code, reaped)
	}
}

// end sends what is late, and shows the last losses.
func (m *machine) end() {
	for _, pid := range slices.Sorted(maps.Keys(m.late)) {
		m.flush(pid)
	}
	m.onEachCPU()
}
