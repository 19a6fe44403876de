package processes_test

import (
	"fmt"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/pcap"
	"slices"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/spec/genealogy"
	"pgregory.net/rapid"
)

// byTime are processes, a line each, with timestamps for moments: frames stand in
// the order of arrival.
func byTime(t *rapid.T, events []processes.Event) (lines []string) {
	keys := map[uint64]int32{}
	table := processes.Table{Each: func(p *processes.Process) error {
		keys[p.Key] = p.PID
		lines = append(lines, fmt.Sprint(p.PID, p.PPID, p.Start.Stamp, p.First.Stamp, p.End.Stamp, p.Code, p.State, p.Execs, p.Threads, p.Children, p.Orphan, p.Adopter, p.Partial))
		return nil
	}}
	for i := range events {
		e := events[i]
		e.Frame = uint64(i + 1)
		table.Event(&e)
	}
	if err := table.Finish(); err != nil {
		t.Fatal(err)
	}
	if table.Late() != 0 {
		t.Fatalf("%d late", table.Late())
	}
	return lines
}

// R25: however the messages of two CPUs interleave, and whoever's timestamps are
// out of order within one, the lives are those of what happened.
func TestAnyOrder(t *testing.T) {
	count := testkit.Tally{}
	rapid.Check(t, func(t *rapid.T) {
		m := run(t)
		var happened []processes.Event
		var cpus [2][]processes.Event
		for _, e := range m.events {
			e.CPU, e.Seq = uint32(e.cpu), uint32(len(cpus[e.cpu]))-1 // over the wrap
			happened = append(happened, e.Event)
			cpus[e.cpu] = append(cpus[e.cpu], e.Event)
		}
		var arrived []processes.Event
		for len(cpus[0])+len(cpus[1]) > 0 {
			c := m.draw("cpu", 2)
			if len(cpus[c]) == 0 {
				c = 1 - c
			}
			arrived = append(arrived, cpus[c][0])
			cpus[c] = cpus[c][1:]
		}
		count["checks"]++
		for i := range arrived[1:] {
			if arrived[i].Stamp > arrived[i+1].Stamp {
				count["out of order"]++
				break
			}
		}
		want, got := byTime(t, happened), byTime(t, arrived)
		for i := range max(len(want), len(got)) {
			if i >= len(want) || i >= len(got) || want[i] != got[i] {
				t.Fatalf("got\n%v\nwant\n%v\n%s", got, want, m)
			}
		}
	})
	count.Check(t, 100, "out of order")
}

// The window is a second, and 65536 events; what comes later is taken at once,
// and counted.
func TestWindow(t *testing.T) {
	const second = 1e6 // in frames of a microsecond
	table := func(frames ...uint64) (got string, late uint64) {
		table := processes.Table{Trace: func(e *processes.Event, _, _ *processes.Life) {
			if len(frames) < 10 {
				got += fmt.Sprint(e.Stamp/1000, " ")
			}
		}}
		for i, f := range frames {
			e := parse(t, "exec 1")
			e.Moment = at(f)
			e.CPU = uint32(i) // each of its own
			table.Event(e)
		}
		if err := table.Finish(); err != nil {
			t.Fatal(err)
		}
		return got, table.Late()
	}
	for _, c := range []struct {
		frames []uint64
		want   string
		late   uint64
	}{
		{[]uint64{3, 1, 2, 2}, "1 2 2 3 ", 0},
		{[]uint64{5, 5 + second, 4}, fmt.Sprint("4 5 ", 5+int(second), " "), 0},
		{[]uint64{5, 6 + second, 4}, fmt.Sprint("5 4 ", 6+int(second), " "), 1},
	} {
		if got, late := table(c.frames...); got != c.want || late != c.late {
			t.Errorf("%v: %s, %d late, want %s, %d", c.frames, got, late, c.want, c.late)
		}
	}
	many := []uint64{1}
	for i := range uint64(1 << 16) {
		many = append(many, 10+i/1000)
	}
	if _, late := table(append(slices.Clone(many[:1<<16]), 0)...); late != 0 {
		t.Errorf("of 65536 events %d are late", late)
	}
	if _, late := table(append(many, 0)...); late != 1 {
		t.Errorf("behind 65537 events %d are late", late)
	}
}

