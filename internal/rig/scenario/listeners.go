package scenario

// listeners shows who receives copies.
func listeners() Scenario {
	names := []string{"a", "b", "c"}
	return Scenario{
		Name: "listeners",
		Does: "one listener and two other members of group 1, of which one joined by bind, and a socket outside the group; children",
		Proves: []string{
			"nlmon has a copy of each message for each member of the group, back to back and equal in every byte",
			"who is in the group receives events without having sent LISTEN, while somebody else has",
			"a LISTEN of a socket outside the group is answered to the group, not to it",
		},
		Run: func(w World) {
			a, b, c, d := w.Open("a", Options{}), w.Open("b", Options{}), w.Open("c", Options{}), w.Open("d", Options{})
			a.Join(1)
			b.Join(1)
			c.Bind(1)
			listen(a, 0xa1, 0xa10)
			listen(d, 0xa2, 0xa20)
			w.Settle()
			for range 3 {
				w.Child("child", Exit(0))
			}
			w.Settle()
			ignore(d, 0xa3, 0xa30)
			ignore(a, 0xa4, 0xa40)
			w.Settle()
			for _, s := range []Socket{a, b, c, d} {
				s.Close()
			}
		},
		Check: func(t *Trace, v *Verdict) {
			for _, name := range names {
				frames := t.Sockets[name]
				v.Answer(frames, name, 0xa10, 0)
				v.Answer(frames, name, 0xa20, 0)
				for _, pid := range t.Facts("child") {
					v.Kinds(frames, pid, "FORK EXIT")
				}
			}
			v.That(len(t.Sockets["d"]) == 0, "d received %d messages", len(t.Sockets["d"]))
			if t.Nlmon == nil {
				return
			}
			var run, groups int
			for i, f := range t.Nlmon {
				if f.Event == nil {
					continue
				}
				if i > 0 && string(f.Bytes) == string(t.Nlmon[i-1].Bytes) {
					run++
				} else {
					run = 1
				}
				if last := i == len(t.Nlmon)-1 || string(f.Bytes) != string(t.Nlmon[i+1].Bytes); last && run == len(names) {
					groups++
				}
			}
			// IGNORE's own effects aside, all messages stand there three times.
			v.That(groups >= 2+2*3, "%d messages stand there %d times in a row", groups, len(names))
		},
	}
}
