package export_test

import (
	"bytes"
	"io"
	"slices"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// memory is a file in memory.
type memory struct{ bytes.Buffer }

func (*memory) Close() error { return nil }

// A new file starts where the hour changes, and also where it changes back: no
// file is opened twice. A row without a time has a partition of its own.
func TestDataset(t *testing.T) {
	var names []string
	files := map[string]*memory{}
	d := export.Dataset{
		Partition: export.ByHour, Name: "host7", Ending: ".csv", New: export.NewCSV,
		Create: func(name string) (io.WriteCloser, error) {
			if files[name] != nil {
				t.Errorf("%s is made twice", name)
			}
			files[name] = new(memory)
			names = append(names, name)
			return files[name], nil
		},
	}
	rows := export.Rows{}
	const hour = 3600 * int64(1e9)
	moments := []int64{hour, hour + 1, 2 * hour, hour, 0, genealogy.NoTime}
	frames(t, func(f *analysis.Frame) {
		if len(moments) == 0 || len(f.Messages) == 0 || f.IsCopy() {
			return
		}
		f.Messages[0].Time = moments[0]
		moments = moments[1:]
		if err := rows.Each(f, d.Write); err != nil {
			t.Fatal(err)
		}
	})
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"date=1970-01-01/hour=01/host7-00001.csv",
		"date=1970-01-01/hour=02/host7-00002.csv",
		"date=1970-01-01/hour=01/host7-00003.csv",
		"date=1970-01-01/hour=00/host7-00004.csv",
		"date=__HIVE_DEFAULT_PARTITION__/hour=__HIVE_DEFAULT_PARTITION__/host7-00005.csv",
	}
	if !slices.Equal(names, want) {
		t.Errorf("files %q, want %q", names, want)
	}
	if lines := bytes.Count(files[want[0]].Bytes(), []byte("\n")); lines != 3 {
		t.Errorf("the first file has %d lines, want names and two rows", lines)
	}
}
