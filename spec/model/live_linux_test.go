package model_test

import (
	"encoding/binary"
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/cnwire/cnwire/spec/model"
)

// TestLive sends requests to the kernel that runs this test and compares what
// comes back with what the model of that release says. It runs as root and with
// CNWIRE_LIVE=1 alone, since others who listen see its answers. No sequence here
// lowers the kernel's counter of listeners: whoever sent an unknown operation
// sends LISTEN before IGNORE (R43), and everybody sends IGNORE before it closes.
func TestLive(t *testing.T) {
	if os.Getenv("CNWIRE_LIVE") != "1" {
		t.Skip("CNWIRE_LIVE is not 1: nothing is sent to the running kernel.")
	}
	l := newLive(t)
	watcher, a, b := l.open(1), l.open(1), l.open(0)
	l.send(watcher, 0, 0, l.request(listen)) // somebody listens from now on
	if l.answers == 0 {
		t.Fatal("no answer to LISTEN: is cn_proc there, and its counter not below 0?")
	}
	for _, who := range []*pair{a, b} {
		for _, data := range [][]uint32{
			{listen}, {listen}, {listen, exit}, {listen, nonzeroExit}, {listen, all}, {listen, 0}, {listen, unknown},
			{listen, all &^ 1}, {ignore}, {ignore}, {listen, 1}, {ignore}, {99}, {0, exit}, {listen}, {ignore, all}, {listen},
		} {
			l.send(who, 0, 0, l.request(data...))
			l.run("/bin/sh", "-c", "exit 3")
			l.run("/bin/true")
		}
	}
	// Nothing of this changes the counter, and only the first has an answer.
	ok := l.request(listen)
	two := append(l.request(listen), l.request(listen, exit)...)
	for _, msg := range [][]byte{two, l.set(ok, 0, 41), append(l.set(ok, 0, 41), 0, 0, 0, 0), l.set(ok, 0, 35), l.set(ok, 0, 39), l.set(ok, 0, 0), l.set(ok, 0, 1<<32-1),
		append(ok[:40:40], make([]byte, 100)...), append(l.set(ok, 0, 16400)[:40:40], make([]byte, 16360)...), append(l.set(ok, 0, 16401)[:40:40], make([]byte, 16361)...),
		l.set(ok, 32, 8), l.set(ok, 32, 5), l.set(ok, 32, 0), l.set(ok, 16, 77), l.set(ok, 20, 88), l.set(ok, 4, 0xffffffff), l.set(ok, 8, 9), l.set(ok, 12, 9),
		l.set(ok, 32, 4|0xbeef<<16), ok[:36], ok[:20], ok[:15], {}, append(l.set(ok, 32, 4), 1, 2, 3, 4)} {
		l.send(a, 0, 0, msg)
	}
	l.members()
	l.ports()
	l.silent()
	for _, p := range []*pair{a, b, watcher} {
		l.send(p, 0, 0, l.request(listen))
		l.send(p, 0, 0, l.request(ignore))
	}
	l.settle()
	if l.answers < 20 || l.events < 50 || l.filtered < 20 {
		t.Errorf("%d answers, %d events, %d of them filtered: too few to prove anything", l.answers, l.events, l.filtered)
	}
	t.Logf("%s: %d sends, %d answers, %d events, %d of them filtered", l.release, l.sends, l.answers, l.events, l.filtered)
}

// pair is a socket of the running kernel and the model's.
type pair struct {
	fd int
	s  *model.Socket
}

type live struct {
	t                                *testing.T
	k                                *model.Kernel
	release                          string
	all                              []*pair // the first has no filter and sees every event
	ack                              uint32
	got, want                        map[*pair]map[string]int // how often each datagram came
	uncertain                        map[string]bool
	sends, answers, events, filtered int
}

func newLive(t *testing.T) *live {
	b, err := os.ReadFile("/proc/sys/kernel/osrelease")
	if err != nil {
		t.Fatal(err)
	}
	if os.Geteuid() != 0 {
		t.Fatal("CNWIRE_LIVE=1 needs root")
	}
	release, _, _ := strings.Cut(strings.TrimSpace(string(b)), "-")
	l := &live{t: t, release: release, ack: 0x40000000 | uint32(os.Getpid())<<12,
		got: map[*pair]map[string]int{}, want: map[*pair]map[string]int{}, uncertain: map[string]bool{}}
	l.k = startWith(t, release, model.Config{Order: binary.NativeEndian})
	return l
}

// open opens a socket on both sides and binds it to the groups of a mask.
func (l *live) open(mask uint32) *pair {
	l.t.Helper()
	p := l.unbound()
	if err := syscall.Bind(p.fd, &syscall.SockaddrNetlink{Family: syscall.AF_NETLINK, Groups: mask}); err != nil {
		l.t.Fatal(err)
	}
	name, err := syscall.Getsockname(p.fd)
	if err != nil {
		l.t.Fatal(err)
	}
	if err := p.s.Bind(name.(*syscall.SockaddrNetlink).Pid, mask); err != 0 {
		l.t.Fatal(err)
	}
	return p
}

func (l *live) unbound() *pair {
	l.t.Helper()
	fd, err := syscall.Socket(syscall.AF_NETLINK, syscall.SOCK_DGRAM|syscall.SOCK_CLOEXEC|syscall.SOCK_NONBLOCK, 11)
	if err != nil {
		l.t.Fatal(err)
	}
	l.t.Cleanup(func() { syscall.Close(fd) })
	syscall.SetsockoptInt(fd, syscall.SOL_SOCKET, syscall.SO_RCVBUFFORCE, 16<<20) // no loss here
	p := &pair{fd, l.k.Open(root(uint32(os.Getpid())), 0)}
	l.all = append(l.all, p)
	l.got[p], l.want[p] = map[string]int{}, map[string]int{}
	return p
}

// request returns a request with an ack of its own: an operation, and a mask if
// one is given.
func (l *live) request(data ...uint32) []byte {
	l.ack += 2
	return ask(l.t, l.k, 7, l.ack, data[0], data[1:]...)
}
