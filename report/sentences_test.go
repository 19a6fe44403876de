package report_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/report"
)

// Programs come by how often they ran, those that ran as often as they came; of more
// than six the page says how many more there are. Requests come with how often they came.
func TestCounted(t *testing.T) {
	var s strings.Builder
	pid := 100
	for i, times := range []int{1, 3, 1, 2, 1, 1, 1, 5} {
		for range times {
			fmt.Fprintf(&s, "fork 1 %d\ncomm %d %d prog%d\nexit %d %d 0\n", pid, pid, pid, i, pid, pid)
			pid++
		}
	}
	s.WriteString("listen\nlisten\n")
	p := played(t, s.String())
	for _, want := range []string{
		"By name: prog7 (5 times), prog1 (3 times), prog3 (2 times), prog0, prog2, prog4, and 2 more.",
		"asked for LISTEN, 2 times:",
	} {
		if !strings.Contains(p.text, want) {
			t.Errorf("no sentence %q in %s", want, p.text[:min(len(p.text), 1500)])
		}
	}
}

// A row of the table of notes is at the time of its frame, and one of processes has when it
// started.
func TestTimes(t *testing.T) {
	r := report.New("times", analysis.FiltersUnknown)
	var times []int64
	frames.Play(t, "fork 1 100\nexit 50 50 0\nfork 1 101\nexit 100 100 0\nexit 101 101 0", func(f *analysis.Frame) {
		at, ok := f.Nanos()
		if times = append(times, at); !ok {
			t.Fatal("a frame has no time")
		}
		if err := r.Add(f); err != nil {
			t.Fatal(err)
		}
	})
	noted := 0
	for _, table := range written(t, r).data.Tables {
		at := func(name string) int {
			return slices.IndexFunc(table.Columns, func(c struct{ Name string }) bool { return c.Name == name })
		}
		for i, row := range table.Rows {
			switch table.Name {
			case "notes":
				frame, ok := row[at("frame")].(float64)
				if !ok {
					continue
				}
				if noted++; table.At[i] != times[int(frame)-1]-times[0] {
					t.Errorf("the note on frame %v is at %d", frame, table.At[i])
				}
			case "processes":
				start, ok := row[at("start")].(float64)
				frame, born := row[at("start_frame")].(float64)
				if born && (!ok || start != float64(times[int(frame)-1]/1000)/1000) {
					t.Errorf("process %v started at %v", row[at("pid")], row[at("start")])
				}
			}
		}
	}
	if noted == 0 {
		t.Error("there is no note")
	}
}
