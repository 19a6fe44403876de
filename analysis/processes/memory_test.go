package processes_test

import (
	"runtime"
	"testing"

	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/codec"
)

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
