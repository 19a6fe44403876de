package scenario

const errPERM = 1

// unprivileged has somebody without capabilities ask.
func unprivileged() Scenario {
	return Scenario{
		Name: "unprivileged",
		Does: "a listener with all capabilities; one with none, of uid 65534, tries to join groups 1 and 2 and sends LISTEN and IGNORE",
		Proves: []string{
			"up to 6.5 the group is closed to him and the answer to his LISTEN, which the listeners receive, is EPERM",
			"from 6.6 on he may join group 1, but not group 2, and listen",
		},
		Run: func(w World) {
			a := attentive(w, "a", 0xd1, 0xd10)
			w.Part("nobody", As{UID: 65534})
			w.Settle()
			done(w, a, 0xd2, 0xd20)
		},
		Parts: map[string]func(World){"nobody": func(w World) {
			s := w.Open("nobody", Options{})
			w.Fact("join 1", int64(s.Join(1)))
			w.Fact("join 2", int64(s.Join(2)))
			listen(s, 0xd3, 0xd30)
			w.Settle()
			w.Child("child", Exit(0))
			w.Settle()
			ignore(s, 0xd4, 0xd40)
			w.Settle()
			s.Close()
		}},
		Check: func(t *Trace, v *Verdict) {
			a, nobody := t.Sockets["a"], t.Sockets["nobody"]
			line := t.Socket("nobody")
			v.That(line.UID == 65534 && len(line.Caps) == 0, "nobody is uid %d with %q", line.UID, line.Caps)
			v.That(t.Fact("join 2") == errPERM, "join 2: errno %d", t.Fact("join 2"))
			if t.Kernel.Filters() {
				v.That(t.Fact("join 1") == 0, "join 1: errno %d", t.Fact("join 1"))
				v.Answer(a, "a", 0xd30, 0)
				v.Answer(nobody, "nobody", 0xd30, 0)
				v.Kinds(nobody, t.Fact("child"), "FORK EXIT")
				return
			}
			v.That(t.Fact("join 1") == errPERM, "join 1: errno %d", t.Fact("join 1"))
			v.Answer(a, "a", 0xd30, errPERM)
			v.Answer(a, "a", 0xd40, errPERM)
			v.That(len(nobody) == 0, "nobody received %d messages", len(nobody))
		},
	}
}
