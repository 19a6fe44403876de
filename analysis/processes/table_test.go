package processes_test

import (
	"strings"
	"testing"
)

// cases are lives that the kernel's events are easily misread of. The kernel
// facts behind each are in SPEC.md R14 and R16 and in the functions that doc.go
// names.
var cases = []struct{ name, script, want string }{
	{"fork, exec, exit", `
		fork 1 10
		exec 10
		exit 10 10 768 1`,
		"10<1 1-3 ended 3 execs:1"},
	{"order of first appearance, not of the ends", `
		fork 1 10
		fork 10 11
		exit 11 11 0 10
		fork 10 12
		exit 10 10 0 1
		exit 12 12 0 1`,
		"10<1 1-5 ended 0 children:2\n11<10 2-3 ended 0\n12<10 4-6 ended 0 orphan adopter:1"},
	{"a mere parent is not listed, and a process from its first own event", `
		fork 7 10
		exit 10 10 0 7
		exec 7`,
		"10<7 1-2 ended 0\n7<? 0-0 running execs:1 children:1 [start,end,parent]"},
	{"threads: the FORK names the creator's parent", `
		fork 1 10
		thread 10 11 1
		thread 10 12 1
		exit 10 12 0
		exit 10 11 0
		exit 10 10 0 1`,
		"10<1 1-6 ended 0 threads:3"},
	{"the leader ends first: the last thread's EXIT is the end", `
		fork 1 10
		thread 10 11 1
		exit 10 10 0 1
		uid 10 11 5 6
		exit 10 11 1792`,
		"10<1 1-5 ended 7 threads:2 uid:5/6"},
	{"a group is killed", `
		fork 1 10
		thread 10 11 1
		thread 10 12 1
		exit 10 11 9
		exit 10 10 9 1
		exit 10 12 9`,
		"10<1 1-6 ended SIGKILL threads:3"},
	{"exec from a thread that does not lead: the old leader's EXIT is no end", `
		fork 1 10
		thread 10 11 1
		thread 10 12 1
		exit 10 12 0
		exit 10 10 0 1
		exec 10
		comm 10 10 new
		exit 10 10 256 1`,
		`10<1 1-8 ended 1 execs:1 threads:3 "new"`},
	{"the same, and the EXITs come behind the EXEC, the leader's with the tid of the other", `
		fork 1 10
		thread 10 11 1
		thread 10 12 1
		exec 10
		exit 10 12 0
		exit 10 11 0
		thread 10 13 1
		exit 10 13 0
		exit 10 10 0 1`,
		"10<1 1-9 ended 0 execs:1 threads:4"},
	{"the same, with the leader's own tid", `
		fork 1 10
		thread 10 11 1
		exec 10
		exit 10 10 0 1
		comm 10 10 new
		exit 10 10 256 1`,
		`10<1 1-6 ended 1 execs:1 threads:2 "new"`},
	{"the same: the old leader's EXIT before the EXEC, with the tid of the other", `
		fork 1 10
		thread 10 11 1
		exit 10 11 0
		exec 10
		fork 1 11
		exit 11 11 0 1
		exit 10 10 256 1`,
		"10<1 1-7 ended 1 execs:1 threads:2\n11<1 5-6 ended 0"},
	{"the tid of a thread that did exec is free for others", `
		fork 1 10
		thread 10 11 1
		exit 10 10 0 1
		exec 10
		fork 1 11
		exit 11 11 0 1
		exit 10 10 0 1`,
		"10<1 1-7 ended 0 execs:1 threads:2\n11<1 5-6 ended 0"},
	{"auto-reaped: EXIT has no parent", `
		fork 5 10
		exit 10 10 0`,
		"10<5 1-2 ended 0"},
	{"core dumped, and none written", `
		fork 1 10
		coredump 10 10 1
		exit 10 10 139 1
		fork 1 11
		coredump 11 11 1
		exit 11 11 6 1`,
		"10<1 1-3 ended SIGSEGV core dumped\n11<1 4-6 ended SIGABRT dumped"},
	{"orphan, by the end of its parent", `
		fork 1 10
		fork 10 11
		exit 10 10 0 1
		exec 11`,
		"10<1 1-3 ended 0 children:1\n11<10 2-0 running execs:1 orphan [end]"},
	{"no orphan: its EXIT names its parent, whose EXIT was queued before", `
		fork 1 10
		fork 10 11
		exit 10 10 9 1
		exit 11 11 9 10`,
		"10<1 1-3 ended SIGKILL children:1\n11<10 2-4 ended SIGKILL"},
	{"orphan, by the FORK of a thread of it", `
		fork 9 10
		thread 10 11 1
		exit 10 11 0
		exit 10 10 0 1`,
		"10<9 1-4 ended 0 threads:2 orphan adopter:1"},
	{"traced and not", `
		fork 1 10
		ptrace 10 7
		ptrace 10 0
		fork 1 11
		ptrace 11 7
		exit 10 10 0 1
		exit 11 11 0 1`,
		"10<1 1-6 ended 0 tracer:7 traced:false\n11<1 4-7 ended 0 tracer:7 traced:true"},
	{"ids, session, the last name", `
		fork 1 10
		uid 10 10 1 2
		uid 10 10 3 4
		gid 10 10 5 6
		sid 10
		comm 10 10 one
		comm 10 10 two`,
		`10<1 1-0 running "two" uid:3/4 gid:5/6 session [end]`},
	{"exec of a thread whose leader is dead: nothing of the old program is to come", `
		fork 1 10
		thread 10 11 1
		thread 10 12 1
		exit 10 10 0 1
		exec 10
		exit 10 99 0
		exit 10 10 256 1`,
		"10<1 1-7 ended 1 execs:1 threads:4 [threads]"},
	{"and where the leader lived, its EXIT may come with any number", `
		fork 1 10
		thread 10 11 1
		thread 10 12 1
		exec 10
		exit 10 99 0
		exit 10 10 256 1`,
		"10<1 1-6 ended 1 execs:1 threads:3"},
	{"no orphan: the EXIT of its parent is the last that was seen", `
		fork 1 10
		fork 10 11
		exit 10 10 0 1`,
		"10<1 1-3 ended 0 children:1\n11<10 2-0 running [end]"},
	{"an EXEC takes the name away; a thread's name is the thread's", `
		fork 1 10
		comm 10 10 one
		exec 10
		thread 10 11 1
		comm 10 11 worker
		exit 10 11 0
		fork 1 20
		comm 20 20 one
		exec 20
		comm 20 20 two
		exec 20
		exec 20
		comm 20 20 three`,
		`10<1 1-0 running execs:1 threads:2 was:"one" [end]` + "\n" + `20<1 7-0 running execs:3 "three" was:"two" [end]`},
	{"the leader ended, and the number of its last thread is another's: that one ended unseen, and so did the process", `
		fork 1 10
		thread 10 11 1
		exit 10 10 256 1
		fork 1 11`,
		"10<1 1-3 ended 1 threads:2 [threads]\n11<1 4-0 running [end]"},
	{"the same, and the number is a thread's of another process", `
		fork 1 10
		thread 10 11 1
		exit 10 10 256 1
		fork 1 20
		thread 20 11 1`,
		"10<1 1-3 ended 1 threads:2 [threads]\n20<1 4-0 running threads:2 [end]"},
	{"R16: a parent of 0 is not known, and takes no adopter away", `
		fork 5 10
		thread 10 11 5
		exit 5 5 0
		exit 10 11 0 1
		exit 10 10 0`,
		"10<5 1-5 ended 0 threads:2 orphan adopter:1\n5<? 0-3 ended 0 children:1 [start,parent]"},
	{"pid 1, which no process started", `
		thread 1 5 0
		exit 1 5 0`,
		"1<0 0-0 running threads:2 [start,end]"},
}

func TestTable(t *testing.T) { runCases(t, cases) }

func runCases(t *testing.T, cases []struct{ name, script, want string }) {
	for _, c := range cases {
		t.Run(strings.ReplaceAll(c.name, " ", "_"), func(t *testing.T) {
			if got := rebuild(t, c.script); got != c.want {
				t.Errorf("%s\ngot\n%s\nwant\n%s", c.script, got, c.want)
			}
		})
	}
}
