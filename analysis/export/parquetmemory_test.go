package export_test

import (
	"io"
	"runtime"
	"testing"

	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/internal/testkit"
)

// A table of events of which most columns are empty has 16 MB while it is written, and 45 with
// pages of empty columns as long as those of others.
func TestParquetMemory(t *testing.T) {
	const many, most = 120_000, 20 << 20
	inUse := func() uint64 {
		runtime.GC()
		runtime.GC() // what pools keep for a while
		var s runtime.MemStats
		runtime.ReadMemStats(&s)
		return s.HeapAlloc
	}
	before := inUse()
	table := testkit.Must(export.NewParquet(io.Discard, export.Events))(t)
	row := make(rows.Row, len(export.Events.Schema().Columns))
	place := export.Events.Schema().Place
	for n := range many {
		row[place("frame")].SetUint(uint64(n))
		row[place("process_pid")].SetUint(uint64(n % 5000))
		if err := table.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	took := int64(inUse()) - int64(before)
	if err := table.Close(); err != nil || table.Rows() != many {
		t.Errorf("%d rows, %v", table.Rows(), err)
	}
	if took > most {
		t.Errorf("%d bytes, at most %d are right", took, most)
	}
}
