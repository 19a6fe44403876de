package processes_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/processes"
)

func number(n int) string { return fmt.Sprint(n) }

func TestSorted(t *testing.T) {
	for key, want := range map[string]string{
		"pid": "10 11 13 14 15 20 21", "-pid": "21 20 15 14 13 11 10",
		"ppid": "10 11 15 21 13 14 20", "-ppid": "13 14 11 15 21 10 20",
		"start": "10 11 13 14 15 21 20", "end": "13 11 14 10 15 20 21",
		"-duration": "10 11 14 15 13 20 21", "-threads": "11 10 13 14 15 20 21", "-execs": "13 20 10 11 14 15 21",
		"-children": "10 11 13 14 15 20 21", "-exit": "11 13 10 14 15 20 21", "comm": "11 10 13 14 15 20 21",
	} {
		s, err := processes.NewSorted(key)
		if err != nil {
			t.Fatal(err)
		}
		table := processes.Table{Each: s.Add}
		feed(t, &table, family)
		if err := table.Finish(); err != nil {
			t.Fatal(err)
		}
		var got []string
		s.Each(func(p *processes.Process) error {
			got = append(got, number(int(p.PID)))
			return nil
		})
		if g := strings.Join(got, " "); g != want {
			t.Errorf("%s: %s, want %s", key, g, want)
		}
	}
	if _, err := processes.NewSorted("--pid"); err == nil {
		t.Error("--pid is a key")
	}
}
