package gantt_test

import (
	"bufio"
	"bytes"
	"strings"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/fit"
	"github.com/cnwire/cnwire/analysis/gantt"
	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// at is a moment so many seconds behind the start.
func at(seconds float64) analysis.Moment {
	start := time.Date(2026, 11, 21, 23, 12, 1, 0, time.UTC)
	return analysis.Moment{Frame: 1, Time: start.UnixNano() + int64(seconds*1e9)}
}

// draw returns a chart in the time zone UTC.
func draw(t *testing.T, c gantt.Chart, all ...processes.Process) string {
	t.Helper()
	defer func(was *time.Location) { time.Local = was }(time.Local)
	time.Local = time.UTC
	for i := range all {
		if err := c.Add(&all[i]); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	if err := c.Write(w); err != nil {
		t.Fatal(err)
	}
	w.Flush()
	return out.String()
}

func named(p processes.Process, name string) processes.Process {
	p.Named = copy(p.Comm[:], name) > 0
	return p
}

// lives are one of each kind, in ten seconds.
func lives() []processes.Process {
	return []processes.Process{
		{PID: 1, First: at(0), Start: at(0), End: at(10), State: processes.Ended},
		named(processes.Process{PID: 22, First: at(2), Start: at(2), End: at(4), State: processes.Ended, Code: 3 << 8}, "sh"),
		{PID: 22, First: at(5), Start: at(5), End: at(5.1), State: processes.Ended, Code: 9},
		named(processes.Process{PID: 300, First: at(3), Last: at(6)}, "a name 日本"),                     // neither start nor end
		{PID: 301, First: at(6), Start: at(6), Last: at(7)},                                            // no end
		{PID: 302, First: at(6), End: at(7), State: processes.Ended},                                   // no start
		{PID: 303, First: at(6), Start: at(6), Last: at(7), State: processes.Gone},                     // its pid is another's
		{PID: 304, First: at(9.9), Last: at(9.9)},                                                      // one event
		{PID: 305, First: analysis.Moment{Frame: 1, Time: genealogy.NoTime}, State: processes.Running}, // no time
	}
}

func TestChart(t *testing.T) {
	const want = `From 2026-11-21 23:12:01.000000 on; a
column is 1.000000000 s.

PID  0 10.000 s  Exit     Command
  1  ├────────┤  0
 22    ├─┤       3        sh
 22       │      SIGKILL
300  ···────···  running  a name 日本
301        ├─··  running
302  ······─┤    0
303        ├─    gone
304  ·········─  running
305              running
`
	if got := draw(t, gantt.Chart{Width: 42}, lives()...); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// No line is wider than it may be, whatever the width, and all names are there.
func TestChartWidth(t *testing.T) {
	all := lives()
	all[0].Host, all[1].Host = "web-1", "web-2"
	for width := 40; width < 200; width++ {
		got := draw(t, gantt.Chart{Width: width}, all...)
		for line := range strings.Lines(got) {
			if n := fit.Width([]byte(strings.TrimSuffix(line, "\n"))); n > width {
				t.Errorf("%d columns of %d: %s", n, width, line)
			}
		}
		if !strings.Contains(got, "web-2") || !strings.Contains(strings.Join(strings.Fields(got), " "), "a name 日本") {
			t.Errorf("in %d columns:\n%s", width, got)
		}
	}
}

// Times may be as far apart as times can be, or all the same; without a process there
// is nothing.
func TestChartEnds(t *testing.T) {
	first, last := analysis.Moment{Frame: 1, Time: -1 << 62}, analysis.Moment{Frame: 2, Time: 1<<63 - 1}
	got := draw(t, gantt.Chart{}, processes.Process{PID: 1, First: first, Start: first, End: last, State: processes.Ended},
		processes.Process{PID: 2, First: last, Start: last, End: first, State: processes.Ended})
	if !strings.Contains(got, "  1  ├"+strings.Repeat("─", 48)+"┤  0\n") || !strings.HasSuffix(got, "│  0\n") {
		t.Errorf("from end to end:\n%s", got)
	}
	if got := draw(t, gantt.Chart{}, processes.Process{PID: 1, First: at(1), Start: at(1), End: at(1), State: processes.Ended}); !strings.Contains(got, "  1  │ ") {
		t.Errorf("in no time:\n%s", got)
	}
	if got := draw(t, gantt.Chart{}); got != "" {
		t.Errorf("of nothing: %q", got)
	}
}
