package export_test

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/internal/testkit"
	testframes "github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/parquet-go/parquet-go"
)

// Some columns have the cells that they have among all, in the order named; of CSV and of
// Parquet.
func TestChoice(t *testing.T) {
	names := []string{"comm", "frame", "process_pid"}
	choice := testkit.Must(export.Choose(export.Events, names))(t)
	var files [3]bytes.Buffer
	all := testkit.Must(export.NewCSV(&files[0], export.Events))(t)
	some := testkit.Must(choice.NewCSV(&files[1], export.Events))(t)
	other := testkit.Must(choice.NewParquet(&files[2], export.Events))(t)
	of := export.Rows{Capture: "demo"}
	testframes.Each(t, testframes.Capture(t, "demo-amd64-6.1.192-nlmon.pcap"), func(f *analysis.Frame) {
		err := of.Each(f, func(r rows.Row) error {
			for _, table := range []export.Table{all, some, other} {
				if err := table.Write(r); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
	for _, table := range []export.Table{all, some, other} {
		if err := table.Close(); err != nil {
			t.Fatal(err)
		}
	}
	want := testkit.Must(csv.NewReader(&files[0]).ReadAll())(t)
	got := testkit.Must(csv.NewReader(&files[1]).ReadAll())(t)
	type row struct {
		Comm *string `parquet:"comm,optional"`
		PID  *int32  `parquet:"process_pid,optional"`
	}
	there := testkit.Must(parquet.Read[row](bytes.NewReader(files[2].Bytes()), int64(files[2].Len())))(t)
	if len(got) != len(want) || len(there) != len(want)-1 || len(got) < 20 {
		t.Fatalf("%d and %d rows, want %d", len(got), len(there), len(want))
	}
	var at []int
	for _, name := range names {
		at = append(at, slices.Index(want[0], name))
	}
	named := 0
	for i, r := range got {
		if !slices.Equal(r, []string{want[i][at[0]], want[i][at[1]], want[i][at[2]]}) {
			t.Errorf("row %d: %q", i, r)
		}
		if i > 0 && there[i-1].Comm != nil {
			named++
			if *there[i-1].Comm != r[0] || there[i-1].PID == nil {
				t.Errorf("row %d: %q and %q", i, *there[i-1].Comm, r[0])
			}
		}
	}
	if named == 0 {
		t.Error("no row has a name: nothing was shown")
	}
}

// What is no column, or twice one, is refused by name.
func TestChoiceRefused(t *testing.T) {
	for names, want := range map[string]string{
		"frame,pid":       `no column "pid": did you mean`,
		"frame,msg,frame": "frame is named twice",
		"":                `no column ""`,
	} {
		if _, err := export.Choose(export.Events, strings.Split(names, ",")); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", names, err, want)
		}
	}
	if _, err := export.Choose(export.Losses, []string{"comm"}); err == nil {
		t.Error("losses have a column comm")
	}
}
