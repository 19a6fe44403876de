package scenario

import "github.com/cnwire/cnwire/codec"

// coredump kills children by a signal that dumps core, with and without leave to
// write one.
func coredump() Scenario {
	return Scenario{
		Name: "coredump",
		Does: "a child that may write a core file aborts, and one that may not",
		Proves: []string{
			"COREDUMP comes before EXIT, and whether or not a core file was written: only the bit 0x80 of exit_code tells",
		},
		Run: func(w World) {
			a := attentive(w, "a", 0x41, 0x410)
			w.Child("dumped", CoreLimit(-1), DefaultSignal(sigABRT), Kill(sigABRT))
			w.Child("forbidden", CoreLimit(0), DefaultSignal(sigABRT), Kill(sigABRT))
			w.Settle()
			done(w, a, 0x42, 0x420)
		},
		Check: func(t *Trace, v *Verdict) {
			a := t.Sockets["a"]
			for label, code := range map[string]uint32{"dumped": 0x80 | sigABRT, "forbidden": sigABRT} {
				v.Kinds(a, t.Fact(label), "FORK COREDUMP EXIT")
				exits, _ := Of[*codec.Exit](About(a, t.Fact(label)))
				v.That(len(exits) == 1 && exits[0].ExitCode == code, "%s: %+v, want exit code %#x", label, exits, code)
				dumps, _ := Of[*codec.Coredump](About(a, t.Fact(label)))
				v.That(len(dumps) == 1 && int64(dumps[0].Parent.TGID) == t.Fact("runner"), "%s: %+v", label, dumps)
			}
		},
	}
}
