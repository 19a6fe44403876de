package record

import (
	"testing"
	"time"

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
