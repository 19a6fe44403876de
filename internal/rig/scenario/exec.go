package scenario

import "github.com/cnwire/cnwire/codec"

// exec has children become other programs, or fail to.
func exec() Scenario {
	return Scenario{
		Name: "exec",
		Does: "a child execs, a child fails to, a thread that does not lead its process execs",
		Proves: []string{
			"exec sends EXEC and no COMM, although the name changes",
			"an exec that fails sends nothing",
			"when a thread execs that does not lead, the leader's EXIT comes before the EXEC of the same pid, which lives on",
		},
		Run: func(w World) {
			a := attentive(w, "a", 0x31, 0x310)
			w.Child("exec", Exec("true"))
			w.Child("missing", ExecMissing(), Exit(127))
			w.Tool("exec-thread")
			w.Settle()
			done(w, a, 0x32, 0x320)
		},
		Check: func(t *Trace, v *Verdict) {
			a := t.Sockets["a"]
			execs, _ := Of[*codec.Exec](About(a, t.Fact("exec")))
			v.That(len(execs) == 1 && execs[0].Process.IsLeader(), "exec: %+v", execs)
			v.Kinds(a, t.Fact("missing"), "FORK EXIT")
			for _, pid := range []int64{t.Fact("exec"), t.Fact("exec-thread")} {
				renamed, _ := Of[*codec.Comm](About(a, pid))
				v.That(len(renamed) == 0, "COMM of %d: %+v", pid, renamed)
			}
			pid, tid := t.Fact("exec-thread"), t.Fact("exec-thread.tid")
			v.That(pid != tid && tid > 0, "the thread %d of %d leads", tid, pid)
			var exits, order int // the leader's EXITs; 1 after the first of them, 2 after the EXEC that follows
			for _, f := range About(a, pid) {
				switch e := f.Event.(type) {
				case *codec.Exit:
					v.That(int64(e.Process.PID) != tid, "the thread that execed has an EXIT, of frame %d", f.Number)
					if e.Process.IsLeader() {
						exits++
						order = max(order, 1)
					}
				case *codec.Exec:
					if order == 1 {
						order = 2
						v.That(int64(e.Process.PID) == pid, "the EXEC of frame %d is of %d", f.Number, e.Process.PID)
					}
				}
			}
			v.That(exits == 2 && order == 2, "%d EXITs of the leader, want one before and one after an EXEC", exits)
		},
	}
}
