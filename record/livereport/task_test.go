package livereport

import (
	"bufio"
	"io"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap/comment"
)

// Who ended is forgotten, some thousand ends later: memory grows with those that
// live.
func TestForgets(t *testing.T) {
	const many = 20_000
	r := New(bufio.NewWriter(io.Discard), 0)
	r.tasks.read(&analysis.Frame{})
	most := 0
	for i := range many {
		pid := int32(100 + i)
		for j, what := range []codec.EventType{codec.EventFork, codec.EventExec, codec.EventExit} {
			at := uint64(3*i + j + 1)
			e := processes.Event{What: what, Task: codec.Task{PID: pid, TGID: pid}, Other: codec.Task{PID: 1, TGID: 1}, Chosen: true}
			e.Moment = analysis.Moment{Frame: at, Stamp: at * 1000, Timed: true}
			r.table.Event(&e)
			r.table.Flush()
		}
		most = max(most, len(r.tasks.of))
	}
	if r.totals.events != 3*many || most > many/2 {
		t.Errorf("%d events, %d processes kept", r.totals.events, most)
	}
}

// The lines of record/COMMENTS.md, and what stands for the process in the report.
func TestTaskOf(t *testing.T) {
	for text, want := range map[string]string{
		"cnwire:1 task pid=7 ppid=1 comm=sh":                        "sh",
		"cnwire:1 task pid=7 ppid=1 comm=sh arg=sh arg=-c":          "sh -c",
		"cnwire:1 task pid=7 ppid=1 comm=sh arg=sh cut=arg":         "sh …",
		"cnwire:1 task pid=7 ppid=1 comm=sh cut=arg":                "sh",
		"cnwire:1 task pid=7 ppid=2 comm=kworker/0:1":               "[kworker/0:1]",
		"cnwire:1 task pid=7 ppid=2 comm=helper exe=/sbin/helper":   "helper",
		"cnwire:1 task pid=7":                                       "-",
		"cnwire:1 task pid=7 race=gone":                             "nobody",
		"cnwire:1 task pid=7 race=reused comm=sh":                   "nobody",
		"cnwire:1 task pid=4294967303 comm=sh":                      "nobody",
		"cnwire:1 task comm=sh":                                     "nobody",
		"cnwire:1 task pid=7 ppid=x start=y comm=sh unknown=z":      "sh",
		`cnwire:1 task pid=7 comm="a b" arg="" arg="" uid=0 exe=""`: "a b",
	} {
		l, err := comment.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		pid, is := taskOf(&l)
		got := "nobody"
		if is != nil {
			got = string(is.append(nil))
		}
		if got != want || is != nil && pid != 7 {
			t.Errorf("%s: %d %q, want %q", text, pid, got, want)
		}
	}
}
