package hosts

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// message is a packet of a recording.
type message struct {
	at      uint64 // CLOCK_MONOTONIC
	cpu     uint32
	seq     uint32
	data    []byte
	comment string
	lives   []int  // of the list of the recording
	pair    int    // of its list, from 1; its answer is there if both are
	request bool   // it is the request
	counted bool   // it has a number of a CPU
	word    string // of an event
	columns set
	name    string // of a COMM
	dropped bool   // by the kernel
	lost    bool   // by damage
}

// process runs at the moment.
type process struct {
	pid, ppid int32
	exe       string
	life      int // -1 of one that ran before
	children  int
	depth     int
}

// machine is one boot of a host while it is recorded.
type machine struct {
	Boot
	*coder
	r        *rand.Rand
	o        *Options
	tap      bool
	nameless bool
	now      uint64
	seqs     [2]uint32
	next     int32
	taken    map[int32]bool
	run      []*process
	list     []message
	lives    []Life
	births   []int // their FORKs in list
	pairs    []Pair
	port     uint32
	ran      map[string]int // programs, and how often
}

// programs are what processes run: the first ones often, and the last hardly anywhere.
var programs = []string{"/usr/bin/dash", "/usr/bin/ls", "/usr/bin/grep", "/usr/bin/sed", "/usr/bin/python3", "/usr/sbin/logrotate", "/usr/bin/apt-get", "/usr/lib/nagios/plugins/check_disk"}

func newMachine(b Boot, o *Options, r *rand.Rand, big bool) *machine {
	m := &machine{Boot: b, coder: newCoder(big), r: r, o: o, tap: r.IntN(1000) < o.Taps, now: 10e9 + r.Uint64N(3600e9), next: 1000, taken: map[int32]bool{}, ran: map[string]int{}}
	m.seqs = [2]uint32{r.Uint32(), r.Uint32()}
	m.nameless = o.Hostless > 0 && r.IntN(1000) < o.Hostless // without it all others are the same
	for i, exe := range []string{"/usr/lib/systemd/systemd", "/usr/sbin/cron", "/usr/sbin/sshd"} {
		pid := int32(1 + 400*i)
		m.run = append(m.run, &process{pid: pid, exe: exe, life: -1})
		m.taken[pid] = true
	}
	m.port = uint32(900 + r.IntN(50))
	return m
}

// play lets the machine run until it has made its messages.
func (m *machine) play() {
	m.ask("LISTEN", m.port, "cnwire")
	m.list[0].comment = m.running()
	for len(m.list) < m.o.Events {
		if m.tap && m.r.IntN(m.o.Events/2+1) == 0 {
			m.ask("LISTEN", uint32(m.alive()), []string{"audit-agent", "osqueryd", "falco"}[m.r.IntN(3)])
		}
		m.step()
	}
	m.ask("IGNORE", m.port, "cnwire")
}

// alive is the pid of something that runs.
func (m *machine) alive() int32 { return m.run[m.r.IntN(len(m.run))].pid }

// step has one thing happen.
func (m *machine) step() {
	p := m.run[len(m.run)-1-m.r.IntN(min(len(m.run), 6))]
	switch n := m.r.IntN(100); {
	case p.life < 0 && n < 70, len(m.run) < 30 && n < 30 && p.depth < 12:
		m.fork(p)
	case p.life < 0:
		m.emit("COMM", p, set{}, "heartbeat", "")
	case n < 55:
		m.exec(p)
	case n < 60:
		m.emit("UID", p, set{"ruid": 1000, "euid": 1000}, "", "")
	case n < 63:
		m.emit("SID", p, set{}, "", "")
	case n < 68:
		m.emit("COMM", p, set{}, fmt.Sprintf("worker-%d", n), "")
	case n < 72:
		m.thread(p)
	case p.children == 0:
		m.exit(p)
	}
}

// tick moves the clock.
func (m *machine) tick() uint64 {
	m.now += 1 + m.r.Uint64N(uint64(m.o.Pause))
	return m.now
}

// add adds an event of a CPU.
func (m *machine) add(word string, arm set, name, comment string, lives ...int) {
	cpu := m.r.Uint32N(2)
	at, seq := m.tick(), m.seqs[cpu]
	m.seqs[cpu]++
	var columns set
	if m.o.Each != nil { // who else asks keeps no word of each message
		columns = set{"cpu": uint64(cpu), "seq": uint64(seq), "timestamp_ns": at, "nlmsg_pid": 0, "ack": 0}
		for k, v := range arm {
			columns[k] = v
		}
	}
	data := m.event(word, set{"cpu": uint64(cpu), "timestamp_ns": at}, arm, seq, name)
	m.list = append(m.list, message{at: at, cpu: cpu, seq: seq, data: data, comment: comment, lives: lives, counted: true, word: strings.ToLower(word), columns: columns, name: name})
}

// emit adds an event that a process has of itself.
func (m *machine) emit(word string, p *process, arm set, name, comment string) {
	arm["process_pid"], arm["process_tgid"] = uint64(p.pid), uint64(p.pid)
	m.add(word, arm, name, comment, p.life)
}

// ask adds a request, and the answer.
func (m *machine) ask(op string, port uint32, comm string) {
	seq, ack := m.r.Uint32(), m.r.Uint32()
	pair := Pair{Boot: m.Boot, Port: port, Seq: seq, Op: op}
	comment := ""
	if m.tap {
		pair.Comm = comm
		comment = fmt.Sprintf("cnwire:1 sender port=%d pid=%d uid=0 gid=0 comm=%s", port, port, comm)
	}
	m.pairs = append(m.pairs, pair)
	m.list = append(m.list, message{at: m.tick(), data: m.request(op, port, seq, ack), comment: comment, pair: len(m.pairs), request: true, columns: set{"seq": uint64(seq), "ack": uint64(ack), "nlmsg_pid": uint64(port), "mcast_op": m.ops[op]}})
	m.list = append(m.list, message{at: m.tick(), data: m.answer(m.now, seq, ack), pair: len(m.pairs), word: "ack", columns: set{"seq": uint64(seq), "ack": uint64(ack + 1), "nlmsg_pid": 0, "cpu": 0xffffffff, "timestamp_ns": m.now, "err": 0}})
}
