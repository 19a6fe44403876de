package filter_test

import (
	"testing"

	"github.com/cnwire/cnwire/analysis/filter"
	"github.com/cnwire/cnwire/internal/testkit"
)

// typical are filters that people write.
var typical = []string{
	"frame.number == 100",
	"cn_proc.exit",
	"cn_proc.what == exec",
	"cn_proc.pid == 98",
	"cn_proc.what == exit && cn_proc.exit.signal == SIGKILL",
	"cn_proc.pid in {90..110, 137} || cn_proc.tgid in {90..110, 137}",
	"cn_proc.fork.child_pid - cn_proc.fork.parent_pid > 10",
	`frame.time >= "2026-11-21T23:12:02" && !cn_proc.exit`,
	"frame[14:2] == 00:0b && cn[8,9] == 01:00",
	`frame contains "bash"`,
	`cn_proc.comm.comm matches "^a-.*long"`,
	`upper(cn_proc.comm.comm) == "BASH" || len(cn) == 60 && max(cn_proc.pid) & 1`,
	`frame.protocols == "netlink:data" && all cn_proc.pid#1 > 5 && string(cn.seq) != "7"`,
}

// BenchmarkFilter is a frame for a filter.
func BenchmarkFilter(b *testing.B) {
	frames := read(b, captured(b, "demo-amd64-6.1.192-nlmon.pcap"))
	for _, text := range typical {
		b.Run(text, func(b *testing.B) {
			f := must(filter.Compile(text))(b)
			b.ReportAllocs()
			for i := 0; b.Loop(); i++ {
				f.Match(frames[i%len(frames)])
			}
		})
	}
}

// TestNoAllocations counts what choosing a frame allocates once the buffers have
// grown: nothing.
func TestNoAllocations(t *testing.T) {
	if testkit.RaceEnabled {
		t.Skip("The race detector allocates: allocations are not counted under it.")
	}
	frames := read(t, captured(t, "demo-amd64-6.1.192-nlmon.pcap"))
	for _, text := range typical {
		f := must(filter.Compile(text))(t)
		all := func() {
			for _, frame := range frames {
				f.Match(frame)
			}
		}
		all()
		if n := testing.AllocsPerRun(100, all); n > 0 {
			t.Errorf("%s: %v allocations for %d frames", text, n, len(frames))
		}
	}
}
