package scenario

import "github.com/cnwire/cnwire/codec"

// pidns has a listener inside a pid namespace and one outside.
func pidns() Scenario {
	return Scenario{
		Name: "pidns",
		Does: "a listener outside; in a new pid namespace a process joins group 1, sends LISTEN and makes a child",
		Proves: []string{
			"pids in events are those of the initial namespace, for readers in another one too",
			"a LISTEN from another pid namespace gets no answer",
			"a member of the group there receives events all the same, while somebody listens",
		},
		Run: func(w World) {
			a := attentive(w, "a", 0x81, 0x810)
			w.Part("inside", As{NewNS: "pid"})
			w.Settle()
			done(w, a, 0x82, 0x820)
		},
		Parts: map[string]func(World){"inside": func(w World) {
			s := w.Open("inside", Options{})
			s.Join(1)
			listen(s, 0x83, 0x830)
			w.Settle()
			w.Child("child", Exit(5)) // the pid that is logged is the one inside
			w.Settle()
			s.Close()
		}},
		Check: func(t *Trace, v *Verdict) {
			a, inside := t.Sockets["a"], t.Sockets["inside"]
			v.Answer(a, "a", 0x810, 0)
			v.Answer(a, "a", 0x830, -1)
			v.Answer(inside, "inside", 0x830, -1)
			v.That(t.Socket("inside").PIDNS != "init", "inside is in the initial namespace")
			for name, frames := range map[string][]Frame{"a": a, "inside": inside} {
				child := onlyChild(frames, t.Fact("inside"), v) // by its FORK: an EXIT names no parent that was quicker to reap it
				exits, _ := Of[*codec.Exit](About(frames, child))
				v.That(len(exits) == 1 && exits[0].ExitCode == 5<<8, "%s: the EXITs of %d, the child of %d: %+v", name, child, t.Fact("inside"), exits)
				v.That(child != t.Fact("child"), "%s: the FORK has the pid inside", name)
				for _, e := range exits {
					v.That(e.Parent == codec.Task{} || int64(e.Parent.TGID) == t.Fact("inside"), "%s: the EXIT's parent is %+v", name, e.Parent)
				}
			}
		},
	}
}
