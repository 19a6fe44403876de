package scenario

const errCONNREFUSED = 111

// namespaces has somebody ask from another user namespace, and from another net
// namespace.
func namespaces() Scenario {
	return Scenario{
		Name: "namespaces",
		Does: "a listener outside; a process in a new user namespace and one in a new net namespace join group 1 and send LISTEN",
		Proves: []string{
			"a LISTEN from another user namespace gets no answer; whether its sender may join the group is the kernel's choice (6.6 and later: yes)",
			"in another net namespace there is no connector to send to: ECONNREFUSED, and nothing on nlmon",
		},
		Run: func(w World) {
			a := attentive(w, "a", 0x141, 0x1410)
			w.Part("user", As{NewNS: "user"})
			w.Part("net", As{NewNS: "net"})
			w.Settle()
			done(w, a, 0x142, 0x1420)
		},
		Parts: map[string]func(World){
			"user": func(w World) { askFrom(w, "user", 0x143, 0x1430) },
			"net":  func(w World) { askFrom(w, "net", 0x144, 0x1440) },
		},
		Check: func(t *Trace, v *Verdict) {
			a, user, net := t.Sockets["a"], t.Sockets["user"], t.Sockets["net"]
			v.Answer(a, "a", 0x1410, 0)
			v.Answer(a, "a", 0x1430, -1)
			v.Answer(a, "a", 0x1440, -1)
			v.That(t.Socket("user").UserNS != "init" && t.Socket("user").NetNS == "init", "user is in %+v", t.Socket("user"))
			v.That(t.Socket("net").NetNS != "init" && t.Socket("net").UserNS == "init", "net is in %+v", t.Socket("net"))
			if t.Kernel.Filters() {
				v.That(t.Joined("user") == 0, "user: join: errno %d", t.Joined("user"))
				v.Kinds(user, t.Fact("user child"), "FORK EXIT")
			} else {
				v.That(t.Joined("user") == errPERM, "user: join: errno %d", t.Joined("user"))
				v.That(len(user) == 0, "user received %d messages", len(user))
			}
			v.That(t.Joined("net") == 0, "net: join: errno %d", t.Joined("net"))
			v.That(len(net) == 0, "net received %d messages", len(net))
			var refused int
			for _, l := range t.Log {
				if l.Do == "send" && l.Sock == "net" && l.Errno == errCONNREFUSED {
					refused++
				}
			}
			v.That(refused == 1, "net: %d of 1 requests refused", refused)
			v.Kinds(a, t.Fact("net child"), "FORK EXIT")
		},
	}
}

// askFrom joins, asks, and makes a child.
func askFrom(w World, name string, seq, ack uint32) {
	s := w.Open(name, Options{})
	s.Join(1)
	listen(s, seq, ack)
	w.Settle()
	w.Child(name+" child", Exit(0))
	w.Settle()
	s.Close()
}
