package scenario

// groups sends to the group and to another socket instead of the kernel.
func groups() Scenario {
	return Scenario{
		Name: "groups",
		Does: "a socket with CAP_NET_ADMIN sends LISTEN and IGNORE to the kernel and group 1 at once, and a message to another socket's port",
		Proves: []string{
			"members of the group receive such a request as it was sent: a reader may see requests, with the sender's port for a source",
			"the kernel acts on it as well",
			"the sender, a member itself, receives no copy",
			"a message from port to port does not pass the kernel's connector",
		},
		Run: func(w World) {
			a, b := w.Open("a", Options{}), w.Open("b", Options{})
			a.Join(1)
			b.Join(1)
			a.SendTo(0, 1, proc(a, 0x121, 0x1210, opListen).Bytes())
			w.Settle()
			w.Child("child", Exit(0))
			w.Settle()
			a.SendTo(b.Port(), 0, proc(a, 0x122, 0x1220, 99).Bytes())
			w.Settle()
			a.SendTo(0, 1, proc(a, 0x123, 0x1230, opIgnore).Bytes())
			w.Settle()
			a.Close()
			b.Close()
		},
		Check: func(t *Trace, v *Verdict) {
			a, b := t.Sockets["a"], t.Sockets["b"]
			v.Answer(a, "a", 0x1210, 0)
			v.Answer(b, "b", 0x1210, 0)
			v.Answer(b, "b", 0x1220, -1)
			v.Kinds(b, t.Fact("child"), "FORK EXIT")
			v.That(len(Requests(a)) == 0, "a received %d requests", len(Requests(a)))
			var acks []uint32
			for _, f := range Requests(b) {
				if f.NlPID == t.Socket("a").Port {
					acks = append(acks, f.Ack)
				}
			}
			v.That(len(acks) == 3 && acks[0] == 0x1210 && acks[1] == 0x1220 && acks[2] == 0x1230, "b received requests with ack %#x", acks)
		},
	}
}
