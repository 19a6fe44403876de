package exam

// dmLog makes the streams of id 7:1, whose full answers say in their payload what
// they answer.
func (m *maker) dmLog() {
	log := func(s *streaming, seq, payload, ack, port uint64) []byte {
		data := s.of("dm_ulog_request", set{"luid": 1 << 63, "version": 3, "seq": payload, "request_type": 7})
		return s.cn(7, seq, ack, port, data...)
	}
	m.stream(about{name: "dm-log/short", accepts: []string{"R24"}, flags: []string{"ack"}, why: "The log daemon's short answer: the same seq, and an error number in ack."}, func(s *streaming) {
		q := s.tell(log(s, 12, 12, 0, 0), "new")
		s.tell(s.cn(7, 12, 11, 700), "reply", q)
		s.by("errno")
	})
	m.stream(about{name: "dm-log/full", accepts: []string{"R24"}, flags: []string{"ack"}, why: "The log daemon's full answer is matched by the seq in its payload; the head of its cn_msg may say what it likes."}, func(s *streaming) {
		first := s.tell(log(s, 12, 12, 0, 0), "new")
		second := s.tell(log(s, 13, 13, 0, 0), "new")
		s.tell(log(s, 12, 13, 70000, 700), "reply", second)
		s.by("payload")
		s.tell(log(s, 0, 12, 5, 700), "reply", first)
		s.by("payload")
	})
	m.stream(about{name: "dm-log/head", refuses: []string{"R24"}, flags: []string{"ack"}, why: "The head of the cn_msg fits and the payload does not: the kernel looks at the payload."}, func(s *streaming) {
		s.tell(log(s, 12, 12, 0, 0), "new")
		s.tell(log(s, 12, 11, 0, 700), "unsolicited")
	})
	m.stream(about{name: "dm-log/other", refuses: []string{"R24"}, flags: []string{"ack"}, why: "An answer with the seq of no request that was seen."}, func(s *streaming) {
		s.tell(log(s, 12, 12, 0, 0), "new")
		s.tell(s.cn(7, 13, 11, 700), "unsolicited")
	})
}

// again makes the stream of id 7:1 in which a question comes again.
func (m *maker) again() {
	m.stream(about{name: "users/dm-log/again", accepts: []string{"R24"}, flags: []string{"ack"}, why: "What is not answered, and what is answered EAGAIN, the kernel asks again under another seq; a late answer is still one to the first."}, func(s *streaming) {
		ask := func(seq uint64) int {
			return s.tell(s.cn(7, seq, 0, 0, s.of("dm_ulog_request", set{"luid": 1 << 63, "version": 3, "seq": seq, "request_type": 7})...), "new")
		}
		first := ask(12)
		s.tell(s.cn(7, 12, 11, 700), "reply", first) // EAGAIN
		s.by("errno")
		second := ask(13)
		third := ask(14) // 15 seconds later
		s.tell(s.cn(7, 14, 0, 700, s.of("dm_ulog_request", set{"luid": 1 << 63, "version": 3, "seq": 14, "request_type": 7})...), "reply", third)
		s.by("payload")
		s.tell(s.cn(7, 13, 0, 700, s.of("dm_ulog_request", set{"luid": 1 << 63, "version": 3, "seq": 13, "request_type": 7})...), "reply", second)
		s.by("payload")
	})
}

// uvesafb makes the streams of id 4:1, whose answers echo both numbers.
func (m *maker) uvesafb() {
	call := func(s *streaming, ack, port uint64) []byte { return s.cn(4, 3, ack, port, make([]byte, 60)...) }
	m.stream(about{name: "uvesafb/echo", accepts: []string{"R24"}, flags: []string{"ack"}, why: "The helper has to echo both numbers, without one more."}, func(s *streaming) {
		q := s.tell(call(s, 0xdeadbeef, 0), "new")
		s.tell(call(s, 0xdeadbeef, 800), "reply", q)
		s.by("echo")
	})
	m.stream(about{name: "uvesafb/empty", accepts: []string{"R24"}, flags: []string{"ack"}, why: "An answer without data is one that the kernel takes."}, func(s *streaming) {
		q := s.tell(call(s, 0xdeadbeef, 0), "new")
		s.tell(s.cn(4, 3, 0xdeadbeef, 800), "reply", q)
		s.by("echo")
	})
	m.stream(about{name: "uvesafb/plus-one", refuses: []string{"R20", "R24"}, flags: []string{"ack"}, why: "One more in ack is what the documentation asks for, and what this user drops."}, func(s *streaming) {
		s.tell(call(s, 0xdeadbeef, 0), "new")
		s.tell(call(s, 0xdeadbef0, 800), "unsolicited")
	})
}

// vss makes the stream of id 10:1, whose messages say what they are, and bear no numbers.
func (m *maker) vss() {
	op := func(s *streaming, operation, port uint64) []byte {
		return s.cn(10, 0, 0, port, s.of("hv_vss_msg", set{"operation": operation})...)
	}
	m.stream(about{name: "vss/registered", accepts: []string{"R24"}, flags: []string{"ack"}, why: "REGISTER1 is answered by the kernel, in four bytes; FREEZE by the program, in twelve that begin with a status."}, func(s *streaming) {
		registers := s.tell(op(s, 129, 800), "new")
		s.tell(s.cn(10, 0, 0, 0, s.of("hv_vss_registered", set{"operation": 129})...), "reply", registers)
		s.by("register")
		freeze := s.tell(op(s, 5, 0), "new")
		s.tell(s.cn(10, 0, 0, 800, s.of("hv_vss_msg_error", nil)...), "reply", freeze)
		s.by("turn")
	})
}
