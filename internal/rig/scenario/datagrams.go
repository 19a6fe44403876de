package scenario

// datagrams sends datagrams whose lengths do not fit, or that hold more than one
// message.
func datagrams() Scenario {
	const none = -1
	cases := []struct {
		make   func(r Request) []byte
		answer int // errno
	}{
		{func(r Request) []byte { return append(r.Bytes(), more(r).Bytes()...) }, errINVAL},   // two messages: the first counts
		{func(r Request) []byte { return append(r.Bytes(), make([]byte, 100)...) }, errINVAL}, // bytes behind the message
		{func(r Request) []byte { r.NlLen = 41; return append(r.Bytes(), 0, 0, 0, 0) }, errINVAL},
		{func(r Request) []byte { r.NlLen = 41; return r.Bytes() }, none}, // longer than what was sent
		{func(r Request) []byte { r.NlLen = 15; return r.Bytes() }, none},
		{func(r Request) []byte { r.NlLen = 16; return r.Bytes() }, none},
		{func(r Request) []byte { r.NlLen = 35; return r.Bytes() }, none},
		{func(r Request) []byte { r.NlLen = 39; return r.Bytes() }, none}, // cuts the operation
		{func(r Request) []byte { r.NlLen = 0xffffffff; return r.Bytes() }, none},
		{func(r Request) []byte { r.Len = 8; return r.Bytes() }, none},      // cn_msg.len beyond the message
		{func(r Request) []byte { r.Len = 0xffff; return r.Bytes() }, none}, // and far beyond it
		{func(r Request) []byte { return r.Bytes()[:12] }, none},            // no whole nlmsghdr
		{func(r Request) []byte { return append(r.Bytes(), more(r).Bytes()[16:]...) }, errINVAL},
	}
	return Scenario{
		Name: "datagrams",
		Does: "requests with an nlmsg_len or cn_msg.len that is too small or too large, with a second nlmsghdr or other bytes behind the message",
		Proves: []string{
			"of two messages in one datagram the kernel acts on the first, and bytes behind it are not looked at",
			"a length that does not fit gets no answer and no error; sendto succeeds",
			"the tap shows what was sent, right or wrong, to the last byte",
		},
		Run: func(w World) {
			a := attentive(w, "a", 0xf1, 0xf10)
			for i, c := range cases {
				x := w.Open("x"+string(rune('a'+i)), Options{}) // as in wrong
				x.Send(c.make(proc(x, uint32(0xf00+i), uint32(0xf0000+16*i), 99)))
				w.Settle()
				x.Close()
			}
			done(w, a, 0xf2, 0xf20)
		},
		Check: func(t *Trace, v *Verdict) {
			for i, c := range cases {
				v.Answer(t.Sockets["a"], "a", uint32(0xf0000+16*i), c.answer)
				v.Answer(t.Sockets["a"], "a", uint32(0xf0008+16*i), none)
			}
			for _, l := range t.Log {
				v.That(l.Do != "send" || l.Errno == 0, "%s: send: errno %d", l.Sock, l.Errno)
			}
		},
	}
}

// more is another request, with an ack of its own.
func more(r Request) Request {
	r.Seq, r.Ack, r.NlSeq = r.Seq+0x80, r.Ack+8, r.NlSeq+0x80
	return r
}
