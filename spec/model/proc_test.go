package model_test

import (
	"testing"

	"github.com/cnwire/cnwire/spec/model"
)

// R42: who is heard, and what a request may be, by generation. Somebody listens
// all the time, so that every answer is sent.
func TestControl(t *testing.T) {
	const (
		eperm  = 1
		einval = 22
	)
	plain, user, foreignUser, foreignPID := root(2), model.Creds{PID: 2}, root(2), root(2)
	foreignUser.UserNS, foreignPID.PIDNS = "x", "x"
	for _, c := range []struct {
		from, to string // releases that do so
		who      model.Creds
		data     string
		err      int // in the answer
		drop     model.Drop
	}{
		{"2.6.15", "7.1", plain, "\x01\x00\x00\x00", 0, 0},
		{"2.6.15", "7.1", plain, "\x02\x00\x00\x00", 0, 0},
		{"2.6.15", "7.1", plain, "\x63\x00\x00\x00", einval, 0},
		{"2.6.15", "7.1", plain, "", 0, model.DropPayload},
		{"2.6.15", "7.1", plain, "\x01\x00\x00\x00\x00", 0, model.DropPayload},
		{"2.6.15", "7.1", plain, string(make([]byte, 12)), 0, model.DropPayload},
		{"2.6.15", "6.5", plain, "\x01\x00\x00\x00\x02\x00\x00\x00", 0, model.DropPayload},
		{"6.6", "7.1", plain, "\x01\x00\x00\x00\x02\x00\x00\x00", 0, 0},
		{"2.6.15", "3.8", user, "\x01\x00\x00\x00", 0, 0},
		{"3.9", "6.5", user, "\x01\x00\x00\x00", eperm, 0},
		{"3.9", "6.5", user, "\x63\x00\x00\x00", eperm, 0},
		{"3.9", "6.5", user, "", 0, model.DropPayload},
		{"6.6", "7.1", user, "\x01\x00\x00\x00", 0, 0},
		{"2.6.15", "3.6", foreignUser, "\x01\x00\x00\x00", 0, 0},
		{"3.7", "7.1", foreignUser, "\x01\x00\x00\x00", 0, model.DropNamespace},
		{"3.7", "6.5", foreignUser, "", 0, model.DropPayload},
		{"6.6", "7.1", foreignUser, "", 0, model.DropNamespace},
		{"2.6.15", "3.6", foreignPID, "\x01\x00\x00\x00", 0, 0},
		{"3.7", "7.1", foreignPID, "\x63\x00\x00\x00", 0, model.DropNamespace},
	} {
		for _, release := range []string{"2.6.15", "2.6.32", "3.6", "3.7", "3.8", "3.9", "4.6", "4.7", "6.5", "6.6", "7.1"} {
			if !between(t, release, c.from, c.to) {
				continue
			}
			k := start(t, release)
			a, b := listener(t, k, 1, 0), k.Open(c.who, 0)
			a.Send(0, 0, ask(t, k, 1, 1, listen))
			a.Send(0, 0, ask(t, k, 1, 1, 99)) // and a state that its own IGNORE would leave
			a.Recv()
			before := k.Listeners()
			b.Send(0, 0, ask(t, k, 1, 1, listen)) // so that an IGNORE has something to lower
			raised := k.Listeners() - before
			out := b.Send(0, 0, request(t, k.Order, procID, 5, 1<<32-1, []byte(c.data)))
			if out.Drop != c.drop || len(out.Answers()) == 0 != (c.drop != 0) {
				t.Errorf("%s, %+v, %q: %v with %d answers, want %v", release, c.who, c.data, out.Drop, len(out.Answers()), c.drop)
				continue
			}
			if c.drop != 0 {
				continue
			}
			v := values(t, k, out.Answers()[0].Bytes)
			if v["proc_event.what"] != 0 || release != "2.6.15" && v["proc_event.ack.err"] != uint64(c.err) || v["cn_msg.ack"] != 0 {
				t.Errorf("%s, %+v, %q: answer %v, want err %d", release, c.who, c.data, v, c.err)
			}
			change := k.Listeners() - before - raised
			want := 0
			switch {
			case c.err != 0:
			case c.data[0] == ignore:
				want = -1
			case !between(t, release, "6.6", "7.1"):
				want = 1
			}
			if change != want {
				t.Errorf("%s, %+v, %q: counter changes by %d, want %d", release, c.who, c.data, change, want)
			}
		}
	}
}

