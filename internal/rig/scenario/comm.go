package scenario

import "github.com/cnwire/cnwire/codec"

// comm renames children, to names of all sorts.
func comm() Scenario {
	names := []struct {
		label, name, want string
		step              func(string) Step
	}{
		{"prctl", "cnwire-prctl", "cnwire-prctl", SetName},
		{"written", "cnwire-proc", "cnwire-proc", WriteName},
		{"newline", "by echo\n", "by echo\n", WriteName},
		{"latin", "caf\xe9 \xff\xfe", "caf\xe9 \xff\xfe", SetName},
		{"control", "a\x01\x1b[1m\"b'\\", "a\x01\x1b[1m\"b'\\", SetName},
		{"utf8", "Grüße an 世界", "Grüße an 世\xe7", SetName},
		{"long", "0123456789abcdefghij", "0123456789abcde", SetName},
		{"empty", "", "", SetName},
	}
	return Scenario{
		Name: "comm",
		Does: "children rename themselves by prctl(PR_SET_NAME) and by writing to /proc/self/comm",
		Proves: []string{
			"a name has at most 15 bytes, whose meaning nobody checks: a cut in a UTF-8 sequence, Latin-1, control characters, quotes, a newline, nothing at all",
			"the bytes behind a name are zero",
			"a name written to /proc/self/comm is an event too, up to 5.14 none",
		},
		Run: func(w World) {
			a := attentive(w, "a", 0x21, 0x210)
			for _, n := range names {
				w.Child(n.label, n.step(n.name))
			}
			w.Settle()
			done(w, a, 0x22, 0x220)
		},
		Check: func(t *Trace, v *Verdict) {
			for _, n := range names {
				if (n.label == "written" || n.label == "newline") && !t.Kernel.NamesWritten() {
					v.Kinds(t.Sockets["a"], t.Fact(n.label), "FORK EXIT")
					continue
				}
				v.Kinds(t.Sockets["a"], t.Fact(n.label), "FORK COMM EXIT")
				renamed, _ := Of[*codec.Comm](About(t.Sockets["a"], t.Fact(n.label)))
				var want codec.CommName
				copy(want[:], n.want)
				v.That(len(renamed) == 1 && renamed[0].Comm == want, "%s: %v", n.label, renamed)
			}
		},
	}
}
