package lineage_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/lineage"
	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// A step of follow is where the fields say that its event is; of the FORK of a child it
// is the parent's step. The first 11 is none of 10's, and counts among the lives all the same.
func TestFollow(t *testing.T) {
	const script = `
		fork 1 11
		exit 11 11 0
		fork 1 10
		exec 10
		fork 10 11
		exec 11
		exit 10 10 0
		exit 11 11 0`
	want := []string{
		"3 start 10 life 1 ppid 1 ancestors [1] age 0 to exec <nil>",
		"4 exec 10 life 1 ppid 1 ancestors [1] age 1000000 to exec 1000000",
		"5 fork 10 life 1 ppid 1 ancestors [1] age 2000000 to exec 1000000",
		"6 exec 11 life 2 ppid 10 ancestors [10 1] age 1000000 to exec 1000000",
		"7 exit 10 life 1 ppid 1 ancestors [1] age 4000000 to exec 1000000",
		"8 exit 11 life 2 ppid 10 ancestors [10 1] age 3000000 to exec 1000000",
	}
	var got []string
	f := processes.Follow{PID: 10, Descendants: true, Lineage: new(lineage.Tracker), Each: func(s *processes.Step) error {
		var o map[string]any
		numbers := json.NewDecoder(bytes.NewReader(s.AppendJSON(nil)))
		numbers.UseNumber()
		if err := numbers.Decode(&o); err != nil {
			return err
		}
		got = append(got, fmt.Sprint(o["frame"], " ", o["event"], " ", o["pid"], " life ", o["life"], " ppid ", o["ppid"], " ancestors ", o["ancestors"], " age ", o["age_ns"], " to exec ", o["fork_to_exec_ns"]))
		return nil
	}}
	table := f.Table()
	frames.Play(t, script, func(frame *analysis.Frame) {
		if err := table.Add(frame); err != nil {
			t.Fatal(err)
		}
	})
	if err := table.Finish(); err != nil || f.Err() != nil {
		t.Fatal(err, f.Err())
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
