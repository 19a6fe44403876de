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
		out := fields(t, family, listing.Options{Fields: []string{"pid"}, Sort: key})
		if g := strings.Join(strings.Fields(out), " "); g != want {
			t.Errorf("%s: %s, want %s", key, g, want)
		}
	}
}

// fields is the list of a script as -T fields has it.
func fields(t *testing.T, script string, o listing.Options) string {
	t.Helper()
	o.Format = "fields"
	var out bytes.Buffer
	buffered := bufio.NewWriter(&out)
	w, err := listing.New(buffered, o)
	if err != nil {
		t.Fatal(err)
	}
	list, err := listing.NewList(w, processes.Columns)
	if err != nil {
		t.Fatal(err)
	}
	table := processes.Table{Each: list.Row}
	feed(t, &table, script)
	if err := table.Finish(); err != nil {
		t.Fatal(err)
	}
	if err := list.End(); err != nil {
		t.Fatal(err)
	}
	buffered.Flush()
	return out.String()
}

// People read how a process ended, and programs what the kernel says: in wait(2)'s words
// a code, or a signal and whether there is a core. Both are sorted by the kernel's number.
func TestExitColumns(t *testing.T) {
	const script = `
		exit 10 10 139 1
		exec 11
		exit 12 12 40 0
		exit 13 13 768 4
		exit 14 14 0 4
		exit 15 15 9 4`
	want := "14|0|0\n15|SIGKILL|9\n12|signal 40|40\n10|SIGSEGV core|139\n13|3|768\n11||\n"
	for _, key := range []string{"exit", "exit_code"} {
		var o listing.Options
		o.Fields, o.Sort, o.Output.Separator = []string{"pid", "exit", "exit_code"}, key, "|"
		if got := fields(t, script, o); got != want {
			t.Errorf("by %s:\n%s\nwant\n%s", key, got, want)
		}
	}
}
