package model_test

import (
	"encoding/binary"
	"encoding/hex"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/model"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// TestExam plays the exchanges of the vectors with the model of their release.
// What comes of each step was written by hand from the rules, or captured.
func TestExam(t *testing.T) {
	set, err := vectors.Load()
	if err != nil {
		t.Fatal(err)
	}
	asked := 0
	for _, v := range set.Vectors {
		if v.Kind != vectors.Exchanges {
			continue
		}
		asked++
		t.Run(v.Name, func(t *testing.T) { play(t, v.Order, v.Exchange, v.Source == "captured") })
	}
	if asked < 100 {
		t.Errorf("only %d exchanges", asked)
	}
}

// playing is an exchange that is under way.
type playing struct {
	*testing.T
	k       *model.Kernel
	sockets map[string]*model.Socket

	captured bool // only what was received is known, and nothing of who did not receive it
}

func play(t *testing.T, order string, e *vectors.Exchange, captured bool) {
	t.Helper()
	o := map[string]binary.ByteOrder{"little": binary.LittleEndian, "big": binary.BigEndian}[order]
	p := playing{t, startWith(t, e.Kernel, model.Config{Order: o}), map[string]*model.Socket{}, captured}
	other := func(yes bool) string {
		if yes {
			return "other"
		}
		return ""
	}
	for _, s := range e.Sockets {
		p.sockets[s.Name] = p.k.Open(model.Creds{PID: s.Port, NetAdmin: s.Admin, UserNS: other(s.UserNS), PIDNS: other(s.PIDNS), NetNS: other(s.NetNS)}, s.Room)
	}
	for i, s := range e.Steps {
		deliveries, errno := p.step(&s)
		if got := errno.String(); got != s.Error && !(s.Error == "" && errno == 0) {
			t.Errorf("step %d: %s, want %q", i, got, s.Error)
		}
		if s.Listeners != nil && *s.Listeners != p.k.Listeners() {
			t.Errorf("step %d: %d listeners, want %d", i, p.k.Listeners(), *s.Listeners)
		}
		p.compare(i, deliveries, s.Queued)
	}
}

// step does what a step says.
func (p *playing) step(s *vectors.Step) (deliveries []model.Delivery, errno model.Errno) {
	p.Helper()
	b, err := hex.DecodeString(s.Hex)
	if err != nil {
		p.Fatal(err)
	}
	socket := p.sockets[s.Socket]
	switch s.Do {
	case "bind":
		errno = socket.Bind(0, s.Group)
	case "join":
		errno = socket.Join(s.Group)
	case "leave":
		errno = socket.Leave(s.Group)
	case "send":
		out := socket.Send(s.Port, s.Group, b)
		deliveries, errno = out.Deliveries, out.Errno
	case "recv":
		_, errno = socket.Recv()
	case "close":
		socket.Close()
	case "register":
		deliveries, errno = p.k.Add(model.ID{Idx: s.Idx, Val: s.Val}, "test", func(*model.Message) {})
	case "delete":
		deliveries = p.k.Delete(model.ID{Idx: s.Idx, Val: s.Val})
	case "event":
		deliveries, err = p.k.Emit(p.event(b))
		if err != nil {
			p.Fatal(err)
		}
	default:
		p.Fatal(s.Do)
	}
	return deliveries, errno
}

// event reads the event that a step makes happen: of its arm, what is not zero.
func (p *playing) event(b []byte) model.Event {
	e := model.Event{What: p.k.Order.Uint32(b), Fields: map[string]uint64{}}
	arm, ok := spec.Default().Arm(e.What)
	if !ok {
		p.Fatalf("no event %#x", e.What)
	}
	for _, f := range arm.Fields {
		if v := p.k.Order.Uint32(b[16+f.Offset:]); v != 0 {
			e.Fields[f.Name] = uint64(v)
		}
	}
	return e
}

// compare holds what was queued somewhere against what should have been.
func (p *playing) compare(step int, got []model.Delivery, want []vectors.Queued) {
	p.Helper()
	got = slices.DeleteFunc(slices.Clone(got), func(d model.Delivery) bool { return d.ToKernel || p.captured && len(d.Got) == 0 })
	if len(got) != len(want) {
		p.Errorf("step %d: %d datagrams were sent, want %d: %+v", step, len(got), len(want), got)
		return
	}
	for i, d := range got {
		w := want[i]
		if text := hex.EncodeToString(d.Bytes); !fits(text, w.Hex) {
			p.Errorf("step %d\n got %s\nwant %s", step, text, w.Hex)
		}
		for _, c := range []struct {
			what string
			got  []*model.Socket
			want []string
		}{{"have it", d.Got, w.To}, {"lost it", d.Lost, w.Lost}, {"filtered it", d.Filtered, w.Not}} {
			if p.captured && c.what != "have it" {
				continue
			}
			if names := p.names(c.got); !slices.Equal(names, slices.Sorted(slices.Values(c.want))) {
				p.Errorf("step %d: %v %s, want %v", step, names, c.what, c.want)
			}
		}
	}
}

func (p *playing) names(sockets []*model.Socket) (names []string) {
	for name, s := range p.sockets {
		if slices.Contains(sockets, s) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// fits compares hexadecimal digits with a pattern in which x is any digit.
func fits(digits, pattern string) bool {
	if len(digits) != len(pattern) {
		return false
	}
	for i := range pattern {
		if pattern[i] != 'x' && pattern[i] != digits[i] {
			return false
		}
	}
	return !strings.Contains(digits, "x")
}
