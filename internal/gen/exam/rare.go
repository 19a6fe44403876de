package exam

import "slices"

// rare makes the streams of what traffic seldom has, a duty of R21 to R28 each.
func (m *maker) rare() {
	m.rareAnswers()
	m.stream(about{name: "loss/user-event", refuses: []string{"R25"}, flags: []string{"loss"}, why: "What user space sent has the form of an event, and a number that is none."}, func(s *streaming) {
		s.event(0, 10, 5000)
		ev := s.must(s.t.Event(s.o, set{"what": 2, "cpu": 0, "timestamp_ns": 5001 * millisecond}, nil))
		s.tell(s.exact(set{"nlmsg_pid": 4711}, set{"seq": 14}, ev), "new")
		s.Ends = []int{s.event(0, 11, 5002)}
	})
	m.stream(about{name: "loss/same-number", refuses: []string{"R28"}, flags: []string{"loss"}, why: "A number that came before, at another time: a second counter has it."}, func(s *streaming) {
		s.event(0, 10, 5000)
		s.event(0, 11, 5001)
		s.Restarts = []int{s.event(0, 11, 5002)}
		s.Ends = []int{2}
	})
}

// rareAnswers are those of R21 to R24.
func (m *maker) rareAnswers() {
	list := []byte{6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}                           // W1_LIST_MASTERS
	command := []byte{5, 0, 4, 0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0}            // W1_SLAVE_CMD with one W1_CMD_READ
	added := []byte{0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8}                          // W1_SLAVE_ADD
	status := func(s *streaming) []byte { return s.cn(3, 50, 9, 0, command...) } // of a request with ack 9
	m.stream(about{name: "copies/status", accepts: []string{"R21"}, flags: []string{"copies"}, why: "A status has no counter: right behind itself it is a copy, behind another message it is one more."}, func(s *streaming) {
		s.Kernel = "6.1"
		q := s.tell(s.cn(3, 50, 9, 4711, command...), "new")
		first := s.tell(status(s), "reply", q)
		s.by("ack")
		s.tell(status(s), "copy", first)
		s.tell(s.cn(3, 50, 51, 0, append(command, 0xee)...), "reply", q)
		s.by("seq+1")
		s.tell(status(s), "reply", q)
		s.by("ack")
	})
	m.stream(about{name: "copies/each", accepts: []string{"R21"}, flags: []string{"copies"}, why: "Two equal commands have two equal statuses, and neither is a copy; a third one is."}, func(s *streaming) {
		s.Kernel = "6.1"
		of := func(n uint64) []byte { return s.of("w1_netlink_msg_master", set{"type": 4, "len": 4 * n, "master": 1}) }
		reset := s.of("w1_netlink_cmd", set{"cmd": 5})
		q := s.tell(s.cn(3, 50, 9, 4711, slices.Concat(of(2), reset, reset)...), "new")
		s.tell(s.cn(3, 50, 9, 0, append(of(1), reset...)...), "reply", q)
		s.by("ack")
		second := s.tell(s.cn(3, 50, 9, 0, append(of(1), reset...)...), "reply", q)
		s.by("ack")
		s.tell(s.cn(3, 50, 9, 0, append(of(1), reset...)...), "copy", second)
	})
	m.stream(about{name: "w1/stray", refuses: []string{"R24"}, flags: []string{"ack"}, why: "Where an answer just fits the kernel sends an empty message of id 0:0 before it: it answers nobody, and the answer is one all the same."}, func(s *streaming) {
		s.Kernel = "6.1"
		reset := slices.Concat(s.of("w1_netlink_msg_master", set{"type": 4, "len": 4, "master": 1}), s.of("w1_netlink_cmd", set{"cmd": 5}))
		q := s.tell(s.cn(3, 50, 9, 4711, reset...), "new")
		s.tell(s.exact(nil, set{"id.idx": 0, "id.val": 0, "seq": 0, "ack": 0}, nil), "new")
		s.tell(s.cn(3, 50, 9, 0, reset...), "reply", q)
		s.by("ack")
	})
	m.stream(about{name: "w1/parts", accepts: []string{"R24"}, flags: []string{"ack"}, why: "What a search found, in two messages with one seq and ack, and one status behind both."}, func(s *streaming) {
		s.Kernel = "6.1"
		found := func(n uint64, slaves ...byte) []byte {
			of := s.of("w1_netlink_msg_master", set{"type": 4, "len": 4 + n, "master": 1})
			return slices.Concat(of, s.of("w1_netlink_cmd", set{"cmd": 2, "len": n}), slaves)
		}
		q := s.tell(s.cn(3, 50, 9, 4711, found(0)...), "new")
		s.tell(s.cn(3, 50, 51, 0, found(8, 1, 2, 3, 4, 5, 6, 7, 8)...), "reply", q)
		s.by("seq+1")
		s.tell(s.cn(3, 50, 51, 0, found(8, 8, 7, 6, 5, 4, 3, 2, 1)...), "reply", q)
		s.by("seq+1")
		s.tell(s.cn(3, 50, 9, 0, found(0)...), "reply", q)
		s.by("ack")
	})
	m.stream(about{name: "copies/one-frame", refuses: []string{"R21"}, flags: []string{"copies", "several"}, why: "Two equal messages of one datagram are two: copies come in datagrams of their own."}, func(s *streaming) {
		s.Kernel = "6.1"
		q := s.tell(s.cn(3, 50, 9, 4711, command...), "new")
		s.tell(append(status(s), status(s)...), "reply", q)
		s.by("ack")
		s.tell(nil, "reply", q)
		s.by("ack")
	})
	m.stream(about{name: "reply/neither", refuses: []string{"R22"}, flags: []string{"ack", "unknown-length"}, why: "Twelve bytes are no request, and nothing else: new, and nothing answers it."}, func(s *streaming) {
		s.tell(s.exact(nil, set{"seq": 7, "ack": 100}, make([]byte, 12)), "new")
		s.Ends = []int{s.tell(s.ack(0, 1, 101, 5001), "unsolicited")}
	})
	m.stream(about{name: "w1/zero", refuses: []string{"R23"}, flags: []string{"ack"}, why: "A request with ack 0: its status has ack 0 too, and is no event, for its type says so."}, func(s *streaming) {
		s.Kernel = "6.1"
		q := s.tell(s.cn(3, 50, 0, 4711, command...), "new")
		s.tell(s.cn(3, 50, 0, 0, command...), "reply", q)
		s.by("ack")
		s.tell(s.cn(3, 50, 0, 0, added...), "event")
	})
	m.stream(about{name: "w1/unseen", refuses: []string{"R24"}, flags: []string{"ack"}, why: "Data for somebody who was not seen: new, as no user but the kernel answers so."}, func(s *streaming) {
		s.Kernel = "6.1"
		s.tell(s.cn(3, 50, 51, 0, list...), "new")
	})
	m.stream(about{name: "w1/heard", refuses: []string{"R24"}, flags: []string{"ack"}, why: "What a socket was sent of an exchange, data behind a status with the same seq: no request is there, and nothing is answered."}, func(s *streaming) {
		s.Kernel = "6.1"
		s.tell(s.cn(3, 50, 9, 0, command...), "new")
		s.tell(s.cn(3, 50, 51, 0, list...), "new")
		s.tell(s.cn(3, 50, 10, 0, command...), "new")
		q := s.tell(s.cn(3, 50, 9, 4711, list...), "new")
		s.tell(s.cn(3, 50, 51, 0, append(list, 1, 0, 0, 0)...), "reply", q)
		s.by("seq+1")
	})
	m.stream(about{name: "kvp/opcode", accepts: []string{"R24"}, flags: []string{"ack"}, why: "Up to 3.2 seq of KVP is an opcode: 1 asks, 4 answers."}, func(s *streaming) {
		s.Kernel = "3.1"
		q := s.tell(s.cn(9, 1, 0, 0, make([]byte, 16)...), "new")
		s.tell(s.cn(9, 4, 0, 800, make([]byte, 16)...), "reply", q)
		s.by("opcode")
	})
	m.stream(about{name: "kvp/later", refuses: []string{"R24"}, flags: []string{"ack"}, why: "The same of a kernel whose KVP has no numbers: neither asks, neither answers."}, func(s *streaming) {
		s.Kernel = "3.10"
		s.tell(s.cn(9, 1, 0, 0, make([]byte, 16)...), "new")
		s.tell(s.cn(9, 4, 0, 800, make([]byte, 16)...), "new")
	})
}
