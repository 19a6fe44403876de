package model_test

import (
	"testing"

	"github.com/cnwire/cnwire/spec/model"
)

// R41: who may send where, by generation.
func TestSendPrivilege(t *testing.T) {
	for _, c := range []struct {
		release      string
		admin        bool
		port, groups uint32
		want         model.Errno
	}{
		{"2.6.14", false, 0, 0, 0}, {"6.18", false, 0, 0, 0},
		{"2.6.14", false, 0, 1, model.EPERM}, {"6.18", false, 0, 1, model.EPERM}, {"6.18", true, 0, 1, 0},
		{"3.2", false, 50, 0, 0}, {"3.6", false, 50, 0, model.EPERM}, {"3.6", true, 50, 0, 0},
		{"6.18", true, 51, 0, model.ECONNREFUSED}, {"3.2", false, 51, 0, model.ECONNREFUSED},
	} {
		k := start(t, c.release)
		k.Open(root(50), 0).Bind(0, 0)
		s := k.Open(model.Creds{PID: 60, NetAdmin: c.admin}, 0)
		if out := s.Send(c.port, c.groups, ask(t, k, 1, 1, listen)); out.Errno != c.want {
			t.Errorf("%s, admin %v, to port %d and groups %b: %v, want %v", c.release, c.admin, c.port, c.groups, out.Errno, c.want)
		}
	}
}

// A message to a group goes to its members as it is, and to the kernel too. On a
// kernel that taps requests the copies come first.
func TestSendToGroup(t *testing.T) {
	k := start(t, "6.18")
	a, b, c := listener(t, k, 1, 0), listener(t, k, 2, 0), listener(t, k, 3, 0)
	msg := ask(t, k, 7, 100, listen)
	out := a.Send(0, 1|2, msg) // group 1 alone: the lowest bit
	if len(out.Deliveries) != 3 || out.Drop != model.DropNone {
		t.Fatalf("%+v", out)
	}
	forwarded, asked, answer := out.Deliveries[0], out.Deliveries[1], out.Deliveries[2]
	if names(forwarded.Got, a, b, c) != "bc" || forwarded.Tapped != 2 || forwarded.Port != 1 || forwarded.Groups != 1 {
		t.Errorf("copies: %+v", forwarded)
	}
	if !asked.ToKernel || asked.Tapped != 1 || names(asked.Got, a, b, c) != "" {
		t.Errorf("request: %+v", asked)
	}
	if names(answer.Got, a, b, c) != "abc" || answer.Tapped != 3 || answer.Port != 0 || answer.Groups != 1 {
		t.Errorf("answer: %+v", answer)
	}
	if d, _ := b.Recv(); string(d.Bytes) != string(msg) || d.Port != 1 {
		t.Errorf("b received %+v", d)
	}
}

// To a port and a group at once: everybody in the group but that port, and then
// that port, which so has one copy too. The kernel gets none.
func TestSendToBoth(t *testing.T) {
	k := start(t, "6.18")
	a, b, c := listener(t, k, 1, 0), listener(t, k, 2, 0), listener(t, k, 3, 0)
	out := a.Send(2, 1, ask(t, k, 7, 100, listen))
	if len(out.Deliveries) != 2 || out.ToKernel || k.Listeners() != 0 {
		t.Fatalf("%+v", out)
	}
	if names(out.Deliveries[0].Got, a, b, c) != "c" || names(out.Deliveries[1].Got, a, b, c) != "b" || out.Deliveries[1].To != 2 {
		t.Errorf("%+v", out.Deliveries)
	}
}

// A message from a user to a full queue is refused and not lost: the receiver
// has no overflow.
func TestSendToFullQueue(t *testing.T) {
	k := start(t, "6.18")
	a, b := k.Open(root(1), 0), k.Open(root(2), 1)
	b.Bind(0, 0)
	for _, want := range []model.Errno{0, model.EAGAIN} {
		if out := a.Send(2, 0, []byte("x")); out.Errno != want {
			t.Errorf("%v, want %v", out.Errno, want)
		}
	}
	if _, err := b.Recv(); err != 0 || b.Drops != 0 {
		t.Errorf("%v, %d drops", err, b.Drops)
	}
}

// In another network there is no kernel socket.
func TestSendElsewhere(t *testing.T) {
	k := start(t, "6.18")
	s := k.Open(model.Creds{PID: 1, NetAdmin: true, NetNS: "x"}, 0)
	if out := s.Send(0, 0, ask(t, k, 1, 1, listen)); out.Errno != model.ECONNREFUSED || out.ToKernel || k.Listeners() != 0 {
		t.Errorf("%+v", out)
	}
}

// Requests are tapped since 3.14, also those that the kernel drops.
func TestSendTapped(t *testing.T) {
	for release, want := range map[string][2]int{"3.10": {0, 0}, "3.11": {0, 1}, "3.13": {0, 1}, "3.14": {1, 1}, "6.1": {1, 1}} {
		k := start(t, release)
		a := listener(t, k, 1, 0)
		out := a.Send(0, 0, ask(t, k, 1, 1, listen))
		if len(out.Deliveries) != 2 || [2]int{out.Deliveries[0].Tapped, out.Deliveries[1].Tapped} != want {
			t.Errorf("%s: %+v, want %v", release, out.Deliveries, want)
		}
		if out := a.Send(0, 0, []byte("short")); out.Drop != model.DropShort || out.Deliveries[0].Tapped != want[0] {
			t.Errorf("%s: %+v", release, out)
		}
	}
}