// R44: what an answer looks like and who gets it, by generation.
func TestAnswer(t *testing.T) {
	for _, c := range []struct {
		release  string
		seq, cpu uint64
	}{{"2.6.32", 7, 1<<32 - 1}, {"4.6.2", 7, 1<<32 - 1}, {"4.7", 41, 3}, {"6.12", 41, 3}} {
		k := start(t, c.release)
		k.CPU, k.Clock = 3, 99
		k.SetSeq(3, 41)
		a, b := listener(t, k, 1, 0), k.Open(root(2), 0)
		out := b.Send(0, 0, ask(t, k, 7, 100, listen)) // b is in no group and gets nothing
		got := out.Answers()
		if len(got) != 1 || names(got[0].Got, a, b) != "a" || got[0].Groups != 1 {
			t.Fatalf("%s: %+v", c.release, out)
		}
		v := values(t, k, got[0].Bytes)
		if v["cn_msg.seq"] != c.seq || v["nlmsghdr.nlmsg_seq"] != c.seq || v["proc_event.cpu"] != c.cpu ||
			v["cn_msg.ack"] != 101 || v["nlmsghdr.nlmsg_pid"] != 0 || v["proc_event.timestamp_ns"] != 99 {
			t.Errorf("%s: %v", c.release, v)
		}
		// From 4.7 on the answer has taken a number.
		next := values(t, k, mustEmit(t, k, model.Event{What: 1})[0].Bytes)["cn_msg.seq"]
		if want := uint64(41); next != want && c.seq == 7 || next != 42 && c.seq == 41 {
			t.Errorf("%s: the event after it has %d", c.release, next)
		}
	}
}

// R43: what the counter does wrong.
func TestCounterFaults(t *testing.T) {
	for _, c := range []struct {
		name, release string
		ops           []uint32 // of one socket
		want          int
	}{
		{"LISTEN twice", "6.5", []uint32{listen, listen}, 2},
		{"LISTEN twice", "6.6", []uint32{listen, listen}, 1},
		{"IGNORE alone", "6.5", []uint32{ignore}, -1},
		{"IGNORE alone", "6.6", []uint32{ignore}, 0},
		{"IGNORE twice", "6.6", []uint32{listen, ignore, ignore}, 0},
		{"LISTEN, bad, LISTEN", "6.5", []uint32{listen, 99, listen}, 2},
		{"LISTEN, bad, LISTEN", "6.6", []uint32{listen, 99, listen}, 2},
		{"bad, IGNORE", "6.6", []uint32{99, ignore}, -1},
		{"bad, IGNORE, LISTEN", "6.6", []uint32{99, ignore, listen}, 0},
		{"bad, IGNORE, bad, LISTEN", "6.6", []uint32{99, ignore, 99, listen}, 0},
		{"bad, IGNORE, bad, IGNORE", "6.6", []uint32{99, ignore, 99, ignore}, -2},
		{"bad, LISTEN", "6.6", []uint32{99, listen}, 1},
	} {
		k := start(t, c.release)
		s := k.Open(model.Creds{PID: 1, NetAdmin: c.release == "6.5"}, 0)
		for _, op := range c.ops {
			s.Send(0, 0, ask(t, k, 1, 1, op))
		}
		if k.Listeners() != c.want {
			t.Errorf("%s, %s: counter %d, want %d", c.release, c.name, k.Listeners(), c.want)
		}
	}
	// One without any right silences everybody (R43): the listener's LISTEN again
	// does not help, another socket's does.
	k := start(t, "6.18")
	a := listener(t, k, 1, 0)
	a.Send(0, 0, ask(t, k, 1, 1, listen))
	evil := k.Open(model.Creds{PID: 2, UID: 65534}, 0)
	for range 2 {
		evil.Send(0, 0, ask(t, k, 1, 1, 99))
		evil.Send(0, 0, ask(t, k, 1, 1, ignore))
	}
	if k.Listeners() != -1 || len(mustEmit(t, k, model.Event{What: 1})) != 0 {
		t.Errorf("counter %d", k.Listeners())
	}
	if out := a.Send(0, 0, ask(t, k, 1, 1, listen)); len(out.Answers()) != 0 || k.Listeners() != -1 {
		t.Errorf("counter %d, %+v", k.Listeners(), out)
	}
	for range 2 {
		k.Open(root(3), 0).Send(0, 0, ask(t, k, 1, 1, listen))
	}
	if got := mustEmit(t, k, model.Event{What: 1}); len(got) != 1 || names(got[0].Got, a) != "a" {
		t.Errorf("%+v", got)
	}
}

// between reports whether a release is within two others.
func between(t *testing.T, release, from, to string) bool {
	v := start(t, release).Release
	return start(t, from).Release.Compare(v) <= 0 && v.Compare(start(t, to).Release) <= 0
}
