package record

import (
	"testing"
	"time"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap"
)

// A clock that jumps, or a machine that slept, is a line, and times go by the new
// clocks from there on; what drifts is followed without one.
func TestTiming(t *testing.T) {
	const second = int64(time.Second)
	for _, c := range []struct {
		name   string
		to     clocks
		line   string
		offset int64
	}{
		{"nothing", clocks{2 * second, 12 * second, 102 * second}, "", 100 * second},
		{"drift within a second", clocks{second + 1000, 11*second + 1000, 101*second + 2000}, "", 100 * second},
		{"drift", clocks{3 * second, 13 * second, 103*second + 1e6}, "", 100*second + 1e6},
		{"step", clocks{second + 1, 11*second + 1, 50 * second}, "cnwire:1 clock why=step monotonic=1000000001 boottime=11000000001 realtime=50000000000", 49*second - 1},
		{"suspend", clocks{second + 1, 71 * second, 161 * second}, "cnwire:1 clock why=suspend monotonic=1000000001 boottime=71000000000 realtime=161000000000", 160*second - 1},
	} {
		var now timing
		now.start(clocks{second, 11 * second, 101 * second})
		line := ""
		if l := now.look(c.to); l != nil {
			line = l.String()
		}
		if line != c.line || now.offset != c.offset {
			t.Errorf("%s: %q, offset %d, want %d", c.name, line, now.offset, c.offset)
		}
		if again := now.look(c.to); again != nil {
			t.Errorf("%s: said twice", c.name)
		}
	}
}

// The line stands on the packet that comes next, once.
func TestClockIsSaid(t *testing.T) {
	r := &Recorder{full: make(chan *batch, 2), empty: make(chan *batch, 2)}
	var p pcap.Packet
	for _, l := range []*clockLine{{"step", clocks{1, 2, 3}}, nil} {
		b := newBatch()
		b.add(0, 40, nil, 0)
		b.clock = l
		r.full <- b
	}
	for _, want := range []int{1, 0} {
		if err := r.Next(&p); err != nil || len(p.Comments) != want {
			t.Errorf("%v, %q", err, p.Comments)
		}
	}
}

// What answers a request is not before it, though the offset is of another moment than
// the request's time and a clock that is slewed, or a reading that was interrupted,
// makes some microseconds of that; what was told before the request stays before it,
// nothing is after its read, and a step of the clock is one.
func TestAnswerIsNotBeforeItsRequest(t *testing.T) {
	const sent, mono = 1_000_000, 5_000 // the request's two times
	for _, c := range []struct {
		name        string
		stamp       uint64
		offset, off int64
		read        int64
		step        bool
		want        int64
	}{
		{"behind it", mono + 100, sent - mono, 0, sent + 200, false, sent + 100},
		{"offset too small", mono + 100, sent - mono, -900, sent + 200, false, sent},
		{"offset too large", mono + 100, sent - mono, +900, sent + 200, false, sent + 200},
		{"told before", mono - 300, sent - mono, -900, sent + 200, false, sent - 1200},
		{"the clock was set back", mono + 100, sent - mono, -900_000, sent - 899_000, true, sent - 899_900},
		{"set back too little for a line", mono + 100, sent - mono, -900, sent - 700, false, sent - 700},
	} {
		r := &Recorder{full: make(chan *batch, 2), empty: make(chan *batch, 2)}
		own, in := newBatch(), newBatch()
		own.own(make([]byte, 40))
		own.asked(clocks{monotonic: mono, realtime: sent})
		in.messages = append(in.messages, eventOf(codec.ProcEvent{TimestampNs: c.stamp}, 1))
		in.read, in.offset = c.read, c.offset+c.off
		if c.step {
			in.clock = &clockLine{why: "step"}
		}
		r.full <- own
		r.full <- in
		var p pcap.Packet
		for _, want := range []int64{sent, c.want} {
			if err := r.Next(&p); err != nil || p.Time.UnixNano() != want || p.Ticks != uint64(want) {
				t.Errorf("%s: %v, %d, want %d", c.name, err, p.Time.UnixNano(), want)
			}
		}
	}
}
