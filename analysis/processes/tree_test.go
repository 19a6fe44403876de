package processes_test

import (
	"bufio"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/processes"
)

// draw draws the tree of a script.
func draw(t *testing.T, tree processes.Tree, script string) string {
	t.Helper()
	table := processes.Table{Each: tree.Add}
	feed(t, &table, script)
	if err := table.Finish(); err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	w := bufio.NewWriter(&b)
	if err := tree.Write(w); err != nil {
		t.Fatal(err)
	}
	w.Flush()
	return b.String()
}

const family = `
	fork 4 10
	fork 10 11
	comm 11 11 shell
	thread 11 12 10
	fork 11 13
	exec 13
	exec 13
	exit 13 13 9 11
	fork 11 14
	exit 11 12 0
	exit 11 11 256 10
	fork 10 15
	exit 14 14 0 1
	exit 10 10 0 4
	exec 20
	fork 10 21`

func TestTree(t *testing.T) {
	want := `4  (known as a parent only)
└─ 10  0.000013 s  exit 0
   ├─ 11 "shell"  0.000009 s  exit 1, 1 more thread
   │  ├─ 13  0.000003 s  exit SIGKILL, 2 execs
   │  └─ 14  0.000004 s  exit 0, orphan
   └─ 15  running, orphan
20  running, 1 exec  [not seen: start]
10  (known as a parent only)
└─ 21  running
`
	if got := draw(t, processes.Tree{}, family); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	want = `4  (known as a parent only)
└─ 10  0.000013 s  exit 0
   └─ 11 "shell"  0.000009 s  exit 1, 1
      │  more thread
      └─ 13  0.000003 s  exit SIGKILL, 2
         execs
`
	failed := processes.Tree{Width: 40, Keep: func(p *processes.Process) bool { return p.Signal() == 9 }}
	if got := draw(t, failed, family); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// A chain of any length is drawn, and so is a circle, which no kernel has.
func TestTreeShapes(t *testing.T) {
	var chain strings.Builder
	for i := range 100 {
		chain.WriteString(strings.Replace("fork A B\n", "A B", strings.Join([]string{number(i + 1), number(i + 2)}, " "), 1))
	}
	got := draw(t, processes.Tree{}, chain.String())
	if lines := strings.Count(got, "\n"); lines != 101 || !strings.Contains(got, "(100) 101  running") {
		t.Errorf("%d lines\n%s", lines, got)
	}
	got = draw(t, processes.Tree{}, "thread 10 11 20\nthread 20 21 10")
	if !strings.Contains(got, "10  running") || !strings.Contains(got, "20  running") {
		t.Errorf("a circle is drawn as\n%s", got)
	}
}
