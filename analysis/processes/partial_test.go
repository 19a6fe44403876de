package processes_test

import "testing"

// partly are processes that were seen in part.
var partly = []struct{ name, script, want string }{
	{"from the middle: the parent is what EXIT names", `
		exec 10
		exit 10 10 0 4`,
		"10<4 0-2 ended 0 execs:1 [start]"},
	{"only an EXIT, of nobody's child", `
		exit 10 10 0`,
		"10<? 0-1 ended 0 [start,parent]"},
	{"the parent, by the FORK of a thread", `
		thread 10 11 4
		exit 10 11 0`,
		"10<4 0-0 running threads:2 [start,end]"},
	{"the parent, by a COREDUMP", `
		coredump 10 10 4
		exit 10 10 134`,
		"10<4 0-2 ended SIGABRT core dumped [start]"},
	{"the parent that a COREDUMP names is another: it was adopted", `
		fork 4 10
		coredump 10 10 1
		exit 10 10 134`,
		"10<4 1-3 ended SIGABRT core orphan adopter:1 dumped"},
	{"threads that were there before: each EXIT may be the last", `
		exit 10 11 0
		exit 10 10 0 1
		exit 10 12 0`,
		"10<1 0-3 ended 0 threads:3 [start,threads]"},
	{"a thread from before calls exec", `
		exit 10 10 0 1
		exec 10
		exit 10 10 256 1`,
		"10<1 0-3 ended 1 execs:1 [start]"},
	{"a pid twice, each seen whole", `
		fork 1 10
		exit 10 10 0 1
		fork 2 10
		exit 10 10 256 2`,
		"10<1 1-2 ended 0\n10<2 3-4 ended 1"},
	{"a pid twice, and the EXIT lost", `
		fork 1 10
		lose
		fork 2 10
		exit 10 10 256 2`,
		"10<1 1-0 gone [end,events]\n10<2 3-4 ended 1"},
	{"a pid twice, and the FORK lost", `
		fork 1 10
		exit 10 10 0 1
		lose
		exec 10
		exit 10 10 256 2`,
		"10<1 1-2 ended 0\n10<2 0-5 ended 1 execs:1 [start]"},
	{"EXIT behind the reuse of its pid", `
		fork 1 10
		fork 1 10
		exit 10 10 256
		exec 10
		exit 10 10 512 1`,
		"10<1 1-3 ended 1\n10<1 2-5 ended 2 execs:1"},
	{"EXIT behind the reuse of its pid, by its parent", `
		fork 1 100
		fork 2 100
		exit 100 100 0 1
		exec 100
		exit 100 100 512 2`,
		"100<1 1-3 ended 0\n100<2 2-5 ended 2 execs:1"},
	{"the same, and the new one ends before", `
		fork 1 100
		fork 2 100
		exit 100 100 512 2
		exit 100 100 0 1`,
		"100<1 1-4 ended 0\n100<2 2-3 ended 2"},
	{"the same, when pid 1 may have adopted the older one: the EXIT that is due comes first", `
		fork 5 100
		fork 1 100
		exit 100 100 0 1
		exit 100 100 256 1`,
		"100<5 1-3 ended 0 orphan adopter:1\n100<1 2-4 ended 1"},
	{"the same, and messages were lost: the parents tell all the same", `
		fork 5 100
		lose
		fork 6 100
		exit 100 100 256 5
		exit 100 100 512 6`,
		"100<5 1-4 ended 1 [events]\n100<6 3-5 ended 2"},
	{"the same, when both have one parent: the EXIT that is due comes first", `
		fork 1 100
		fork 1 100
		exit 100 100 256 1`,
		"100<1 1-3 ended 1\n100<1 2-0 running [end]"},
	{"the same, and it was lost: nobody knows", `
		fork 1 100
		lose
		fork 1 100
		exit 100 100 256 1`,
		"100<1 1-0 gone [end,events]\n100<1 3-4 ended 1 [events]"},
	{"the same, and the leader of the older one may have ended before: nobody knows", `
		thread 10 11 4
		fork 1 10
		exit 10 10 256`,
		"10<4 0-0 gone threads:2 [start,end,events]\n10<1 2-3 ended 1 [events]"},
	{"the same, and the FORK of the older one was lost, so that it may have ended before: nobody knows", `
		lose
		exec 10
		fork 1 10
		exit 10 10 256`,
		"10<? 0-0 gone execs:1 [start,end,parent,events]\n10<1 3-4 ended 1 [events]"},
	{"the same, behind its leader's EXIT: a thread of it may have done exec, unseen, and its EXIT come last", `
		exit 10 10 256
		lose
		fork 1 10
		exit 10 10 512`,
		"10<? 0-1 ended 1 [start,parent]\n10<1 3-4 ended 2 [events]"},
	{"the same, and one whose FORK was lost came between: its EXIT may be the older one's, and the next the other's", `
		fork 1 10
		lose
		fork 1 10
		exit 10 10 256 1
		lose
		comm 10 10 a
		exit 10 10 512 1
		fork 1 10
		exit 10 10 0 1`,
		"10<1 1-0 gone [end,events]\n10<1 3-4 ended 1 [events]\n10<1 0-7 ended 2 \"a\" [start,events]\n10<1 8-9 ended 0 [events]"},
	{"the same, and nothing was lost: its EXIT is due", `
		exec 10
		fork 1 10
		exit 10 10 256`,
		"10<? 0-3 ended 1 execs:1 [start,parent]\n10<1 2-0 running [end]"},
	{"the EXIT names who adopted it", `
		fork 1 50
		fork 50 100
		exit 50 50 0 1
		fork 2 100
		exit 100 100 256 1`,
		"50<1 1-3 ended 0 children:1\n100<50 2-5 ended 1 orphan adopter:1\n100<2 4-0 running [end]"},
	{"a pid becomes a tid: its process ended unseen", `
		fork 1 10
		lose
		fork 1 20
		thread 20 10 1
		exit 20 10 0
		exit 20 20 0 1`,
		"10<1 1-0 gone [end,events]\n20<1 3-6 ended 0 threads:2"},
	{"a tid becomes a pid: its thread ended unseen", `
		fork 1 10
		thread 10 11 1
		exit 10 10 768 1
		lose
		fork 1 11
		exit 11 11 0 1`,
		"10<1 1-3 ended 3 threads:2 [threads,events]\n11<1 5-6 ended 0"},
	{"a live tid becomes a pid, and nothing was lost", `
		fork 1 10
		thread 10 11 1
		fork 1 11
		exit 10 10 768 1
		exit 11 11 0 1`,
		"10<1 1-4 ended 3 threads:2 [threads]\n11<1 3-5 ended 0"},
	{"a live tid becomes a pid whose FORK was not seen", `
		fork 1 10
		thread 10 11 1
		exec 11
		exit 10 10 768 1`,
		"10<1 1-4 ended 3 threads:2 [threads]\n11<? 0-0 running execs:1 [start,end,parent]"},
	{"a live pid becomes a tid", `
		fork 1 11
		fork 1 10
		thread 10 11 1
		exit 10 11 0
		exit 10 10 0 1`,
		"11<1 1-0 gone [end]\n10<1 2-5 ended 0 threads:2"},
	{"whose EXIT it is was doubtful, and so it is of those that come behind", `
		fork 1 10
		lose
		exit 10 10 0 1
		fork 1 10
		fork 1 10
		exit 10 10 0 1
		exit 10 10 256 1`,
		"10<1 1-3 ended 0 [events]\n10<1 4-6 ended 0 [events]\n10<1 5-7 ended 1 [events]"},
	{"a tid becomes that of another process's thread: its thread ended unseen", `
		fork 1 10
		thread 10 11 1
		exit 10 10 768 1
		lose
		fork 1 20
		thread 20 11 1
		exit 20 20 0 1
		exit 20 11 256`,
		"10<1 1-3 ended 3 threads:2 [threads,events]\n20<1 5-8 ended 1 threads:2"},
	{"a tid becomes that of another process's thread, and the EXIT comes behind", `
		fork 1 10
		thread 10 11 1
		exit 10 10 768 1
		fork 1 20
		thread 20 11 1
		exit 10 11 768
		exit 20 20 0 1
		exit 20 11 256`,
		"10<1 1-6 ended 3 threads:2\n20<1 4-8 ended 1 threads:2"},
	{"a tid becomes a pid, and the thread's EXIT comes behind", `
		fork 1 10
		thread 10 11 1
		exit 10 10 768 1
		fork 1 11
		exit 10 11 768
		exit 11 11 0 1`,
		"10<1 1-5 ended 3 threads:2\n11<1 4-6 ended 0"},
	{"EXITs of threads lost", `
		fork 1 10
		thread 10 11 1
		exit 10 10 768 1
		lose
		fork 1 12`,
		"10<1 1-3 ended 3 threads:2 [threads,events]\n12<1 5-0 running [end]"},
	{"not lost: the threads run on", `
		fork 1 10
		thread 10 11 1
		exit 10 10 768 1
		fork 1 12`,
		"10<1 1-0 running threads:2 [end]\n12<1 4-0 running [end]"},
	{"the FORK of a thread lost", `
		fork 1 10
		lose
		uid 10 11 1 1
		exit 10 10 0 1
		exit 10 11 0`,
		"10<1 1-5 ended 0 threads:2 uid:1/1 [threads,events]"},
	{"the EXEC of a thread lost", `
		fork 1 10
		thread 10 11 1
		exit 10 10 0 1
		lose
		comm 10 10 new
		exit 10 10 0 1`,
		`10<1 1-6 ended 0 threads:2 "new" [events]`},
	{"lost before and behind a life is not in it", `
		lose
		fork 1 10
		exit 10 10 0 1
		fork 1 11
		lose
		fork 1 12`,
		"10<1 2-3 ended 0\n11<1 4-0 running [end,events]\n12<1 6-0 running [end]"},
}

func TestPartial(t *testing.T) { runCases(t, partly) }