// Within a CPU the numbers have the order, whatever the timestamps say.
func TestNumbersWithinCPU(t *testing.T) {
	for _, c := range []struct {
		seq  []uint32
		at   []uint64
		want string
	}{
		{[]uint32{1, 2, 3}, []uint64{10, 9, 11}, "1 2 3 "},
		{[]uint32{1<<32 - 1, 0, 1}, []uint64{10, 9, 8}, "4294967295 0 1 "},
		{[]uint32{1, 3, 2}, []uint64{10, 12, 13}, "1 2 3 "},
	} {
		got := ""
		table := processes.Table{Trace: func(e *processes.Event, _, _ *processes.Life) { got += fmt.Sprint(e.Seq, " ") }}
		for i, seq := range c.seq {
			e := parse(t, "exec 1")
			e.Moment, e.Seq = at(c.at[i]), seq
			table.Event(e)
		}
		if err := table.Finish(); err != nil {
			t.Fatal(err)
		}
		if got != c.want {
			t.Errorf("%v at %v: %s", c.seq, c.at, got)
		}
	}
}

// Behind a restart the clock begins anew, and nothing is late.
func TestWindowRestarts(t *testing.T) {
	got := ""
	table := processes.Table{Trace: func(e *processes.Event, _, _ *processes.Life) { got += fmt.Sprint(e.Stamp/1000, " ") }}
	event := func(frame uint64) {
		e := parse(t, "exec 1")
		e.Moment, e.CPU = at(frame), uint32(frame) // each of its own
		table.Event(e)
	}
	event(9e6)
	event(10e6)
	event(12e6)
	var m analysis.Message
	m.Ref, m.Timed, m.Stamp = genealogy.Ref{Frame: 2}, true, 1000
	table.Message(&m, genealogy.Restart, genealogy.Gap{To: genealogy.Ref{Frame: 2}})
	event(4)
	event(3)
	if err := table.Finish(); err != nil || table.Late() != 0 || got != "9000000 10000000 12000000 3 4 " {
		t.Errorf("%s, %d late, %v", got, table.Late(), err)
	}
}

// What came late is counted of all hosts together, each of which has a window.
func TestLateOfHosts(t *testing.T) {
	hosts := host.Hosts{Policy: host.ByInterface}
	table := processes.Table{}
	for n := range 3 {
		h := hosts.Of(host.File{}, &pcap.Interface{ID: n})
		for i, frame := range []uint64{5_000_000, 9_000_000, 1_000_000}[:3-n%2] { // of the second host none is late
			e := parse(t, "exec 1")
			e.Moment, e.CPU, e.Host = at(frame), uint32(i), h
			table.Event(e)
		}
	}
	if err := table.Finish(); err != nil {
		t.Fatal(err)
	}
	if table.Late() != 2 {
		t.Errorf("%d late, want one of the first host and one of the third", table.Late())
	}
}

// Whoever shows what happens as it happens waits for nothing that may come yet, on
// no host; what does come then is taken too.
func TestFlush(t *testing.T) {
	var hosts host.Hosts
	here, there := hosts.Of(host.File{}, &pcap.Interface{}), hosts.Of(host.File{Name: "b", Number: 1}, &pcap.Interface{})
	var traced []int32
	table := processes.Table{Trace: func(e *processes.Event, of, _ *processes.Life) { traced = append(traced, of.PID()) }}
	take := func(h *host.Host, frame, stamp uint64, line string) {
		e := parse(t, line)
		e.Moment, e.Host = at(stamp), h
		e.Frame, e.CPU = frame, uint32(frame) // each from another
		table.Event(e)
	}
	take(here, 1, 20, "fork 1 7")
	take(there, 2, 20, "fork 1 8")
	take(here, 3, 30, "exec 7")
	if len(traced) != 0 {
		t.Errorf("%v, and nobody knows yet that nothing was before", traced)
	}
	table.Flush()
	take(here, 4, 10, "fork 1 9")
	table.Flush()
	if want := []int32{7, 7, 8, 9}; !slices.Equal(traced, want) {
		t.Errorf("%v, want %v", traced, want)
	}
	if table.Late() != 1 {
		t.Errorf("%d late", table.Late())
	}
}
