package export_test

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/analysis/source"
	testframes "github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// memory is a file in memory.
type memory struct{ bytes.Buffer }

func (*memory) Close() error { return nil }

// A new file starts where the hour changes, and also where it changes back: no
// file is opened twice. A row without a time has a partition of its own.
func TestDataset(t *testing.T) {
	local := time.Local // the folders are in UTC wherever it runs
	t.Cleanup(func() { time.Local = local })
	time.Local = time.FixedZone("far", 13*3600)
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

// Each table is parted by its column time, and so are rows of lives that began in
// different hours.
func TestDatasetOfTables(t *testing.T) {
	packets := testframes.Packets(t, "fork 1 10\nexit 10 10 0\nfork 1 11\nexit 11 11 0")
	for i := range packets {
		packets[i].Time = time.Unix(int64(i)*1800, 0)
	}
	var names []string
	d := export.Dataset{
		Kind: export.Processes, Partition: export.ByHour, Name: "x", Ending: ".csv", New: export.NewCSV,
		Create: func(name string) (io.WriteCloser, error) {
			names = append(names, name)
			return new(memory), nil
		},
	}
	all := export.Tables{}
	all.Write[export.Processes] = d.Write
	for f := range source.New(source.Options{}, source.Reader("x", bytes.NewReader(pcapng(t, packets)))).Frames() {
		if err := all.Add(f); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(all.Close(), d.Close()); err != nil {
		t.Fatal(err)
	}
	if want := []string{"date=1970-01-01/hour=00/x-00001.csv", "date=1970-01-01/hour=01/x-00002.csv"}; !slices.Equal(names, want) {
		t.Errorf("files %q, want %q", names, want)
	}
}

var errFull = errors.New("no space left")

// full is a file of a disk that says only in the end that it is full.
type full struct{ memory }

func (*full) Close() error { return errFull }

// A file that could not be closed is told of: when the next one begins, and at
// the end.
func TestDatasetOnFullDisk(t *testing.T) {
	d := export.Dataset{
		Partition: export.ByHour, Name: "host7", Ending: ".csv", New: export.NewCSV,
		Create: func(string) (io.WriteCloser, error) { return new(full), nil },
	}
	rows := export.Rows{}
	const hour = 3600 * int64(1e9)
	var errs []error
	frames(t, func(f *analysis.Frame) {
		if len(f.Messages) == 0 || f.IsCopy() || len(errs) == 2 {
			return
		}
		f.Messages[0].Time = int64(len(errs)) * hour
		errs = append(errs, rows.Each(f, d.Write))
	})
	errs = append(errs, d.Close())
	if len(errs) != 3 || errs[0] != nil || !errors.Is(errs[1], errFull) {
		t.Errorf("got %v, want the error of the second hour", errs)
	}
	d = export.Dataset{Partition: export.ByDate, New: export.NewCSV, Create: d.Create}
	frames(t, func(f *analysis.Frame) {
		if f.Number == 1 {
			if err := rows.Each(f, d.Write); err != nil {
				t.Error(err)
			}
		}
	})
	if err := d.Close(); !errors.Is(err, errFull) {
		t.Errorf("got %v at the end", err)
	}
}
