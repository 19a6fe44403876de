package processes_test

import (
	"runtime"
	"slices"
	"testing"

	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit"
)

// Who does not keep what Each gives gets the same, and it takes no memory.
func TestLends(t *testing.T) {
	const many = 20_000
	run := func(lends bool) (list []processes.Process, taken uint64) {
		list = make([]processes.Process, 0, many+1)
		table := processes.Table{Lends: lends, Keep: func(p *processes.Process) bool { return p.PID%3 != 0 }}
		table.Each = func(p *processes.Process) error {
			if n := len(list); n > 0 && p.Number <= list[n-1].Number {
				t.Fatalf("number %d behind %d", p.Number, list[n-1].Number)
			}
			list = append(list, *p)
			return nil
		}
		for i := range int32(many) {
			e := processes.Event{What: codec.EventFork, Task: task(100+i, 100+i), Other: task(1, 1), Moment: at(uint64(i+1) * 1e5)}
			e.Seq = uint32(i)
			table.Event(&e)
			// The first end, and are handed over; then one lives, and those that end
			// behind it wait for it.
			if n := i - 100; n >= 0 && (n < 6000 || n%2 == 0) {
				e.What, e.Task = codec.EventExit, task(i, i)
				table.Event(&e)
			}
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if err := table.Finish(); err != nil {
			t.Fatal(err)
		}
		runtime.ReadMemStats(&after)
		return list, after.TotalAlloc - before.TotalAlloc
	}
	kept, _ := run(false)
	lent, taken := run(true)
	if len(kept) < many/2 || !slices.Equal(kept, lent) {
		t.Errorf("%d processes, %d lent", len(kept), len(lent))
	}
	if taken > 20*many && !testkit.RaceEnabled {
		t.Errorf("%d bytes", taken)
	}
}

// A process that lives costs at most 200 bytes, what finds it by its pid included.
func TestMemory(t *testing.T) {
	const many, most = 200_000, 200
	inUse := func() uint64 {
		runtime.GC()
		var s runtime.MemStats
		runtime.ReadMemStats(&s)
		return s.HeapAlloc
	}
	var table processes.Table
	before := inUse()
	for i := range int32(many) {
		e := processes.Event{What: codec.EventFork, Task: task(100+i, 100+i), Other: task(1, 1), Moment: at(uint64(i) * 1e5)}
		e.Seq = uint32(i)
		table.Event(&e)
	}
	if each := (inUse() - before) / many; each > most {
		t.Errorf("%d bytes each", each)
	}
	if err := table.Finish(); err != nil {
		t.Fatal(err)
	}
}
