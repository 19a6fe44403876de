package report_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/notes"
	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/analysis/statistics"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/report"
)

// many is a script of so many processes on each of two hosts, of which some fail.
func many(n int) string {
	var s strings.Builder
	for _, host := range []string{"a", "b"} {
		fmt.Fprintf(&s, "host %s\nlisten\n", host)
		for i := range n {
			pid := 100 + i
			fmt.Fprintf(&s, "fork %d %d\nexec %d\n", max(1, pid/2), pid, pid)
			if i%3 == 0 {
				fmt.Fprintf(&s, "comm %d %d work-%d\n", pid, pid, i%7)
			}
			if i > 20 {
				fmt.Fprintf(&s, "exit %d %d %d\n", pid-20, pid-20, map[bool]int{true: 256}[i%11 == 0])
			}
		}
	}
	return s.String()
}

// Figures of many processes, on two hosts, with losses, are those of ps, stats and check.
func TestManyFigures(t *testing.T) {
	n := 500
	if testkit.Deep {
		n = 5000
	}
	r := report.New("many", analysis.FiltersUnknown)
	var listed, failed, running int
	table := processes.Table{Each: func(p *processes.Process) error {
		listed++
		if p.Failed() {
			failed++
		}
		if p.State == processes.Running {
			running++
		}
		return nil
	}}
	checker := notes.Checker{Emit: func(*notes.Note) error { return nil }}
	figures := map[string]uint64{}
	overview := testkit.Must(statistics.Lookup("overview"))(t)
	stats := statistics.New(statistics.Options{}, []*statistics.Table{overview}, func(row *statistics.Row) error {
		for i, c := range row.Table.Columns {
			figures[c.Name] = row.Cells[i].Num
		}
		return nil
	})
	frames.Play(t, many(n), func(f *analysis.Frame) {
		if f.Number%97 == 50 {
			return // lost
		}
		for _, add := range []func(*analysis.Frame) error{r.Add, table.Add, checker.Add, stats.Add} {
			if err := add(f); err != nil {
				t.Fatal(err)
			}
		}
	})
	for _, end := range []func() error{table.Finish, checker.End, stats.End} {
		if err := end(); err != nil {
			t.Fatal(err)
		}
	}
	p := written(t, r)
	if listed < 2*n || failed == 0 || running == 0 || figures["lost"] < uint64(n/20) || figures["processes"] == 0 {
		t.Fatalf("%d listed, %d failed, %d run, %v", listed, failed, running, figures)
	}
	var counts []string
	for _, s := range notes.Severities() {
		counts = append(counts, fmt.Sprintf("%s %d", s, checker.BySeverity(s)))
	}
	for _, want := range []string{
		fmt.Sprintf("%d processes of 2 hosts in ", listed),
		fmt.Sprintf("%d of %d failed", failed, listed-running),
		fmt.Sprintf("%d messages: %d events, %d requests, %d answers", figures["messages"], figures["events"], figures["requests"], figures["answers"]),
		checker.Lost(),
		fmt.Sprintf("At least %d messages are lost", figures["lost"]),
		"Notes, as check has them: " + strings.Join(counts, ", ") + ".",
	} {
		if !strings.Contains(p.text, want) {
			t.Errorf("nothing says %q in %s", want, p.text[:min(len(p.text), 1500)])
		}
	}
	if got := len(p.data.Tables[0].Rows); got != listed {
		t.Errorf("the list has %d processes, ps has %d", got, listed)
	}
	lost := 0
	for _, n := range p.data.Gaps.Lost {
		lost += n
	}
	if uint64(lost) != figures["lost"] {
		t.Errorf("the gaps miss %d messages, stats says %d", lost, figures["lost"])
	}
}
