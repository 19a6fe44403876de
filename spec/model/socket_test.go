package model_test

import (
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/spec/model"
	"pgregory.net/rapid"
)

// R39: an overflow is told before what is queued, once, and nothing is queued
// until the queue is empty.
func TestSocketOverflow(t *testing.T) {
	k := start(t, "6.18")
	a := listener(t, k, 1, 2)
	a.Send(0, 0, ask(t, k, 1, 1, listen)) // its answer is the first of two
	for range 3 {
		mustEmit(t, k, model.Event{What: 1})
	}
	recv := func(want model.Errno) {
		t.Helper()
		if _, err := a.Recv(); err != want {
			t.Errorf("%v, want %v", err, want)
		}
	}
	recv(model.ENOBUFS)
	recv(0)
	if got := mustEmit(t, k, model.Event{What: 1}); names(got[0].Lost, a) != "a" {
		t.Errorf("queued while congested: %+v", got)
	}
	recv(0) // and the queue is empty: no second ENOBUFS for the same overflow
	recv(model.EAGAIN)
	mustEmit(t, k, model.Event{What: 1})
	recv(0)
	if a.Drops != 3 {
		t.Errorf("%d drops", a.Drops)
	}
}

// R39 at random: nothing is queued twice or out of order, whatever was not
// queued is counted, and each overflow is told exactly once. The oracle knows
// only numbers.
func TestSocketProperty(t *testing.T) {
	seen := testkit.Tally{}
	seen.Property(t, func(t *rapid.T) {
		k := start(t, "6.18")
		room := rapid.IntRange(0, 4).Draw(t, "room")
		a := listener(t, k, 1, room)
		a.NoENOBUFS = rapid.IntRange(0, 3).Draw(t, "quiet") == 0
		k.Open(root(2), 0).Send(0, 0, ask(t, k, 1, 1, listen))
		a.Recv()
		var queue []uint64 // seq of what has to be queued
		full, told, drops, next := false, false, 0, uint64(1)
		overflows, reported := 0, 0
		for range rapid.IntRange(8, 30).Draw(t, "steps") {
			if rapid.IntRange(0, 2).Draw(t, "do") > 0 {
				mustEmit(t, k, model.Event{What: 1})
				switch {
				case !full && (room == 0 || len(queue) < room):
					queue = append(queue, next)
				default:
					if drops++; !full && !a.NoENOBUFS {
						full, told = true, false
						overflows++
					}
				}
				next++
				continue
			}
			d, err := a.Recv()
			switch {
			case full && !told:
				if told = true; err != model.ENOBUFS {
					t.Fatalf("%v before the overflow is told", err)
				}
				reported++
			case len(queue) == 0:
				if err != model.EAGAIN {
					t.Fatalf("%v from an empty queue", err)
				}
			case err != 0 || values(t, k, d.Bytes)["cn_msg.seq"] != queue[0]:
				t.Fatalf("%v, %v; want message %d", err, d, queue[0])
			default:
				queue = queue[1:]
			}
			if len(queue) == 0 && told {
				full = false
			}
		}
		if a.Queued() != len(queue) || a.Drops != drops {
			t.Fatalf("%d queued, %d dropped; want %d and %d", a.Queued(), a.Drops, len(queue), drops)
		}
		seen.Add("overflow told", reported > 0)
		seen.Add("two overflows", reported > 1)
		seen.Add("silent", a.NoENOBUFS && drops > 0)
	})
	seen.Check(t, 100, "overflow told", "two overflows", "silent")
}

// A closed socket is nobody's.
func TestSocketClose(t *testing.T) {
	k := start(t, "6.18")
	a, b := listener(t, k, 1, 0), listener(t, k, 2, 0)
	a.Send(0, 0, ask(t, k, 1, 1, listen))
	b.Close()
	if _, err := b.Recv(); err != model.EBADF || b.Bind(0, 1) != model.EBADF || b.Join(1) != model.EBADF || b.Send(0, 0, nil).Errno != model.EBADF {
		t.Error("a closed socket works")
	}
	if got := mustEmit(t, k, model.Event{What: 1}); names(got[0].Got, a, b) != "a" {
		t.Errorf("%+v", got)
	}
	a.Close()
	if got := mustEmit(t, k, model.Event{What: 1}); len(got) != 0 || k.Listeners() != 1 {
		t.Errorf("%+v, counter %d: closing does not lower it", got, k.Listeners())
	}
	if c := k.Open(root(1), 0); c.Bind(1, 0) != 0 {
		t.Error("the port is not free again")
	}
}
