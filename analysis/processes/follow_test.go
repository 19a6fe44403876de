package processes_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/processes"
)

const lives = `
	fork 1 10
	thread 10 11 1
	comm 10 11 one
	fork 10 20
	exec 20
	uid 20 20 1 2
	exit 10 10 0 1
	fork 20 30
	ptrace 20 7
	ptrace 20 0
	exit 10 11 0
	exit 30 30 256 20
	fork 1 10
	gid 10 10 3 4
	sid 10
	comm 10 10 one
	coredump 10 10 1
	exit 10 10 134 1
	fork 1 99`

// The FORK of a child is a step of the thread that made it, which is its
// parent_pid, and of the child the start.
func TestForkByThread(t *testing.T) {
	var got []string
	f := processes.Follow{PID: 10, Descendants: true, Each: func(s *processes.Step) error {
		got = append(got, fmt.Sprintf("%d %s %d %s", s.Event.Frame, s.Word(), s.TID(), s.AppendText(nil)))
		return nil
	}}
	table := f.Table()
	feed(t, table, "fork 1 10\nthread 10 11 1")
	e := parse(t, "fork 10 20")
	e.Other, e.Moment = task(11, 10), at(3)
	table.Event(e)
	if err := table.Finish(); err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(got, ", "), "1 start 10 child of 1, 2 thread 11 , 3 fork 11 child 20"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

// A name may be that of several pids: the second with it is the second of all.
func TestLifeByName(t *testing.T) {
	const script = `
		fork 1 10
		comm 10 10 same
		fork 1 20
		comm 20 20 same
		fork 1 30
		comm 30 30 same`
	n := processes.Named{Name: "same"}
	first := n.Table()
	feed(t, first, script)
	if err := first.Finish(); err != nil {
		t.Fatal(err)
	}
	for life, pid := range []int32{1: 10, 20, 30} {
		if life == 0 {
			continue
		}
		steps := 0
		f := processes.Follow{Keys: n.Keys, Life: life, Each: func(s *processes.Step) error {
			if steps++; s.Process.PID != pid || s.Life != 1 {
				t.Errorf("life %d: got pid %d, its life %d; want pid %d, its first", life, s.Process.PID, s.Life, pid)
			}
			return nil
		}}
		table := f.Table()
		feed(t, table, script)
		if err := table.Finish(); err != nil {
			t.Fatal(err)
		}
		if steps != 2 || f.Lives() != 3 {
			t.Errorf("life %d: %d steps, %d lives", life, steps, f.Lives())
		}
	}
}

// steps follows, a line each: frame, microseconds, pid, life, tid, word, text.
func steps(t *testing.T, f *processes.Follow) string {
	t.Helper()
	var b strings.Builder
	f.Each = func(s *processes.Step) error {
		fmt.Fprintf(&b, "%d %d %d.%d %d %s %s\n", s.Event.Frame, s.Since.Microseconds(), s.Process.PID, s.Life, s.TID(), s.Word(), s.AppendText(nil))
		o := map[string]any{}
		if err := json.Unmarshal(s.AppendJSON(nil), &o); err != nil || len(o) != 13 || o["text"] != string(s.AppendText(nil)) {
			t.Errorf("%s: %v", s.AppendJSON(nil), err)
		}
		return nil
	}
	table := f.Table()
	feed(t, table, lives)
	if err := table.Finish(); err != nil || f.Err() != nil {
		t.Fatal(err, f.Err())
	}
	return b.String()
}

func TestFollow(t *testing.T) {
	first := `1 0 10.1 10 start child of 1
2 1 10.1 11 thread 
3 2 10.1 11 comm "one"
4 3 10.1 10 fork child 20
7 6 10.1 10 exit code 0, the leader
11 10 10.1 11 exit code 0, the end
`
	second := `13 0 10.2 10 start child of 1
14 1 10.2 10 gid real 3, effective 4
15 2 10.2 10 sid session 10
16 3 10.2 10 comm "one"
17 4 10.2 10 coredump 
18 5 10.2 10 exit SIGABRT core, the end
`
	for _, c := range []struct {
		f    processes.Follow
		want string
	}{
		{processes.Follow{PID: 10}, first + second},
		{processes.Follow{PID: 10, Life: 1}, first},
		{processes.Follow{PID: 10, Life: 2}, second},
		{processes.Follow{PID: 10, Life: 3}, ""},
		{processes.Follow{PID: 20, Descendants: true}, `4 0 20.1 20 start child of 10
5 1 20.1 20 exec 
6 2 20.1 20 uid real 1, effective 2
8 4 20.1 20 fork child 30
9 5 20.1 20 ptrace traced by 7
10 6 20.1 20 ptrace detached
12 8 30.1 30 exit code 1, the end
`},
	} {
		if got := steps(t, &c.f); got != c.want {
			t.Errorf("got\n%s\nwant\n%s", got, c.want)
		}
	}
	missing := processes.Follow{PID: 5}
	if got := steps(t, &missing); got != "" || missing.Found() {
		t.Errorf("found pid 5: %s", got)
	}
}

func TestNamed(t *testing.T) {
	n := processes.Named{Name: "one"}
	table := n.Table()
	feed(t, table, lives)
	if err := table.Finish(); err != nil {
		t.Fatal(err)
	}
	if len(n.Keys) != 2 {
		t.Errorf("%d processes have the name", len(n.Keys))
	}
	byName, byPID := processes.Follow{Keys: n.Keys, Life: 2}, processes.Follow{PID: 10, Life: 2}
	if a, b := steps(t, &byName), steps(t, &byPID); a != b || a == "" {
		t.Errorf("by name\n%s\nby pid\n%s", a, b)
	}
}
