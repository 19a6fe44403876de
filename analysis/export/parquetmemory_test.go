package export_test

import (
	"io"
	"runtime"
	"testing"

	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/internal/testkit"
)

// inUse is how many bytes are.
func inUse() uint64 {
	runtime.GC()
	runtime.GC() // what pools keep for a while
	var s runtime.MemStats
	runtime.ReadMemStats(&s)
	return s.HeapAlloc
}

// A table of events of which most columns are empty has 16 MB while it is written, and 45 with
// pages of empty columns as long as those of others.
func TestParquetMemory(t *testing.T) {
	const many, most = 120_000, 20 << 20
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

// What the end of a table will say of its parts is not in memory: of 300 parts there is as much as of 100,
// where the ends of the others have a megabyte.
func TestParquetEnds(t *testing.T) {
	const rowsOf, few, many, most = 50, 100, 300, 200 << 10
	table := testkit.Must(export.Sizes{Rows: rowsOf, Texts: 1 << 20, Page: 1 << 14, Groups: 1, Dictionary: 1 << 10}.NewParquet(io.Discard, export.Events))(t)
	row := make(rows.Row, len(export.Events.Schema().Columns))
	var before uint64
	for n := range rowsOf * many {
		if n == rowsOf*few {
			before = inUse()
		}
		row[export.Events.Schema().Place("frame")].SetUint(uint64(n))
		if err := table.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	if more := int64(inUse()) - int64(before); more > most {
		t.Errorf("%d bytes more of %d parts than of %d", more, many, few)
	}
	if err := table.Close(); err != nil || table.Rows() != rowsOf*many {
		t.Errorf("%d rows, %v", table.Rows(), err)
	}
}
