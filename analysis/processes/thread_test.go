package processes_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/codec"
)

// A thread is missing when its tid is another's before its EXIT came. The EXIT is
// awaited, of 64 threads of a process.
func TestMissingThreads(t *testing.T) {
	many := func(n int) string {
		var b strings.Builder
		b.WriteString("fork 1 10\nfork 1 20\n")
		for _, line := range []string{"thread 10 %d 1\n", "thread 20 %d 1\n", "exit 10 %d 0\n", "exit 20 %d 0\n"} {
			for i := range n {
				fmt.Fprintf(&b, line, 100+i)
			}
		}
		return b.String() + "exit 10 10 0 1\nexit 20 20 0 1\n"
	}
	runCases(t, []struct{ name, script, want string }{
		{"its EXIT comes", `
			fork 1 10
			thread 10 11 1
			fork 1 20
			thread 20 11 1
			exit 10 11 0
			exit 10 10 0 1
			exit 20 11 0
			exit 20 20 0 1`,
			"10<1 1-6 ended 0 threads:2\n20<1 3-8 ended 0 threads:2"},
		{"its EXIT does not come", `
			fork 1 10
			thread 10 11 1
			fork 1 20
			thread 20 11 1
			exit 10 10 0 1
			exit 20 11 0
			exit 20 20 0 1`,
			"10<1 1-5 ended 0 threads:2 [threads]\n20<1 3-7 ended 0 threads:2"},
		{"its EXIT comes once", `
			fork 1 10
			thread 10 11 1
			fork 1 20
			thread 20 11 1
			exit 10 11 0
			exit 10 11 0
			exit 10 10 0 1`,
			"10<1 1-7 ended 0 threads:3 [threads]\n20<1 3-0 running threads:2 [end]"},
		{"64", many(64), "10<1 1-259 ended 0 threads:65\n20<1 2-260 ended 0 threads:65"},
		{"65", many(65), "10<1 1-263 ended 0 threads:67 [threads]\n20<1 2-264 ended 0 threads:66"},
	})
}

// What is known of many threads of two processes. What an EXIT costs does not grow
// with them: cmd/cnwire's TestLinear counts that.
func TestManyThreads(t *testing.T) {
	const n = 100_000
	frame := uint64(0)
	var got []string
	table := processes.Table{Each: func(p *processes.Process) error {
		got = append(got, brief(p))
		return nil
	}}
	event := func(e processes.Event) {
		frame++
		e.Moment = at(frame)
		table.Event(&e)
	}
	event(processes.Event{What: codec.EventFork, Task: task(10, 10), Other: task(1, 1)})
	for i := range int32(n) {
		event(processes.Event{What: codec.EventFork, Task: task(100+i, 10), Other: task(1, 1)})
	}
	event(processes.Event{What: codec.EventFork, Task: task(100, 100), Other: task(1, 1)}) // one is missing
	for i := range int32(n) {
		event(processes.Event{What: codec.EventExit, Task: task(1_000_000+i, 10)}) // and others are unknown
	}
	if err := table.Finish(); err != nil {
		t.Fatal(err)
	}
	if want := "10<1 1-0 running threads:200001 [end,threads]\n100<1 100002-0 running [end]"; strings.Join(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
}
