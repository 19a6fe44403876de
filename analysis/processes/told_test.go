package processes_test

import (
	"bufio"
	"fmt"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/analysis/who"
	"github.com/cnwire/cnwire/internal/testkit/frames"
)

// played hands the frames of a script to a table.
func played(t *testing.T, table *processes.Table, script string) {
	t.Helper()
	frames.Play(t, script, func(f *analysis.Frame) {
		if err := table.Add(f); err != nil {
			t.Fatal(err)
		}
	})
	if err := table.Finish(); err != nil {
		t.Fatal(err)
	}
}

// drawn is the tree of a script whose comments tell of processes.
func drawn(t *testing.T, tree processes.Tree, script string) string {
	t.Helper()
	played(t, &processes.Table{Each: tree.Add, Unlisted: tree.AddUnlisted}, script)
	var b strings.Builder
	w := bufio.NewWriter(&b)
	if err := tree.Write(w); err != nil {
		t.Fatal(err)
	}
	w.Flush()
	return b.String()
}

const at7 = "cnwire:1 task pid=7"

// A tree has the command line beside the pid, else the executable, and the name where
// that is another; ancestors of which only comments tell are drawn, nobody else.
func TestTreeTold(t *testing.T) {
	for _, c := range []struct{ script, want string }{
		{"fork 1 7 | " + at7 + " comm=sh exe=/bin/dash arg=/bin/sh arg=-c", "1  (known as a parent only)\n└─ 7 /bin/sh -c  running\n"},
		{"fork 1 7 | " + at7 + " comm=dash exe=/bin/dash arg=/bin/sh", "1  (known as a parent only)\n└─ 7 /bin/sh  running\n"},
		{"fork 1 7 | " + at7 + " comm=else exe=/bin/dash arg=-sh", "1  (known as a parent only)\n└─ 7 -sh (\"else\")  running\n"},
		{"fork 1 7 | " + at7 + " comm=sh arg=-sh", "1  (known as a parent only)\n└─ 7 -sh  running\n"},
		{"fork 1 7 | " + at7 + " comm=a-name-that-is- arg=/x/a-name-that-is-long", "1  (known as a parent only)\n└─ 7 /x/a-name-that-is-long  running\n"},
		{"fork 1 7 | " + at7 + " comm=a exe=/bin/b", "1  (known as a parent only)\n└─ 7 /bin/b (\"a\")  running\n"},
		{"fork 1 7 | " + at7 + " comm=a", "1  (known as a parent only)\n└─ 7 \"a\"  running\n"},
		{"fork 1 7 | " + at7 + " exe=" + strings.Repeat("e", 81), "1  (known as a parent only)\n└─ 7 " + strings.Repeat("e", 79) + "…  running\n"},
		{"exec 7 | " + at7 + " ppid=6 arg=x | cnwire:1 task pid=6 ppid=5 comm=six | cnwire:1 task pid=5 ppid=4 comm=five | cnwire:1 task pid=9 ppid=5 comm=nine",
			"4  (known as a parent only)\n└─ 5 \"five\"  (no event of its own)\n   └─ 6 \"six\"  (no event of its own)\n      └─ 7 x  running, 1 exec  [not seen: start]\n"},
		{"fork 1 7 | " + at7 + " ppid=2 arg=x", "1  (known as a parent only)\n└─ 7 x  running\n"}, // and nobody adopted it
		// In the order of appearance, though a child appears before its parent.
		{"exec 7 | " + at7 + " ppid=6\nexec 8 | cnwire:1 task pid=8 ppid=5\nexec 6 | cnwire:1 task pid=6 ppid=5",
			"5  (known as a parent only)\n├─ 8  running, 1 exec  [not seen: start]\n└─ 6  running, 1 exec  [not seen: start]\n   └─ 7  running, 1 exec  [not seen: start]\n"},
		// A circle, which no kernel has, has no root.
		{"exec 7 | " + at7 + " ppid=6 | cnwire:1 task pid=6 ppid=5 comm=six | cnwire:1 task pid=5 ppid=6 comm=five", "7  running, 1 exec  [not seen: start]\n"},
		{"exec 7 | " + at7 + " ppid=6 | cnwire:1 task pid=6 ppid=7 comm=six", "7  running, 1 exec  [not seen: start]\n└─ 6 \"six\"  (no event of its own)\n"},
	} {
		if got := drawn(t, processes.Tree{}, c.script); got != c.want {
			t.Errorf("%s\ngot\n%s\nwant\n%s", c.script, got, c.want)
		}
	}
}

