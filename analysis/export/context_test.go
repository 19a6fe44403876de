package export_test

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/analysis/known"
	"github.com/cnwire/cnwire/internal/testkit"
	testframes "github.com/cnwire/cnwire/internal/testkit/frames"
)

// Where in the life of its process an event is stands in the last columns, in Parquet as in
// CSV; without a Context there is nothing. Events of a script are a millisecond apart.
func TestContext(t *testing.T) {
	const script = `
		fork 1 10
		fork 10 11
		exec 11
		exit 11 11 0
		fork 10 11
		exec 30`
	none := []string{"", "", "", "", "", ""}
	full := []string{"1 0 nil 1", "1 0 nil 10,1", "1 1000000 1000000 10,1", "1 2000000 1000000 10,1", "2 0 nil 10,1", "1 nil nil nil"}
	for _, asked := range []bool{false, true} {
		want := none
		if asked {
			want = full
		}
		var files [2]bytes.Buffer
		p, c := testkit.Must(export.NewParquet(&files[0], export.Events))(t), testkit.Must(export.NewCSV(&files[1], export.Events))(t)
		for _, to := range []export.Table{p, c} {
			names := known.State{Early: true, Context: asked}
			var all export.Rows
			testframes.Play(t, script, func(f *analysis.Frame) {
				names.Add(f)
				if err := all.Each(f, to.Write); err != nil {
					t.Fatal(err)
				}
			})
			if err := to.Close(); err != nil {
				t.Fatal(err)
			}
		}
		rows := testkit.Must(parquet.Read[subject](bytes.NewReader(files[0].Bytes()), int64(files[0].Len())))(t)
		table := testkit.Must(csv.NewReader(&files[1]).ReadAll())(t)
		if len(rows) != len(want) || len(table) != 1+len(want) {
			t.Fatalf("%d and %d rows", len(rows), len(table))
		}
		from := slices.Index(table[0], "life") // columns that came since are behind
		if names := strings.Join(table[0][from:from+4], " "); names != "life age_ns fork_to_exec_ns ancestors" {
			t.Errorf("the columns are %s", names)
		}
		for i, r := range rows {
			line := strings.Join([]string{shown(r.Life), shown(r.Age), shown(r.ForkToExec), shown(r.Ancestors)}, " ")
			if !asked {
				line = strings.Trim(strings.ReplaceAll(line, "nil", ""), " ")
			}
			if line != want[i] {
				t.Errorf("row %d: %s, want %s", i, line, want[i])
			}
			of := strings.ReplaceAll(strings.ReplaceAll(want[i], " ", "|"), "nil", "")
			if got := strings.Join(table[i+1][from:from+4], "|"); got != of && (asked || got != "|||") {
				t.Errorf("csv, row %d: %s, want %s", i, got, of)
			}
		}
	}
}

func shown[T any](v *T) string {
	if v == nil {
		return "nil"
	}
	return fmt.Sprint(*v)
}
