package codec_test

import (
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit"
)

// TestNothingAllocates on the way of a sound datagram, nor in an outline of a
// damaged one. What is reused has seen its largest input before.
func TestNothingAllocates(t *testing.T) {
	if testkit.RaceEnabled {
		t.Skip("the race detector allocates on its own")
	}
	whole := vector(t, "EXIT (process)")
	two := append(vector(t, "EXIT (process)"), vector(t, "LISTEN")...)
	overrun := patch(two, 76, 200)
	badLen := patch(two, 32, 255)
	buf := make([]byte, 0, 1024)
	var (
		d, scratch codec.Datagram
		u          codec.Outline
		m          codec.Message
		cn         codec.CnMsg
		e          codec.ProcEvent
		w          codec.Whole
		bytes, ids int
	)
	const o = codec.LittleEndian
	d.Decode(o, two)
	scratch.Decode(o, two)
	u.Decode(o, codec.FamilyConnector, badLen, len(badLen)) // the one with the most spans
	u.Decode(o, codec.FamilyConnector, two, len(two))
	tests := map[string]func(){
		"Datagram.Decode":                    func() { scratch.Decode(o, two) },
		"Datagram.Decode, detecting":         func() { scratch.Decode(codec.OrderUnknown, two) },
		"Datagram.Append":                    func() { buf = d.Append(o, buf[:0]) },
		"Message.Decode":                     func() { m.Decode(o, whole) },
		"CnMsg.Decode":                       func() { cn.Decode(o, whole[16:]) },
		"ProcEvent.Decode":                   func() { e.Decode(o, whole[36:]) },
		"Whole.Decode":                       func() { w.Decode(o, whole) },
		"Outline.Decode":                     func() { u.Decode(o, codec.FamilyConnector, two, len(two)) },
		"Outline.Decode, nlmsg_len overruns": func() { u.Decode(o, codec.FamilyConnector, overrun, len(overrun)) },
		"Outline.Decode, len overruns":       func() { u.Decode(o, codec.FamilyConnector, badLen, len(badLen)) },
		"Outline.Decode, cut":                func() { u.Decode(o, codec.FamilyConnector, two[:80], len(two)) },
		"Detect":                             func() { codec.Detect(whole, len(whole)) },
		"CnMsgs": func() {
			for cn, err := range codec.CnMsgs(o, whole[16:]) {
				if err == nil {
					bytes += len(cn.Data)
				}
				ids++
			}
		},
	}
	for _, w := range wireTypes {
		v, b := w.new(), sample(1<<17)
		tests[w.name+" Decode"] = func() { v.Decode(o, b) }
		short := w.new()
		short.Decode(o, make([]byte, w.size))
		tests[w.name+" Append"] = func() { buf = short.Append(o, buf[:0]) }
	}
	for name, f := range tests {
		if n := testing.AllocsPerRun(100, f); n != 0 {
			t.Errorf("%s allocates %v times", name, n)
		}
	}
	if u.Decode(o, codec.FamilyConnector, badLen, len(badLen)); u.Err.Err == nil {
		t.Error("the damaged input is sound")
	}
}
