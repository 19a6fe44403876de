package processes_test

import (
	"bufio"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/processes"
	listing "github.com/cnwire/cnwire/analysis/rows"
)

func number(n int) string { return fmt.Sprint(n) }

// What has no value comes last, in the order of first appearance, as equal ones
// do.
func TestSorted(t *testing.T) {
	for key, want := range map[string]string{
		"pid": "10 11 13 14 15 20 21", "-pid": "21 20 15 14 13 11 10",
		"ppid": "10 11 15 21 13 14 20", "-ppid": "13 14 11 15 21 10 20",
		"start": "10 11 13 14 15 21 20", "end": "13 11 14 10 15 20 21",
		"-duration": "10 11 14 15 13 20 21", "-threads": "11 10 13 14 15 20 21", "-execs": "13 20 10 11 14 15 21",
		"-children": "10 11 13 14 15 20 21", "-exit": "11 13 10 14 15 20 21", "comm": "11 10 13 14 15 20 21",
	} {
		var out bytes.Buffer
		buffered := bufio.NewWriter(&out)
		w, err := listing.New(buffered, listing.Options{Format: "fields", Fields: []string{"pid"}, Sort: key})
		if err != nil {
			t.Fatal(err)
		}
		list, err := listing.NewList(w, processes.Columns)
		if err != nil {
			t.Fatal(err)
		}
		table := processes.Table{Each: list.Row}
		feed(t, &table, family)
		if err := table.Finish(); err != nil {
			t.Fatal(err)
		}
		if err := list.End(); err != nil {
			t.Fatal(err)
		}
		buffered.Flush()
		if g := strings.Join(strings.Fields(out.String()), " "); g != want {
			t.Errorf("%s: %s, want %s", key, g, want)
		}
	}
}
