package genealogy

import (
	"testing"

	"github.com/cnwire/cnwire/spec"
)

// Every word of rules.csv that an answer can have means something here.
func TestRelations(t *testing.T) {
	for _, r := range spec.Rules() {
		if r.Kind != "answer" {
			continue
		}
		if relationOf(r.Seq) == whatever && r.Seq != "counter" {
			t.Errorf("%s of %d:%d: seq %q means nothing", r.Name, r.Idx, r.Val, r.Seq)
		}
		if relationOf(r.Ack) == whatever && r.Ack != "any" {
			t.Errorf("%s of %d:%d: ack %q means nothing", r.Name, r.Idx, r.Val, r.Ack)
		}
	}
}

func TestHolds(t *testing.T) {
	const last = 0xffffffff
	for _, c := range []struct {
		seq, ack                      relation
		qSeq, qAck, parts, seqN, ackN uint32
		want                          bool
	}{
		{same, ackPlusOne, 5, 9, 0, 5, 10, true},
		{same, ackPlusOne, 5, 9, 0, 5, 6, false},
		{same, ackPlusOne, 5, 9, 0, 6, 10, false},
		{same, ackPlusOne, 5, last, 0, 5, 0, true},
		{whatever, ackPlusOne, 5, 9, 0, 77, 10, true},
		{same, seqPlusOne, 5, 9, 0, 5, 6, true},
		{same, seqPlusOne, 5, 9, 0, 5, 10, false},
		{same, seqPlusOne, last, 9, 0, last, 0, true},
		{same, same, 5, 9, 0, 5, 9, true},
		{same, same, 5, 9, 0, 5, 10, false},
		{same, part, 5, 9, 0, 5, 1, true},
		{same, part, 5, 9, 1, 5, 1, false},
		{same, part, 5, 9, 1, 5, 2, true},
		{same, part, 5, 9, 3, 5, 0, true},
		{same, errno, 5, 0, 0, 5, 0, true},
		{same, errno, 5, 0, 0, 5, 4095, true},
		{same, errno, 5, 0, 0, 5, 4096, false},
		{zero, zero, 0, 0, 0, 0, 0, true},
		{zero, zero, 1, 0, 0, 0, 0, false},
		{zero, zero, 0, 0, 0, 1, 0, false},
		{zero, zero, 0, 0, 0, 0, 1, false},
		{opcode, zero, 0, 0, 0, 0, 0, true},
		{opcode, zero, 1, 0, 0, 4, 0, true},
		{opcode, zero, 1, 0, 0, 1, 0, false},
		{opcode, zero, 0, 0, 0, 4, 0, false},
	} {
		r := rule{seq: c.seq, ack: c.ack}
		if got := r.holds(&Header{Seq: c.seqN, Ack: c.ackN}, &request{seq: c.qSeq, ack: c.qAck, parts: c.parts}); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

// The kernel has no port id; user space may not give its own.
func TestSides(t *testing.T) {
	for _, c := range []struct {
		from            side
		ack             relation
		answer, request uint32
		digest          uint64 // of both if 1
		asked, want     bool
	}{
		{kernel, seqPlusOne, 0, 7, 0, false, true},
		{kernel, seqPlusOne, 0, 0, 0, false, false},
		{kernel, seqPlusOne, 0, 0, 0, true, true},
		{kernel, seqPlusOne, 7, 7, 0, false, false},
		{kernel, seqPlusOne, 7, 0, 0, false, false},
		{kernel, same, 0, 7, 0, false, true},
		{kernel, same, 0, 0, 0, false, false},
		{kernel, same, 0, 0, 0, true, true},
		{user, same, 7, 0, 0, false, true},
		{user, same, 7, 8, 0, false, false},
		{user, same, 0, 0, 0, false, true},
		{user, same, 0, 0, 1, false, false},
		{either, same, 0, 7, 1, false, true},
		{either, same, 7, 0, 1, false, true},
		{either, same, 7, 7, 0, false, false},
		{either, same, 7, 8, 0, false, false},
		{either, same, 0, 0, 0, false, true},
		{either, same, 0, 0, 1, false, false},
	} {
		r := rule{from: c.from, ack: c.ack}
		h, q := Header{Port: c.answer, Digest: 1}, request{port: c.request, asked: c.asked, digest: c.digest}
		if got := r.sides(&h, &q); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
	}
}

// A release has its own rules, and one before the connector has none.
func TestPlans(t *testing.T) {
	for _, c := range []struct {
		release spec.Version
		id      uint32
		rules   int
	}{
		{spec.Version{}, 1, 2}, {spec.Version{4, 6}, 1, 1}, {spec.Version{4, 7}, 1, 1}, {spec.Version{}, 77, 2},
		{spec.Version{3, 15}, 77, 1}, {spec.Version{3, 16}, 77, 2}, {spec.Version{2, 6, 20}, 3, 1}, {spec.Version{3, 15, 5}, 3, 3},
		{spec.Version{6, 1}, 3, 2}, {spec.Version{2, 4}, 1, 0}, {spec.Version{2, 6, 14}, 1, 1},
	} {
		tracker := Tracker{plans: plans(c.release)}
		if got := tracker.plan(c.id, 1); len(got.rules) != c.rules {
			t.Errorf("%v, id %d: %d rules, want %d", c.release, c.id, len(got.rules), c.rules)
		}
	}
}
