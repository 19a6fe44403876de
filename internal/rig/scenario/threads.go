package scenario

import (
	"slices"

	"github.com/cnwire/cnwire/codec"
)

// threads makes threads that end before their process does.
func threads() Scenario {
	return Scenario{
		Name: "threads",
		Does: "a process makes three threads, each of which ends, and one process whose leader ends before its threads",
		Proves: []string{
			"a thread's FORK has a child_pid that is not its child_tgid, and as parent the parent of its process, not the thread that made it",
			"a thread's EXIT has exit_signal 0xffffffff and no parent",
			"the EXIT of a leader is not the end of its process: those of its threads may follow",
		},
		Run: func(w World) {
			a := attentive(w, "a", 0x61, 0x610)
			w.Tool("threads", "3")
			w.Tool("leader-first")
			w.Settle()
			done(w, a, 0x62, 0x620)
		},
		Check: func(t *Trace, v *Verdict) {
			a := t.Sockets["a"]
			pid := t.Fact("threads")
			tids := t.Facts("threads.tid")
			v.That(len(tids) == 3, "%d threads were told of", len(tids))
			mine := About(a, pid)
			for _, tid := range tids {
				var made, ended int
				for _, f := range mine {
					switch e := f.Event.(type) {
					case *codec.Fork:
						if int64(e.Child.PID) == tid {
							made++
							v.That(int64(e.Parent.TGID) == t.Fact("runner"), "thread %d: its parent is %+v", tid, e.Parent)
						}
					case *codec.Exit:
						if int64(e.Process.PID) == tid {
							ended++
							v.That(e.ExitSignal == 0xffffffff && e.Parent == codec.Task{}, "thread %d ends with %+v", tid, e)
						}
					}
				}
				v.That(made == 1 && ended == 1, "thread %d: %d FORKs, %d EXITs", tid, made, ended)
			}
			exits, _ := Of[*codec.Exit](About(a, t.Fact("leader-first")))
			leader := slices.IndexFunc(exits, func(e *codec.Exit) bool { return e.Process.IsLeader() })
			v.That(leader >= 0 && leader < len(exits)-1, "the leader's EXIT is number %d of %d", leader+1, len(exits))
		},
	}
}
