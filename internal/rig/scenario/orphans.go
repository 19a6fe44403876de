package scenario

import "github.com/cnwire/cnwire/codec"

// orphans outlive their parents, or have parents who do not want to know.
func orphans() Scenario {
	return Scenario{
		Name: "orphans",
		Does: "a child forks and dies before its own child; another ignores SIGCHLD while its child dies",
		Proves: []string{
			"the EXIT of an orphan names its new parent, where FORK named the old one",
			"the EXIT of a task that is reaped at once, since its parent ignores SIGCHLD, has parent 0",
		},
		Run: func(w World) {
			a := attentive(w, "a", 0x71, 0x710)
			w.Child("parent", Fork(Sleep(300), Exit(7)), Exit(0))
			w.Child("careless", IgnoreSignal(sigCHLD), Fork(Exit(8)), Sleep(300))
			w.Child("waiting", Sleep(400))
			w.Settle()
			done(w, a, 0x72, 0x720)
		},
		Check: func(t *Trace, v *Verdict) {
			a := t.Sockets["a"]
			orphan := onlyChild(a, t.Fact("parent"), v)
			exits, _ := Of[*codec.Exit](About(a, orphan))
			v.That(len(exits) == 1 && exits[0].ExitCode == 7<<8, "the orphan %d: %+v", orphan, exits)
			for _, e := range exits {
				v.That(e.Parent.TGID != 0 && int64(e.Parent.TGID) != t.Fact("parent"), "the orphan's parent is %d", e.Parent.TGID)
			}
			child := onlyChild(a, t.Fact("careless"), v)
			exits, _ = Of[*codec.Exit](About(a, child))
			v.That(len(exits) == 1 && exits[0].ExitCode == 8<<8 && exits[0].Parent == codec.Task{}, "the child of the careless one: %+v", exits)
		},
	}
}

// onlyChild returns the one process that a process made.
func onlyChild(frames []Frame, parent int64, v *Verdict) (pid int64) {
	forks, _ := Of[*codec.Fork](frames)
	var n int
	for _, f := range forks {
		if int64(f.Parent.TGID) == parent && f.Child.IsLeader() {
			pid = int64(f.Child.TGID)
			n++
		}
	}
	v.That(n == 1, "%d has %d children, want 1", parent, n)
	return pid
}
