package model_test

import (
	"bytes"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/spec/model"
)

// TestCorpusUsers replays what programs sent to w1, dm-log-userspace and uvesafb, and
// holds what the kernels did against the model of their release: each datagram of the
// kernel's, bytes, order and receivers, and which answers it took.
func TestCorpusUsers(t *testing.T) {
	seen := map[string]int{}
	for _, s := range scenarios(t) {
		id, of := uint32(0), path.Base(s.name)
		switch of {
		case "w1", "amd64-6.1.192-nlmon", "s390x-6.1.176-nlmon":
			id = 3
		case "dm-log-userspace":
			id = 7
		case "uvesafb":
			id = 4
		default:
			continue
		}
		t.Run(s.name, func(t *testing.T) {
			k := startWith(t, s.release, model.Config{Order: s.order})
			told := s.of(id, s.tap) // what the kernel sent
			if len(told) == 0 {
				t.Fatal("the tap saw nothing of the kernel's")
			}
			var got []datagram
			switch id {
			case 3:
				got = s.w1(t, k)
			case 7:
				got = s.dmLog(t, k, told)
			case 4:
				got = s.uvesafb(t, k, told)
			}
			seen[map[uint32]string{3: "w1", 4: "uvesafb", 7: "dm-log"}[id]] += len(got)
			if len(got) != len(told) {
				t.Errorf("%d datagrams, the kernel sent %d", len(got), len(told))
			}
			for i := range min(len(got), len(told)) {
				if !bytes.Equal(got[i], told[i]) {
					t.Errorf("datagram %d: %s", i+1, octets.Diff(told[i], got[i], octets.Datagram(s.order)))
				}
			}
		})
	}
	if seen["w1"] < 30 || seen["dm-log"] < 80 || seen["uvesafb"] < 5 {
		t.Errorf("%v: too few to prove anything", seen)
	}
}

// of returns what of a capture the kernel sent under an id.
func (s *scenario) of(idx uint32, capture []datagram) (all []datagram) {
	for _, d := range capture {
		if len(d) >= 36 && s.order.Uint32(d[16:]) == idx && s.order.Uint32(d[12:]) == 0 {
			all = append(all, d)
		}
	}
	return all
}

// sending replays the lines that are about sockets, and gives those that send to each.
// Of facts those happen that have a function. It returns what each socket received by
// the model.
func (s *scenario) sending(t *testing.T, k *model.Kernel, each func(sock *model.Socket, l line) model.Outcome, facts map[string]func()) map[string][]datagram {
	t.Helper()
	open, got := map[string]*model.Socket{}, map[string][]datagram{}
	for _, l := range s.log {
		sock := open[l.Sock]
		switch l.Do {
		case "socket":
			open[l.Sock] = k.Open(l.creds(), 0)
			if err := open[l.Sock].Bind(l.Port, 0); err != 0 {
				t.Errorf("%s: port %d: %v", l.Sock, l.Port, err)
			}
		case "join":
			sock.Join(l.Group)
		case "send":
			each(sock, l)
		case "fact":
			if happens := facts[l.Name]; happens != nil {
				happens()
			}
		}
		for name, sock := range open {
			for d, err := sock.Recv(); err == 0; d, err = sock.Recv() {
				got[name] = append(got[name], d.Bytes)
			}
		}
	}
	return got
}

// w1 asks a bus without masters.
func (s *scenario) w1(t *testing.T, k *model.Kernel) (got []datagram) {
	t.Helper()
	if _, err := k.AddW1(); err != 0 {
		t.Fatal(err)
	}
	received := s.sending(t, k, func(sock *model.Socket, l line) model.Outcome {
		out := sock.Send(l.DstPort, l.DstGroups, l.bytes)
		for _, a := range out.Answers() {
			if out.User.Idx == 3 {
				got = append(got, a.Bytes)
			}
		}
		return out
	}, nil)
	for name, have := range s.sockets {
		if strings.HasPrefix(path.Base(s.name), "w1") {
			s.same(t, name, received[name], s.of(3, have))
		}
	}
	return got
}

// same holds what a socket received by the model against what it did.
func (s *scenario) same(t *testing.T, name string, got, want []datagram) {
	t.Helper()
	if !slices.EqualFunc(got, want, func(a, b datagram) bool { return bytes.Equal(a, b) }) {
		t.Errorf("%s received %d datagrams by the model, and %d", name, len(got), len(want))
	}
}

// asks has the kernel ask what the tap saw it ask, and the program answer, in the
// order of the tap, and returns the questions by the model. taken says how many
// answers were taken since. The kernel waits for answers, so that of an open question
// the last answer is the one that it took: the model has to take that and no other,
// and at most may be open when the next one is asked.
func (s *scenario) asks(t *testing.T, k *model.Kernel, told []datagram, most int, ask func(d datagram) []model.Delivery, taken func() int) (got []datagram) {
	t.Helper()
	var sock *model.Socket
	for _, l := range s.log {
		switch l.Do {
		case "socket":
			sock = k.Open(l.creds(), 0)
			sock.Bind(l.Port, 0)
		case "join":
			sock.Join(l.Group)
		}
	}
	idx, open, refused := s.order.Uint32(told[0][16:]), 0, 0
	for _, d := range s.tap {
		if len(d) < 36 || s.order.Uint32(d[16:]) != idx {
			continue
		}
		if s.order.Uint32(d[12:]) == 0 {
			if open > most || refused > 0 {
				t.Errorf("question %d: %d are open, and %d answers to them were refused", len(got)+1, open, refused)
			}
			for _, sent := range ask(d) {
				got = append(got, sent.Bytes)
			}
			open++
			continue
		}
		out := sock.Send(0, 0, d)
		switch n := taken(); {
		case n == 1 && out.Drop == model.DropNone:
			open, refused = open-1, 0
		case n == 0 && out.Drop == model.DropUnasked:
			refused++
		default:
			t.Errorf("behind question %d: %d answers taken, dropped as %v", len(got), n, out.Drop)
		}
	}
	if open > 0 || refused > 0 {
		t.Errorf("%d questions are open in the end, %d answers were refused", open, refused)
	}
	return got
}

// dmLog asks what the kernel asked, and answers what the daemon answered.
func (s *scenario) dmLog(t *testing.T, k *model.Kernel, told []datagram) []datagram {
	t.Helper()
	const head, size, room = 36, 160, 1 << 16
	log, err := k.AddDmLog()
	if err != 0 {
		t.Fatal(err)
	}
	log.Seq = s.order.Uint32(told[0][24:])
	return s.asks(t, k, told, 1, func(d datagram) []model.Delivery {
		_, out, err := log.Ask(d[head:head+size], d[head+size:head+int(s.order.Uint16(d[32:]))], room)
		if err != 0 {
			t.Fatal(err)
		}
		return out
	}, func() int { return len(log.Answers()) })
}

// uvesafb asks what the kernel asked, by the random numbers that it had.
func (s *scenario) uvesafb(t *testing.T, k *model.Kernel, told []datagram) []datagram {
	t.Helper()
	const head, size = 36, 60
	frame, err := k.AddUvesafb()
	if err != 0 {
		t.Fatal(err)
	}
	return s.asks(t, k, told, 0, func(d datagram) []model.Delivery {
		_, out, err := frame.Ask(s.order.Uint32(d[28:]), d[head:head+size], d[head+size:head+int(s.order.Uint16(d[32:]))])
		if err != 0 {
			t.Fatal(err)
		}
		return out
	}, func() int { return len(frame.Answers()) })
}
