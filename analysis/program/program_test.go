package program_test

import (
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/analysis/program"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// README: a process ran NAME if its executable, the first word of its command line, or
// its name is that.
func TestRan(t *testing.T) {
	const script = `
		fork 1 10 | cnwire:1 task pid=10 comm=a-very-long-com exe=/usr/bin/python3.11 arg=/usr/local/bin/tool arg=--all
		fork 1 11 | cnwire:1 task pid=11 comm=bash arg=-bash
		fork 1 12`
	list := map[int32]processes.Process{}
	table := processes.Table{Each: func(p *processes.Process) error { list[p.PID] = *p; return nil }}
	frames.Play(t, script, func(f *analysis.Frame) {
		if err := table.Add(f); err != nil {
			t.Fatal(err)
		}
	})
	if err := table.Finish(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		pid   int32
		names string
		want  bool
	}{
		{10, "python3.11", true}, {10, "/usr/bin/python3.11", true}, {10, "python3", false}, {10, "tool", true}, {10, "--all", false},
		{10, "a-very-long-com", true}, {10, "a-very-long-command", true}, {10, "a-very", false}, {10, "sh,tool", true}, {10, "", false},
		{11, "bash", true}, {11, "-bash", false}, {12, "bash", false}, {12, "", false}, {12, ".", false},
	} {
		p := list[c.pid]
		if p.PID != c.pid {
			t.Fatalf("no process %d", c.pid)
		}
		if got := program.New(strings.Split(c.names, ",")...).Ran(&p); got != c.want {
			t.Errorf("%d ran %q: %v", c.pid, c.names, got)
		}
	}
}
