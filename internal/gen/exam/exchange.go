package exam

import (
	"encoding/hex"
	"strings"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// exchanging lays what sockets do with a kernel that has just started. What comes
// of it, its author says, from the rules: no program that plays kernels is asked.
type exchanging struct {
	encoding
	vectors.Exchange
	release spec.Version
}

// exchange adds a vector for each release; for a few of them, in both byte orders.
func (m *maker) exchange(a about, releases string, f func(x *exchanging)) {
	for _, release := range strings.Fields(releases) {
		v, err := spec.ParseVersion(release)
		if err != nil {
			m.fail("%w", err)
			return
		}
		m.both(func(l encoding) {
			if l.o == big && release != "2.6.32" && release != "3.13" && release != "6.12" {
				return
			}
			x := &exchanging{encoding: l, release: v, Exchange: vectors.Exchange{Kernel: release}}
			f(x)
			b := a
			b.name += "/" + release
			l.add(vectors.Exchanges, "exchange", l.o.word, nil, b, vectors.Answer{}).Exchange = &x.Exchange
		})
	}
}

// from reports whether the kernel is of that release or later.
func (x *exchanging) from(major, minor int) bool {
	return x.release.Compare(spec.Version{major, minor}) >= 0
}

// socket opens one. Its port is its name's place in the alphabet, times 100.
func (x *exchanging) socket(name string, admin bool) *vectors.Socket {
	x.Sockets = append(x.Sockets, vectors.Socket{Name: name, Port: uint32(name[0]-'a'+1) * 100, Admin: admin})
	return &x.Sockets[len(x.Sockets)-1]
}

// listener opens a socket of root and joins it to group 1.
func (x *exchanging) listener(name string) {
	x.socket(name, true)
	x.step(vectors.Step{Do: "bind", Socket: name, Group: 1})
}

func (x *exchanging) step(s vectors.Step) *vectors.Step {
	x.Steps = append(x.Steps, s)
	return &x.Steps[len(x.Steps)-1]
}

// send sends bytes to the kernel, after which it counts so many listeners.
func (x *exchanging) send(name string, b []byte, listeners int, queued ...vectors.Queued) *vectors.Step {
	return x.step(vectors.Step{Do: "send", Socket: name, Hex: hex.EncodeToString(b), Queued: queued, Listeners: &listeners})
}

// ask is a request of four bytes; mask one of eight.
func (x *exchanging) ask(op, seq, ack uint64) []byte {
	return x.exact(nil, set{"seq": seq, "ack": ack}, x.of("proc_cn_mcast_op", set{"mcast_op": op}))
}

func (x *exchanging) mask(op, types uint64) []byte {
	return x.exact(nil, set{"seq": 7, "ack": 100}, x.of("proc_input", set{"mcast_op": op, "event_type": types}))
}

// tells is an answer: to the request with those numbers, as the n-th message
// with a number of its CPU, with an error.
func (x *exchanging) tells(seq, ack, n, err uint64, to ...string) vectors.Queued {
	head := set{"what": 0}
	if !x.from(4, 7) {
		n, head["cpu"] = seq, 0xffffffff
	}
	ev := x.must(x.t.Event(x.o, head, set{"err": err}))
	return x.sent(n, (ack+1)&0xffffffff, ev, 4, to)
}

// happens is an event as the n-th message.
func (x *exchanging) happens(n uint64, ev []byte, arm int, to ...string) vectors.Queued {
	return x.sent(n, 0, ev, arm, to)
}

// sent is a proc_event as the release sends it. Its time may be any, and what
// kernels before 3.12 did not write.
func (x *exchanging) sent(seq, ack uint64, ev []byte, arm int, to []string) vectors.Queued {
	if !x.from(3, 2) {
		ev = ev[:32]
	}
	text := []byte(hex.EncodeToString(x.exact(nil, set{"seq": seq, "ack": ack}, ev)))
	any := func(from, to int) {
		for i := 2 * from; i < 2*to; i++ {
			text[i] = 'x'
		}
	}
	any(44, 52)
	if !x.from(3, 12) {
		any(34, 36)
		any(52+arm, len(text)/2)
	}
	return vectors.Queued{Hex: string(text), To: to}
}

// event makes something happen.
func (x *exchanging) event(ev []byte, queued ...vectors.Queued) {
	x.step(vectors.Step{Do: "event", Hex: hex.EncodeToString(ev), Queued: queued})
}

// exit and exec are proc_events.
func (x *exchanging) exit(code uint64) []byte {
	return x.must(x.t.Event(x.o, set{"what": 0x80000000}, set{"process_pid": 500, "process_tgid": 500, "exit_code": code, "exit_signal": 17}))
}

func (x *exchanging) exec() []byte {
	return x.must(x.t.Event(x.o, set{"what": 2}, set{"process_pid": 500, "process_tgid": 500}))
}