// Lives go by timestamps (R25), and what is known with them: an EXEC that stands
// before its FORK takes its line along.
func TestToldInOrder(t *testing.T) {
	packets := frames.Packets(t, `
		fork 1 5 | cnwire:1 task pid=5 exe=/bin/five
		fork 5 7
		exec 7 | `+at7+` exe=/bin/seven`)
	packets[1], packets[2] = packets[2], packets[1]
	for prompt, want := range map[bool]string{false: "/bin/seven", true: "/bin/five"} {
		exe := ""
		table := processes.Table{Prompt: prompt, Each: func(p *processes.Process) error {
			if p.PID == 7 {
				exe = p.Facts.Get(who.Exe)
			}
			return nil
		}}
		var fs analysis.Frames
		for i := range packets {
			if err := table.Add(fs.Feed(&packets[i])); err != nil {
				t.Fatal(err)
			}
		}
		if err := table.Finish(); err != nil {
			t.Fatal(err)
		}
		if exe != want {
			t.Errorf("prompt %v: %q, want %q", prompt, exe, want)
		}
	}
}

// A copy says nothing new, but its comments may (rule 1).
func TestToldOnCopy(t *testing.T) {
	packets := frames.Packets(t, "fork 1 7\nexec 7\nexec 7")
	again := packets[1]
	again.Comments = []string{at7 + " comm=seven exe=/bin/seven"}
	packets[2] = again
	var got string
	table := processes.Table{Each: func(p *processes.Process) error {
		got += fmt.Sprintf("%d %s %d execs\n", p.PID, p.Facts.Get(who.Exe), p.Execs)
		return nil
	}}
	var fs analysis.Frames
	for i := range packets {
		if err := table.Add(fs.Feed(&packets[i])); err != nil {
			t.Fatal(err)
		}
	}
	if err := table.Finish(); err != nil || got != "7 /bin/seven 1 execs\n" {
		t.Errorf("%v %q", err, got)
	}
}

// A name that only the comment of another's packet gives is followed; and so is one
// that the process gave up with its first event.
func TestNamedByOthers(t *testing.T) {
	const script = `
		listen | ` + at7 + ` comm=seven | cnwire:1 task pid=8 comm=eight
		comm 7 7 other
		exec 8
		exec 9`
	for name, want := range map[string]int{"seven": 1, "other": 1, "eight": 1, "nine": 0} {
		n := processes.Named{Name: name}
		played(t, n.Table(), script)
		if len(n.Keys) != want {
			t.Errorf("%s: %d processes", name, len(n.Keys))
		}
	}
}

// Children share what they have from their parent, and a list holds it also where it
// waits in a file: for an earlier process that lives on.
func TestToldAreMany(t *testing.T) {
	const many = 40_000
	long := &who.Task{PID: 5, Facts: who.Facts{who.Cmdline: strings.Repeat("x", 300)}}
	n, wrong := 0, 0
	table := processes.Table{Lends: true, Each: func(p *processes.Process) error {
		n++
		if want := fmt.Sprint(p.PID); p.PID != 5 && (p.Facts.Get(who.Cmdline) != long.Facts[who.Cmdline] || p.Facts.Get(who.Cwd) != want) {
			wrong++
		}
		return nil
	}}
	first := parse(t, "fork 1 5")
	first.Moment, first.Told = at(1), long
	table.Event(first)
	for i := range int32(many) {
		pid := 100 + i
		e := parse(t, fmt.Sprintf("fork 5 %d", pid))
		e.Moment, e.Seq, e.Told = at(uint64(i+2)*1e5), uint32(i), &who.Task{PID: pid, Facts: who.Facts{who.Cwd: fmt.Sprint(pid)}}
		table.Event(e)
		if pid%2 == 0 {
			x := parse(t, fmt.Sprintf("exit %d %d 0", pid, pid))
			x.Moment, x.Seq = at(uint64(i+2)*1e5+1), uint32(i)
			table.Event(x)
		}
	}
	if err := table.Finish(); err != nil {
		t.Fatal(err)
	}
	if n != many+1 || wrong != 0 {
		t.Errorf("%d processes, %d wrong", n, wrong)
	}
}
