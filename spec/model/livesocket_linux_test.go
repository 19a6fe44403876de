package model_test

import (
	"os/exec"
	"syscall"

	"github.com/cnwire/cnwire/spec/model"
)

// set returns a copy of b with another u32 somewhere.
func (l *live) set(b []byte, at int, v uint32) []byte {
	b = append([]byte(nil), b...)
	l.k.Order.PutUint32(b[at:], v)
	return b
}

// send sends on both sides. The kernel goes first, since its answer has the CPU,
// the number and the time that the model is to have. Events that come meanwhile
// met the sender's old filter or its new one; they prove nothing.
func (l *live) send(p *pair, port, groups uint32, b []byte) {
	l.t.Helper()
	l.catchUp()
	err := syscall.Sendto(p.fd, b, 0, &syscall.SockaddrNetlink{Family: syscall.AF_NETLINK, Pid: port, Groups: groups})
	for p, queue := range l.drain() {
		for _, d := range queue {
			if string(d) == string(b) {
				l.got[p][string(d)]++
			} else if v := values(l.t, l.k, d); v["proc_event.what"] == 0 && len(b) >= 32 && uint32(v["cn_msg.ack"]) == l.k.Order.Uint32(b[28:])+1 {
				l.as(v)
				l.got[p][string(d)]++
			} else {
				l.uncertain[string(d)] = true
			}
		}
	}
	out := p.s.Send(port, groups, b)
	if errno, _ := err.(syscall.Errno); model.Errno(errno) != out.Errno {
		l.t.Errorf("%.48x: sendto gives %v, the model %v", b, err, out.Errno)
	}
	l.sends++
	l.answers += len(out.Answers())
	l.expect(out.Deliveries)
}

// run runs a program.
func (l *live) run(name string, args ...string) {
	exec.Command(name, args...).Run()
	l.catchUp()
}

// catchUp gives the model each event that the first socket has received.
func (l *live) catchUp() {
	l.t.Helper()
	queues := l.drain()
	for p, queue := range queues {
		for _, d := range queue {
			l.got[p][string(d)]++
		}
	}
	for _, b := range queues[l.all[0]] {
		v := values(l.t, l.k, b)
		// An answer to another program, or an event that comes because another
		// program listens.
		if v["proc_event.what"] == 0 || l.k.Listeners() < 1 {
			l.uncertain[string(b)] = true
			continue
		}
		l.as(v)
		sent := mustEmit(l.t, l.k, eventOf(l.t, l.k, b))
		for _, d := range sent {
			l.filtered += len(d.Filtered)
		}
		l.events++
		l.expect(sent)
	}
}

// as gives the model the CPU, number and time of an event or an answer.
func (l *live) as(v map[string]uint64) {
	l.k.CPU, l.k.Clock = uint32(v["proc_event.cpu"]), v["proc_event.timestamp_ns"]
	l.k.SetSeq(l.k.CPU, uint32(v["cn_msg.seq"]))
}

// expect notes who has to receive what.
func (l *live) expect(sent []model.Delivery) {
	for _, d := range sent {
		for _, s := range d.Got {
			for _, p := range l.all {
				if p.s == s {
					l.want[p][string(d.Bytes)]++
				}
			}
		}
	}
}

// drain receives all that is queued at the kernel's sockets.
func (l *live) drain() map[*pair][][]byte {
	l.t.Helper()
	queues := map[*pair][][]byte{}
	b := make([]byte, 1<<16)
	for _, p := range l.all {
		for {
			n, _, err := syscall.Recvfrom(p.fd, b, 0)
			if err == syscall.EAGAIN {
				break
			}
			if err != nil {
				l.t.Fatal(err)
			}
			queues[p] = append(queues[p], append([]byte(nil), b[:n]...))
		}
	}
	return queues
}

// settle compares what each socket received with what it had to.
func (l *live) settle() {
	l.t.Helper()
	l.catchUp()
	for i, p := range l.all {
		for d := range union(l.got[p], l.want[p]) {
			if got, want := l.got[p][d], l.want[p][d]; got != want && !l.uncertain[d] {
				l.t.Errorf("socket %d received %x %d times, want %d", i, d, got, want)
			}
		}
	}
}

func union(a, b map[string]int) map[string]bool {
	all := map[string]bool{}
	for d := range a {
		all[d] = true
	}
	for d := range b {
		all[d] = true
	}
	return all
}

// members compares which groups can be joined and left, by root.
func (l *live) members() {
	l.t.Helper()
	p := l.open(0)
	for group := range 70 {
		for option, call := range map[int]func(uint32) model.Errno{1: p.s.Join, 2: p.s.Leave} { // NETLINK_ADD_MEMBERSHIP, NETLINK_DROP_MEMBERSHIP
			if group == 1 && option == 1 {
				continue // its events would have to be compared too
			}
			errno, _ := syscall.SetsockoptInt(p.fd, 270, option, group).(syscall.Errno)
			if want := call(uint32(group)); model.Errno(errno) != want {
				l.t.Errorf("option %d, group %d: %v, the model says %v", option, group, model.Errno(errno), want)
			}
		}
	}
	for _, c := range []struct{ port, mask uint32 }{{p.s.Port, 1 << 30}, {0, 1 << 29}, {p.s.Port, 0}, {1, 0}} {
		errno, _ := syscall.Bind(p.fd, &syscall.SockaddrNetlink{Family: syscall.AF_NETLINK, Pid: c.port, Groups: c.mask}).(syscall.Errno)
		if want := p.s.Bind(c.port, c.mask); model.Errno(errno) != want {
			l.t.Errorf("bind %+v: %v, the model says %v", c, model.Errno(errno), want)
		}
	}
}

// silent compares a socket that is in group 1 and was never bound: it has port 0,
// which is the kernel's own, and gets nothing.
func (l *live) silent() {
	l.t.Helper()
	p := l.unbound()
	errno, _ := syscall.SetsockoptInt(p.fd, 270, 1, 1).(syscall.Errno)
	if want := p.s.Join(1); model.Errno(errno) != want {
		l.t.Errorf("join: %v, the model says %v", errno, want)
	}
	l.run("/bin/true")
}

// ports compares what users send each other, in a group that nobody uses.
func (l *live) ports() {
	l.t.Helper()
	const group = 1 << 30
	x, y := l.open(group), l.open(group)
	msg := request(l.t, l.k.Order, model.ID{Idx: 77, Val: 88}, 1, 2, []byte("abc"))
	l.send(x, 0, group, msg)
	l.send(x, y.s.Port, group, msg)
	l.send(x, y.s.Port, 0, msg)
	l.send(x, 1<<31-7, group, msg)
	l.send(x, 0, group|1<<31, msg[:7])
}
