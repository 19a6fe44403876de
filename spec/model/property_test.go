package model_test

import (
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/spec/model"
	"pgregory.net/rapid"
)

// TestProcProperty drives process events with several sockets and holds them
// against an oracle that keeps no state but history: the letters of what each
// socket has asked for (L, I, or ? for an unknown operation), and which messages
// its last mask lets through. R42 to R46.
func TestProcProperty(t *testing.T) {
	seen := testkit.Tally{}
	seen.Property(t, func(t *rapid.T) {
		w := &world{seen: map[string]bool{}, sent: map[uint32]uint32{}}
		w.release = rapid.SampledFrom([]string{"2.6.17", "3.2", "3.7", "4.6", "4.7", "6.5", "6.6", "7.1"}).Draw(t, "release")
		w.k = start(t, w.release)
		w.filters = w.release == "6.6" || w.release == "7.1"
		for range rapid.IntRange(2, 4).Draw(t, "sockets") {
			w.open(t)
		}
		for range rapid.IntRange(5, 20).Draw(t, "steps") {
			w.k.CPU = rapid.Uint32Range(0, 1).Draw(t, "cpu")
			p := rapid.SampledFrom(w.peers).Draw(t, "who")
			switch rapid.SampledFrom([]string{"ask", "ask", "ask", "emit", "emit", "close", "group"}).Draw(t, "do") {
			case "ask":
				w.ask(t, p)
			case "emit":
				w.emit(t)
			case "close":
				p.s.Close()
				p.closed = true
				w.open(t)
				w.seen["closed while listening"] = w.seen["closed while listening"] || strings.HasSuffix(p.asked, "L")
			case "group":
				if p.member && p.s.Leave(1) == 0 {
					p.member = false
				} else if p.s.Join(1) == 0 {
					p.member = true
				}
			}
			if got, want := w.k.Listeners(), w.counter(); got != want {
				t.Fatalf("%s: counter %d, want %d of %q", w.release, got, want, w.history())
			}
		}
		for name, happened := range w.seen {
			seen.Add(name, happened)
		}
	})
	seen.Check(t, 100, "answered", "nobody counted", "counter below 0", "EPERM", "EINVAL", "namespace", "length",
		"filtered", "in the group, not in the counter", "closed while listening", "reached two", "wrapped ack")
}

// peer is a socket and what the oracle knows of it.
type peer struct {
	s              *model.Socket
	admin, foreign bool
	member, closed bool
	asked          string   // a letter for each request that counted
	wants          []string // names of what its last request lets through; nil: it never asked
}

type world struct {
	k       *model.Kernel
	release string
	filters bool
	peers   []*peer
	gone    []*peer
	sent    map[uint32]uint32 // messages tried on each CPU, since those have a number
	seen    map[string]bool
	pid     uint32
}

func (w *world) open(t *rapid.T) {
	w.pid++
	p := &peer{admin: rapid.IntRange(0, 2).Draw(t, "admin") > 0, foreign: rapid.IntRange(0, 5).Draw(t, "foreign") == 0}
	c := model.Creds{PID: w.pid, NetAdmin: p.admin}
	if p.foreign {
		c.PIDNS = "container"
	}
	p.s = w.k.Open(c, 0)
	p.member = p.s.Bind(0, 1) == 0
	if want := p.admin || w.filters; p.member != want {
		t.Fatalf("bound: %v, want %v", p.member, want)
	}
	var left []*peer
	for _, old := range w.peers {
		if old.closed {
			w.gone = append(w.gone, old)
		} else {
			left = append(left, old)
		}
	}
	w.peers = append(left, p)
}

// counter is the listener counter by all that was ever asked. Up to 6.5 it is
// the number of LISTENs less that of IGNOREs; then a request counts where it is
// another than the one before it on the socket, and an IGNORE not as the first.
func (w *world) counter() (n int) {
	for _, p := range append(w.gone, w.peers...) {
		if !w.filters {
			n += strings.Count(p.asked, "L") - strings.Count(p.asked, "I")
			continue
		}
		steps := "I" + p.asked
		n += strings.Count(steps, "IL") + strings.Count(steps, "?L") - strings.Count(steps, "LI") - strings.Count(steps, "?I")
	}
	return n
}

func (w *world) history() (all []string) {
	for _, p := range append(w.gone, w.peers...) {
		all = append(all, p.asked)
	}
	return all
}

// masks names what each lets through, of the messages that the test sends.
var masks = map[uint32]string{
	0: "ack fork exec exit0 exit1", all: "ack fork exec exit0 exit1", unknown: "ack fork exec exit0 exit1",
	1: "fork", 3: "fork exec", 1 << 31: "exit0 exit1", 1 << 29: "exit1", 1<<29 | 2: "exec exit1",
}

func (w *world) ask(t *rapid.T, p *peer) {
	op := rapid.SampledFrom([]uint32{1, 1, 1, 2, 2, 0, 99}).Draw(t, "op")
	mask := rapid.SampledFrom([]uint32{0, all, unknown, 1, 3, 1 << 31, 1 << 29, 1<<29 | 2}).Draw(t, "mask")
	length := rapid.SampledFrom([]int{4, 4, 4, 8, 8, 0, 5, 12}).Draw(t, "len")
	ack := rapid.SampledFrom([]uint32{0, 5, 1<<32 - 1}).Draw(t, "ack")
	data := make([]byte, 12)
	w.k.Order.PutUint32(data, op)
	w.k.Order.PutUint32(data[4:], mask)
	out := p.s.Send(0, 0, request(t, w.k.Order, procID, 77, ack, data[:length]))

	badLength := length != 4 && (length != 8 || !w.filters)
	old := w.release == "2.6.17" || w.release == "3.2"
	switch {
	case badLength || p.foreign && !old:
		want := map[bool]model.Drop{true: model.DropPayload, false: model.DropNamespace}[badLength && !(w.filters && p.foreign)]
		if out.Drop != want || len(out.Answers()) != 0 {
			t.Fatalf("%s, length %d, foreign %v: %v and %d answers, want %v", w.release, length, p.foreign, out.Drop, len(out.Answers()), want)
		}
		w.seen["length"] = w.seen["length"] || badLength
		w.seen["namespace"] = w.seen["namespace"] || !badLength
		return
	case !p.admin && !old && w.release != "3.7" && !w.filters:
		w.answer(t, out, ack, 1)
		w.seen["EPERM"] = true
		return
	}
	p.asked += map[uint32]string{1: "L", 2: "I"}[op]
	err := uint64(0)
	if op != 1 && op != 2 {
		p.asked += "?"
		err = 22
		w.seen["EINVAL"] = true
	}
	if w.filters {
		p.wants = strings.Fields(masks[mask])
		if length == 4 {
			p.wants = strings.Fields(masks[0])
		}
		if op == 2 {
			p.wants = []string{}
		}
	}
	w.answer(t, out, ack, err)
	w.seen["wrapped ack"] = w.seen["wrapped ack"] || ack == 1<<32-1 && len(out.Answers()) == 1
}
