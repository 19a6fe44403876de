package scenario

const errINVAL = 22

// wrong sends requests whose contents are wrong.
func wrong() Scenario {
	op := func(words ...uint32) []byte { return wordsOf(words...) }
	const none = -1
	cases := []struct {
		change func(*Request)
		answer int // errno
	}{
		{func(r *Request) { r.Data = op(99) }, errINVAL},
		{func(r *Request) { r.Data = op(0) }, errINVAL},
		{func(r *Request) { r.Data = op(opListen, 0, 0) }, none},                                                       // 12 bytes
		{func(r *Request) { r.Data = nil }, none},                                                                      // no payload
		{func(r *Request) { r.Data = []byte{1, 0, 0} }, none},                                                          // 3 bytes
		{func(r *Request) { r.Data = make([]byte, 40); copy(r.Data, op(opListen)) }, none},                             // as long as an event
		{func(r *Request) { r.Idx, r.Val = 77, 88 }, none},                                                             // nobody's id
		{func(r *Request) { r.Val = 2 }, none},                                                                         // half of the id
		{func(r *Request) { r.Data = op(98); r.Flags = 0xbeef }, errINVAL},                                             // cn_msg.flags are not looked at
		{func(r *Request) { r.Data = op(97); r.NlType, r.NlFlags, r.NlSeq, r.NlPID = 0x7777, 0xffff, 1, 2 }, errINVAL}, // nor is nlmsghdr
		{func(r *Request) { r.Data = op(96, 0xffff); r.Len = 4 }, errINVAL},                                            // bytes behind len are not looked at
	}
	return Scenario{
		Name: "wrong",
		Does: "requests with unknown operations, with payloads of 0, 3, 12 and 40 bytes, with ids that nobody has, with flags and a header that mean nothing",
		Proves: []string{
			"an unknown operation is answered with EINVAL",
			"a payload of another length than the kernel knows, and an id that nobody has, get no answer",
			"cn_msg.flags, nlmsg_type, nlmsg_flags, nlmsg_seq and nlmsg_pid of a request change nothing",
		},
		Run: func(w World) {
			a := attentive(w, "a", 0xe1, 0xe10)
			for i, c := range cases {
				// Each request has a socket of its own, which never listens: from 6.6 on
				// a wrong operation followed by IGNORE would lower the count of listeners.
				x := w.Open("x"+string(rune('a'+i)), Options{})
				r := proc(x, uint32(0xe00+i), uint32(0xe0000+16*i), opListen)
				c.change(&r)
				x.Send(r.Bytes())
				w.Settle()
				x.Close()
			}
			done(w, a, 0xe2, 0xe20)
		},
		Check: func(t *Trace, v *Verdict) {
			for i, c := range cases {
				v.Answer(t.Sockets["a"], "a", uint32(0xe0000+16*i), c.answer)
			}
			v.That(len(Answers(t.Sockets["a"])) >= 6, "%d answers", len(Answers(t.Sockets["a"])))
		},
	}
}
