package genealogy_test

import (
	"testing"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// R20: each message has the next seq, over the wrap too, and an ack of its own.
func TestSenderNext(t *testing.T) {
	acks := []uint32{50, 9, 0xffffffff}
	s := genealogy.Sender{Idx: 3, Val: 1, Port: 7, Seq: 0xffffffff, Random: func() uint32 { a := acks[0]; acks = acks[1:]; return a }}
	for _, want := range []genealogy.Header{
		{Idx: 3, Val: 1, Port: 7, Seq: 0xffffffff, Ack: 50}, {Idx: 3, Val: 1, Port: 7, Seq: 0, Ack: 9}, {Idx: 3, Val: 1, Port: 7, Seq: 1, Ack: 0xffffffff},
	} {
		if got := s.Next(); got != want {
			t.Errorf("%+v, want %+v", got, want)
		}
	}
	if got := new(genealogy.Sender).Next(); got != (genealogy.Header{}) {
		t.Errorf("%+v", got)
	}
}

func TestSenderReply(t *testing.T) {
	for _, c := range []struct {
		idx, seq, ack uint32
		rule          genealogy.Rule
		kernel        spec.Version
		wantSeq, want uint32 // seq and ack
		ok            bool
	}{
		{1, 7, 100, "ack+1", spec.Version{}, 60, 101, true},
		{1, 7, 100, "ack+1", spec.Version{4, 6}, 7, 101, true},
		{1, 7, 0xffffffff, "ack+1", spec.Version{6, 1}, 60, 0, true},
		{1, 7, 100, "errno", spec.Version{}, 0, 0, false},
		{3, 15, 300, "seq+1", spec.Version{}, 15, 16, true},
		{3, 15, 300, "ack", spec.Version{}, 15, 300, true},
		{3, 15, 300, "part", spec.Version{3, 10}, 15, 1, true},
		{3, 15, 300, "part", spec.Version{3, 16}, 0, 0, false},
		{4, 15, 300, "echo", spec.Version{}, 15, 300, true},
		{7, 15, 0, "errno", spec.Version{}, 15, 0, true},
		{7, 15, 0, "payload", spec.Version{}, 0, 0, true},
		{9, 1, 0, "opcode", spec.Version{}, 4, 0, true},
		{9, 0, 0, "opcode", spec.Version{}, 0, 0, true},
		{9, 2, 0, "opcode", spec.Version{}, 0, 0, false},
		{10, 0, 0, "turn", spec.Version{}, 0, 0, true},
		{77, 5, 8, "ack+1", spec.Version{}, 5, 9, true},
		{77, 5, 8, "seq+1", spec.Version{}, 5, 6, true},
		{77, 5, 8, "seq+1", spec.Version{3, 15}, 0, 0, false},
		{77, 5, 8, "event", spec.Version{}, 0, 0, false},
	} {
		s := genealogy.Sender{Kernel: c.kernel, Seq: 60, Port: 2}
		got, err := s.Reply(&genealogy.Header{Idx: c.idx, Val: 1, Seq: c.seq, Ack: c.ack}, c.rule)
		if (err == nil) != c.ok {
			t.Errorf("%+v: error %v", c, err)
		}
		want := genealogy.Header{Idx: c.idx, Val: 1, Port: 2, Seq: c.wantSeq, Ack: c.want}
		if c.rule == "payload" {
			want.Key, want.Keyed = c.seq, true
		}
		if c.ok && got != want {
			t.Errorf("%+v: %+v", c, got)
		}
	}
}
