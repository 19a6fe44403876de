package exam

import (
	"strings"

	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// living tells the events of one CPU, and the processes that they are of.
type living struct {
	*streaming
	told uint64
}

// lived adds a stream of events about processes. Which lives it has, f returns.
func (m *maker) lived(a about, f func(l *living) []vectors.Lived) {
	m.stream(a, func(s *streaming) {
		l := &living{streaming: s}
		s.Processes = f(l)
		s.Ends = []int{len(s.Messages) - 1}
	})
}

// say tells the next event of CPU 0.
func (l *living) say(what uint64, arm set) int {
	l.told++
	ev := l.must(l.t.Event(l.o, set{"what": what, "timestamp_ns": (5000 + l.told) * millisecond}, arm))
	return l.tell(l.exact(nil, set{"seq": l.told}, ev), "event")
}

// forks says that a process, or a thread of one, began. Its parent has one thread.
func (l *living) forks(parent, tid, pid uint64) int {
	return l.say(1, set{"parent_pid": parent, "parent_tgid": parent, "child_pid": tid, "child_tgid": pid})
}

// execs says that a process runs another program: always in the name of the leader.
func (l *living) execs(pid uint64) { l.say(2, set{"process_pid": pid, "process_tgid": pid}) }

// leads says that a leader ended, while its parent could still be asked for.
func (l *living) leads(parent, pid, code uint64) int {
	return l.say(0x80000000, set{"process_pid": pid, "process_tgid": pid, "exit_code": code, "exit_signal": 17, "parent_pid": parent, "parent_tgid": parent})
}

// threadEnds says that another thread ended: exit_signal is -1, no parent.
func (l *living) threadEnds(tid, pid, code uint64) int {
	return l.say(0x80000000, set{"process_pid": tid, "process_tgid": pid, "exit_code": code, "exit_signal": 0xffffffff})
}

// life is a process that ended.
func life(pid, parent uint32, first, last int, code uint32, threads, execs int) vectors.Lived {
	return vectors.Lived{PID: pid, Parent: parent, First: first, Last: &last, ExitCode: &code, Threads: threads, Execs: execs}
}

// lives makes the streams about which events are one process: R14 and R25.
func (m *maker) lives() {
	m.lived(about{name: "lives/leader-first", accepts: []string{"R14"}, flags: []string{"thread"}, why: "A leader ends before its other thread: the process ends with its last thread."}, func(l *living) []vectors.Lived {
		first := l.forks(1, 100, 100)
		l.forks(1, 101, 100)
		l.leads(1, 100, 256)
		return []vectors.Lived{life(100, 1, first, l.threadEnds(101, 100, 256), 256, 2, 0)}
	})
	for _, behind := range []bool{false, true} {
		for _, swapped := range []bool{false, true} {
			m.execOfThread(behind, swapped)
		}
	}
	m.lived(about{name: "lives/late-exit", accepts: []string{"R25"}, flags: []string{"thread"}, why: "EXIT is sent when the pid may be another's already: the parents tell whose it is, and neither process is an orphan."}, func(l *living) []vectors.Lived {
		older := l.forks(5, 100, 100)
		newer := l.forks(6, 100, 100)
		ends := l.leads(5, 100, 256)
		l.execs(100)
		return []vectors.Lived{life(100, 5, older, ends, 256, 1, 0), life(100, 6, newer, l.leads(6, 100, 512), 512, 1, 1)}
	})
	m.lived(about{name: "lives/later-exit", accepts: []string{"R25"}, flags: []string{"thread"}, why: "The same, where the process that has the pid now is through first."}, func(l *living) []vectors.Lived {
		older := l.forks(5, 100, 100)
		newer := l.forks(6, 100, 100)
		ends := l.leads(6, 100, 512)
		return []vectors.Lived{life(100, 5, older, l.leads(5, 100, 256), 256, 1, 0), life(100, 6, newer, ends, 512, 1, 0)}
	})
}

// execOfThread tells of a thread that does not lead and calls exec, which makes
// it the leader. The old leader's EXIT may come behind the EXEC, and so late that
// the two have changed their tids.
func (m *maker) execOfThread(behind, swapped bool) {
	a := about{name: "lives/exec-of-thread", accepts: []string{"R14"}, flags: []string{"thread"}, why: "A thread that does not lead calls exec and leads from then on: the old leader's EXIT ends nothing, the thread's tid has none, and another process is given it."}
	if swapped {
		a.name, a.why = a.name+"/its-tid", "The same, where the old leader's EXIT came after the two had changed their tids: it has that of the thread, and exit_signal -1."
	}
	if behind {
		a.name, a.why = a.name+"/behind", strings.TrimSuffix(a.why, ".")+"; and it comes behind the EXEC."
	}
	m.lived(a, func(l *living) []vectors.Lived {
		first := l.forks(1, 100, 100)
		l.forks(1, 101, 100)
		if behind {
			l.execs(100)
		}
		if swapped {
			l.threadEnds(101, 100, 0)
		} else {
			l.leads(1, 100, 0)
		}
		if !behind {
			l.execs(100)
		}
		other := l.forks(1, 101, 101)
		ends := l.leads(1, 101, 0)
		return []vectors.Lived{life(100, 1, first, l.leads(1, 100, 256), 256, 2, 1), life(101, 1, other, ends, 0, 1, 0)}
	})
}
