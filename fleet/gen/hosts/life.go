package hosts

import (
	"fmt"
	"path"
	"strings"
)

// fork has a process start another.
func (m *machine) fork(p *process) {
	for m.taken[m.next] {
		m.next++
	}
	pid := m.next
	if m.next++; m.next > 4000 {
		m.next = 1000 // so that pids come again
	}
	m.taken[pid] = true
	c := &process{pid: pid, ppid: p.pid, exe: p.exe, life: len(m.lives)}
	if p.life >= 0 {
		c.depth = p.depth + 1
	}
	p.children++
	m.add("FORK", set{"parent_pid": uint64(p.pid), "parent_tgid": uint64(p.pid), "child_pid": uint64(pid), "child_tgid": uint64(pid)}, "", m.task(c, ""), c.life)
	m.lives = append(m.lives, Life{Boot: m.Boot, PID: pid, PPID: p.pid, Start: m.now, Born: p.exe, Depth: c.depth, Parent: p.life})
	m.births = append(m.births, len(m.list)-1)
	m.run = append(m.run, c)
}

// exec has a process run another program.
func (m *machine) exec(p *process) {
	i := m.r.IntN(len(programs))
	if i = min(i, m.r.IntN(len(programs))); m.r.IntN(4000) == 0 {
		p.exe = fmt.Sprintf("/tmp/.x%d", m.r.IntN(1000)) // what no other host runs
	} else {
		p.exe = programs[i]
	}
	l := &m.lives[p.life]
	l.Execs++
	m.ran[p.exe]++
	l.Exe = p.exe
	m.emit("EXEC", p, set{}, "", m.task(p, "--once"))
}

// thread has a process start a thread, which ends at once.
func (m *machine) thread(p *process) {
	for m.taken[m.next] {
		m.next++
	}
	tid := uint64(m.next)
	m.next++
	m.add("FORK", set{"parent_pid": uint64(p.pid), "parent_tgid": uint64(p.pid), "child_pid": tid, "child_tgid": uint64(p.pid)}, "", "", p.life)
	m.add("EXIT", set{"process_pid": tid, "process_tgid": uint64(p.pid), "exit_code": 0, "exit_signal": 0, "parent_pid": uint64(p.ppid), "parent_tgid": uint64(p.ppid)}, "", "", p.life)
}

// exit ends a process. Some programs fail more often than others.
func (m *machine) exit(p *process) {
	code := uint64(0)
	switch n := m.r.IntN(100); {
	case n < 2:
		code = 9 // a signal
	case n < 6, strings.HasSuffix(p.exe, "check_disk") && n < 50:
		code = uint64(1+m.r.IntN(3)) << 8
	}
	m.emit("EXIT", p, set{"exit_code": code, "exit_signal": 17, "parent_pid": uint64(p.ppid), "parent_tgid": uint64(p.ppid)}, "", "")
	l := &m.lives[p.life]
	l.End, l.Code = m.now, uint32(code)
	delete(m.taken, p.pid)
	for i, other := range m.run {
		if other.pid == p.ppid {
			other.children--
		}
		if other == p {
			m.run = append(m.run[:i:i], m.run[i+1:]...)
		}
	}
}

// task is the line about a process that record writes (record/COMMENTS.md).
func (m *machine) task(p *process, arg string) string {
	line := fmt.Sprintf("cnwire:1 task pid=%d ppid=%d start=%d comm=%s exe=%s cwd=/ uid=0 gid=0 cgroup=/system.slice/cron.service arg=%s", p.pid, p.ppid, m.now/1e7, path.Base(p.exe), p.exe, path.Base(p.exe))
	if arg != "" {
		line += " arg=" + arg
	}
	return line
}

// running are the lines about what ran before.
func (m *machine) running() string {
	var lines []string
	if m.list[0].comment != "" {
		lines = append(lines, m.list[0].comment)
	}
	for _, p := range m.run {
		lines = append(lines, m.task(p, ""))
	}
	return strings.Join(lines, "\n")
}
