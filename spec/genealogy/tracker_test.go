package genealogy_test

import (
	"fmt"
	"testing"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// told is a message and what a Tracker should say of it. Frames count from 1.
type told struct {
	port, seq, ack uint32
	kind           genealogy.Kind
	want           string
}

const (
	unknown = genealogy.KindUnknown
	dialog  = genealogy.KindDialog
	request = genealogy.KindRequest
	answer  = genealogy.KindAnswer
)

// tell gives the messages of a story to a Tracker. Each differs in its bytes.
func tell(t *testing.T, kernel spec.Version, idx, val uint32, story []told) {
	t.Helper()
	tracker := genealogy.Tracker{Kernel: kernel}
	for i, m := range story {
		h := genealogy.Header{Ref: genealogy.Ref{Frame: uint64(i + 1)}, Idx: idx, Val: val, Port: m.port, Seq: m.seq, Ack: m.ack, Kind: m.kind, Digest: uint64(i)}
		if got := say(tracker.Add(&h)); got != m.want {
			t.Errorf("id %d:%d, frame %d: %q, want %q", idx, val, h.Frame, got, m.want)
		}
	}
}

// say writes a verdict in short.
func say(v genealogy.Verdict) string {
	switch v.Class {
	case genealogy.Reply:
		return fmt.Sprintf("%s to %d", v.Rule, v.Of.Frame)
	case genealogy.Ambiguous:
		return fmt.Sprintf("%s to %d or %d", v.Rule, v.Of.Frame, v.Or.Frame)
	case genealogy.Copy:
		return fmt.Sprintf("copy of %d", v.Of.Frame)
	}
	return v.Class.String()
}

// The stories of facts that are no property: what each user of the connector does.
func TestUsers(t *testing.T) {
	every := spec.Version{}
	w1 := []told{
		{9, 15, 300, unknown, "new"},       // LIST_MASTERS, as captured
		{0, 15, 16, unknown, "seq+1 to 1"}, // its answer
		{0, 15, 300, unknown, "ack to 1"},  // a status
		{0, 15, 300, unknown, "ack to 1"},  // another
		{0, 3, 0, unknown, "event"},        // a slave came
		{0, 15, 0, unknown, "event"},       // its number happens to be the request's
		{9, 16, 0, dialog, "new"},          // a program that sets no ack
		{0, 16, 17, dialog, "seq+1 to 7"},  // data
		{0, 16, 0, dialog, "ack to 7"},     // its status looks like an event by its numbers
		{0, 99, 100, unknown, "new"},       // an answer to somebody who was not seen
		{0, 99, 100, unknown, "new"},       // and more of it, which answers nothing
		{9, 4294967295, 7, dialog, "new"},  // about to wrap
		{0, 4294967295, 0, dialog, "seq+1 to 12"},
	}
	tell(t, every, 3, 1, w1)
	tell(t, spec.Version{6, 1}, 3, 1, w1)
	tell(t, every, 3, 1, []told{ // what a socket has of it: answers to whom it was not told of, and no request
		{0, 50, 9, dialog, "new"}, {0, 50, 51, dialog, "new"}, {0, 50, 9, dialog, "new"}, {0, 50, 51, unknown, "new"}, {0, 50, 9, unknown, "new"},
		{9, 50, 9, dialog, "new"}, {0, 50, 51, dialog, "seq+1 to 6"}, {0, 50, 9, dialog, "ack to 6"},
	})
	tell(t, spec.Version{3, 10}, 3, 1, []told{{0, 5, 1, dialog, "new"}, {0, 5, 2, dialog, "new"}, {0, 5, 0, dialog, "new"}})
	for _, id := range []uint32{5, 6, 8} { // POHMELFS, DST and DRBD: the same, but for a message that only programs send
		val := min(id-5, 1)
		tell(t, every, id, val, []told{{0, 50, 70, unknown, "new"}, {0, 50, 71, unknown, "new"}})
		tell(t, every, id, val, []told{{0, 50, 70, request, "new"}, {0, 50, 71, unknown, "ack+1 to 1"}})
	}
	tell(t, spec.Version{3, 10}, 3, 1, []told{ // search, in parts
		{9, 5, 300, dialog, "new"}, {0, 5, 1, dialog, "part to 1"}, {0, 5, 2, dialog, "part to 1"}, {0, 5, 0, dialog, "part to 1"},
	})
	tell(t, every, 4, 1, []told{ // uvesafb
		{0, 3, 0xdeadbeef, unknown, "new"}, {0, 4, 0xcafe, unknown, "new"}, {9, 4, 0xcafe, unknown, "echo to 2"},
		{9, 3, 0xdeadbef0, unknown, "unsolicited"}, {9, 3, 0xdeadbeef, unknown, "echo to 1"}, {9, 3, 0xdeadbeef, unknown, "unsolicited"},
	})
	tell(t, every, 7, 1, []told{ // dm-log: an answer with an error, one that says 0, one whose ack is none
		{0, 20, 0, unknown, "new"}, {0, 21, 0, unknown, "new"}, {9, 20, 11, unknown, "errno to 1"}, {9, 21, 0, unknown, "errno to 2"},
		{0, 22, 0, unknown, "new"}, {9, 22, 5000, unknown, "unsolicited"}, {0, 22, 5, unknown, "errno to 5"},
	})
	tell(t, spec.Version{2, 6, 39}, 9, 1, []told{ // KVP: seq is the opcode
		{9, 0, 0, unknown, "new"}, {0, 0, 0, unknown, "opcode to 1"}, {0, 1, 0, unknown, "new"}, {9, 4, 0, unknown, "opcode to 3"},
	})
	tell(t, every, 9, 1, []told{ // KVP: no numbers
		{9, 0, 0, unknown, "new"}, {0, 0, 0, unknown, "turn to 1"}, {0, 0, 0, unknown, "new"}, {9, 0, 0, unknown, "turn to 3"},
	})
	tell(t, every, 10, 1, []told{ // VSS: REGISTER1 is answered by the kernel, FREEZE by the program
		{9, 0, 0, unknown, "new"}, {0, 0, 0, unknown, "register to 1"}, {0, 0, 0, unknown, "new"}, {9, 0, 0, unknown, "turn to 3"},
	})
	tell(t, spec.Version{3, 10}, 10, 1, []told{ // up to 4.1 REGISTER has no answer
		{9, 0, 0, unknown, "unsolicited"}, {0, 0, 0, unknown, "new"}, {9, 0, 0, unknown, "turn to 2"},
	})
	tell(t, every, 8, 1, []told{ // DRBD
		{9, 50, 70, unknown, "new"}, {0, 50, 0, unknown, "event"}, {0, 50, 71, unknown, "ack+1 to 1"}, {0, 50, 71, unknown, "new"},
	})
	tell(t, every, 14, 0x457, []told{ // cn_test answers nothing
		{9, 0, 0xffffffff, unknown, "new"}, {0, 0, 0, unknown, "event"}, {0, 1, 0, unknown, "event"},
	})
	tell(t, every, 0xffffffff, 0xffffffff, []told{{9, 0, 0, unknown, "new"}, {0, 0, 1, unknown, "new"}}) // nor does the notifier
	tell(t, every, 77, 88, []told{                                                                       // nobody knows
		{9, 5, 8, unknown, "new"}, {0, 5, 9, unknown, "ack+1 to 1"}, {0, 5, 6, unknown, "seq+1 to 1"}, {0, 5, 7, unknown, "new"},
		{9, 5, 10, unknown, "new"},
	})
	tell(t, spec.Version{3, 15}, 77, 88, []told{{9, 5, 8, unknown, "new"}, {0, 5, 6, unknown, "new"}, {0, 5, 9, unknown, "ack+1 to 1"}})
	tell(t, every, 1, 1, []told{ // what is no request has no answer
		{9, 10, 201, unknown, "new"}, {0, 6, 202, answer, "unsolicited"}, {9, 10, 201, request, "new"}, {0, 6, 202, answer, "ack+1 to 3"},
		{9, 1, 5, request, "new"}, {9, 2, 5, request, "new"}, {0, 1, 6, answer, "ack+1 to 5"}, {0, 9, 6, answer, "ack+1 to 6"},
	})
	tell(t, spec.Version{4, 6}, 1, 1, []told{{9, 1, 5, request, "new"}, {0, 2, 6, answer, "unsolicited"}, {0, 1, 6, answer, "ack+1 to 1"}})
	tell(t, spec.Version{4, 7}, 1, 1, []told{{9, 1, 5, request, "new"}, {9, 2, 5, request, "new"}, {0, 1, 6, answer, "ack+1 to 2 or 1"}})
}

// Copies of what has no counter follow at once, each in another frame; what user
// space sends has none.
func TestAdjacentCopies(t *testing.T) {
	for _, c := range []struct {
		port   uint32
		kind   genealogy.Kind
		frames []uint64
		want   []string
	}{
		{9, request, []uint64{1, 2, 3}, []string{"new", "new", "new"}},
		{9, unknown, []uint64{1, 2}, []string{"new", "new"}},
		{0, request, []uint64{1, 2}, []string{"new", "new"}},
		{0, unknown, []uint64{1, 2, 3}, []string{"new", "copy of 1", "copy of 1"}},
		{0, unknown, []uint64{0, 0}, []string{"new", "copy of 0"}},
		{0, unknown, []uint64{1, 1}, []string{"new", "new"}},
		{0, unknown, []uint64{1, 2, 2}, []string{"new", "copy of 1", "new"}},
	} {
		var tracker genealogy.Tracker
		for i, frame := range c.frames {
			h := genealogy.Header{Ref: genealogy.Ref{Frame: frame}, Idx: 1, Val: 1, Port: c.port, Seq: 4, Ack: 4, Kind: c.kind}
			if got := say(tracker.Add(&h)); got != c.want[i] {
				t.Errorf("%+v, frame %d: %q, want %q", c, frame, got, c.want[i])
			}
		}
	}
	var tracker genealogy.Tracker
	q := genealogy.Header{Idx: 1, Val: 1, Port: 9, Kind: request}
	event := genealogy.Header{Idx: 1, Val: 1, Kind: genealogy.KindEvent, Timed: true}
	for i, h := range []*genealogy.Header{&q, &event, &q} {
		h.Frame = uint64(i + 1)
		if got := tracker.Add(h).Class; got == genealogy.Copy {
			t.Errorf("frame %d is a copy of a message that does not stand before it", h.Frame)
		}
	}
}

// Kernels read the first message of a datagram, so a second one has no answer.
// R8, R24
func TestSecondMessageAsksNothing(t *testing.T) {
	for _, c := range []struct {
		port uint32
		msg  int
		want genealogy.Class
	}{{9, 0, genealogy.Reply}, {9, 1, genealogy.New}, {0, 1, genealogy.Reply}} {
		var tracker genealogy.Tracker
		tracker.Add(&genealogy.Header{Ref: genealogy.Ref{Frame: 1, Msg: c.msg}, Idx: 77, Val: 88, Port: c.port, Seq: 4, Ack: 8})
		h := genealogy.Header{Ref: genealogy.Ref{Frame: 2}, Idx: 77, Val: 88, Port: 9 - c.port, Seq: 4, Ack: 9, Digest: 1}
		if got := tracker.Add(&h).Class; got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

// A user's message that came a moment before, to the byte, may be the same on its
// way to a listener: it counts, and is marked.
func TestPossibleCopies(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*genealogy.Header)
		want   uint64 // frame
	}{
		{"at once", func(h *genealogy.Header) {}, 1},
		{"of another kind", func(h *genealogy.Header) { h.Kind = unknown }, 0},
		{"with other flags", func(h *genealogy.Header) { h.Envelope++ }, 0},
		{"with other bytes", func(h *genealogy.Header) { h.Digest++ }, 0},
		{"of another sender", func(h *genealogy.Header) { h.Port++ }, 0},
		{"of nobody's port", func(h *genealogy.Header) { h.Port = 0 }, 0},
		{"in the same frame", func(h *genealogy.Header) { h.Frame, h.Msg = 1, 1 }, 0},
		{"just in time", func(h *genealogy.Header) { h.Time += 999_999 }, 1},
		{"a millisecond later", func(h *genealogy.Header) { h.Time += 1_000_000 }, 0},
		{"just before it", func(h *genealogy.Header) { h.Time -= 999_999 }, 1},
		{"a millisecond before it", func(h *genealogy.Header) { h.Time -= 1_000_000 }, 0},
		{"at an unknown time", func(h *genealogy.Header) { h.Time = genealogy.NoTime }, 0},
		{"in 1970", func(h *genealogy.Header) { h.Time = 0 }, 0},
	} {
		var tracker genealogy.Tracker
		h := genealogy.Header{Ref: genealogy.Ref{Frame: 1, Time: 5e9}, Idx: 1, Val: 1, Port: 9, Kind: request, Envelope: 3, Digest: 4}
		tracker.Add(&h)
		h.Frame = 2
		c.change(&h)
		if v := tracker.Add(&h); v.Maybe.Frame != c.want || v.Class != genealogy.New {
			t.Errorf("%s: %v, possible copy of %d, want %d", c.name, v.Class, v.Maybe.Frame, c.want)
		}
	}
}

// The first nanosecond of 1970 is a time like others, and no two times are too
// far from each other to be told apart.
func TestPossibleCopiesAtOddTimes(t *testing.T) {
	for _, c := range []struct {
		at, then int64
		want     uint64
	}{
		{0, 0, 1}, {0, 1000, 1}, {-1000, 0, 1}, {-500, 500, 1}, {0, 1_000_000, 0},
		{genealogy.NoTime, genealogy.NoTime, 0}, {0, genealogy.NoTime, 0}, {genealogy.NoTime, 0, 0},
		{genealogy.NoTime + 1, 1<<63 - 1, 0}, {1<<63 - 1, genealogy.NoTime + 1, 0}, {1<<63 - 2, 1<<63 - 1, 1},
	} {
		var tracker genealogy.Tracker
		h := genealogy.Header{Ref: genealogy.Ref{Frame: 1, Time: c.at}, Idx: 1, Val: 1, Port: 9, Kind: request, Digest: 4}
		tracker.Add(&h)
		h.Frame, h.Time = 2, c.then
		if v := tracker.Add(&h); v.Maybe.Frame != c.want {
			t.Errorf("at %d, then at %d: possible copy of %d, want %d", c.at, c.then, v.Maybe.Frame, c.want)
		}
	}
}
