package exam

import "fmt"

// answers makes the streams about who answers whom: R20 to R24.
func (m *maker) answers() {
	m.stream(about{name: "reply/proc", accepts: []string{"R20", "R22", "R23", "R25"}, flags: []string{"ack"}, why: "A LISTEN, its answer, and events around it; seq of the answer is the CPU's number and no echo."}, func(s *streaming) {
		s.event(0, 40, 5000)
		q := s.request(7, 100)
		s.tell(s.ack(0, 41, 101, 5002), "reply", q)
		s.by("ack+1")
		e := s.event(0, 42, 5003)
		s.Ends = []int{e}
	})
	m.stream(about{name: "reply/two", accepts: []string{"R20", "R22"}, flags: []string{"ack"}, why: "Two requests whose answers come in the other order: each is told by its ack."}, func(s *streaming) {
		a, b := s.request(7, 0x1234), s.request(8, 0x9876)
		s.tell(s.ack(1, 3, 0x9877, 5001), "reply", b)
		s.by("ack+1")
		s.Ends = []int{s.tell(s.ack(1, 4, 0x1235, 5002), "reply", a)}
		s.by("ack+1")
	})
	m.stream(about{name: "reply/not-seq", refuses: []string{"R20", "R22"}, flags: []string{"ack"}, why: "For process events seq + 1 is no rule: this answers somebody who was not seen, though seq is the same."}, func(s *streaming) {
		s.request(7, 100)
		s.Ends = []int{s.tell(s.ack(0, 7, 8, 5001), "unsolicited")}
	})
	m.stream(about{name: "reply/once", refuses: []string{"R22"}, flags: []string{"ack"}, why: "An answer closes its request: the next one with that ack answers somebody else."}, func(s *streaming) {
		q := s.request(7, 100)
		s.tell(s.ack(0, 1, 101, 5001), "reply", q)
		s.by("ack+1")
		s.Ends = []int{s.tell(s.ack(0, 2, 101, 5002), "unsolicited")}
	})
	m.stream(about{name: "reply/ambiguous", refuses: []string{"R22"}, flags: []string{"ack"}, why: "Two open requests with one ack: the latest is more likely, and nobody can be certain."}, func(s *streaming) {
		a, b := s.request(7, 100), s.request(9, 100)
		s.Ends = []int{s.tell(s.ack(0, 1, 101, 5001), "ambiguous", b, a)}
		s.by("ack+1")
	})
	m.stream(about{name: "reply/old", accepts: []string{"R22"}, flags: []string{"ack"}, why: "Up to 4.6 the answer has the request's seq and no CPU."}, func(s *streaming) {
		s.Kernel = "4.4"
		q := s.request(7, 100)
		s.tell(s.ack(0xffffffff, 7, 101, 5001), "reply", q)
		s.by("ack+1")
	})
	m.stream(about{name: "reply/old-seq", refuses: []string{"R22"}, flags: []string{"ack"}, why: "Up to 4.6 seq has to fit as well."}, func(s *streaming) {
		s.Kernel = "4.4"
		s.request(7, 100)
		s.tell(s.ack(0xffffffff, 8, 101, 5001), "unsolicited")
	})
	m.stream(about{name: "reply/wrap", accepts: []string{"R20", "R22"}, refuses: []string{"R23"}, flags: []string{"ack", "sequence-wrap"}, why: "After a request with ack 0xffffffff every event has the ack of its answer, and none is one."}, func(s *streaming) {
		q := s.request(7, 0xffffffff)
		s.event(0, 7, 5001)
		s.event(0, 8, 5002)
		s.Ends = []int{s.tell(s.ack(0, 9, 0, 5003), "reply", q)}
		s.by("ack+1")
	})
	m.stream(about{name: "reply/second-message", accepts: []string{"R8"}, refuses: []string{"R22"}, flags: []string{"ack", "several"}, why: "A kernel reads the first message of a datagram: the second has no answer."}, func(s *streaming) {
		first := s.exact(nil, set{"seq": 7, "ack": 100}, s.of("proc_cn_mcast_op", set{"mcast_op": 1}))
		second := s.exact(nil, set{"seq": 8, "ack": 200}, s.of("proc_cn_mcast_op", set{"mcast_op": 1}))
		q := s.tell(append(first, second...), "new")
		s.tell(nil, "new")
		s.tell(s.ack(0, 1, 101, 5001), "reply", q)
		s.by("ack+1")
		s.Ends = []int{s.tell(s.ack(0, 2, 201, 5002), "unsolicited")}
	})
	m.w1()
	m.userAnswers()
}

// w1 makes the streams of id 3:1, whose kernel side follows the newer text.
func (m *maker) w1() {
	read := []byte{5, 0, 4, 0, 1, 2, 3, 4, 5, 6, 7, 8, 0, 0, 0, 0} // W1_SLAVE_CMD with one W1_CMD_READ
	m.stream(about{name: "w1/data-status", accepts: []string{"R20", "R24"}, flags: []string{"ack"}, why: "1-wire answers with data by seq + 1, then with a status that has both numbers unchanged."}, func(s *streaming) {
		s.Kernel = "6.1"
		q := s.tell(s.cn(3, 50, 9, 4711, read...), "new")
		s.tell(s.cn(3, 50, 51, 0, append(read, 0xee)...), "reply", q)
		s.by("seq+1")
		s.tell(s.cn(3, 50, 9, 0, read...), "reply", q)
		s.by("ack")
	})
	m.stream(about{name: "w1/event", accepts: []string{"R23"}, refuses: []string{"R20", "R24"}, flags: []string{"ack"}, why: "An event of 1-wire with the seq of a request, and an answer by the older rule, which 1-wire does not follow."}, func(s *streaming) {
		s.Kernel = "6.1"
		s.tell(s.cn(3, 50, 9, 4711, read...), "new")
		s.tell(s.cn(3, 50, 0, 0, 0, 0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8), "event")
		s.tell(s.cn(3, 50, 10, 0, read...), "new")
	})
}

// userAnswers makes the streams in which the kernel asks, and of ids in no table.
func (m *maker) userAnswers() {
	m.dmLog()
	m.uvesafb()
	m.vss()
	m.again()
	m.notified()
	for _, c := range []struct {
		ack  uint64
		rule string
	}{{10, "ack+1"}, {51, "seq+1"}} {
		m.stream(about{name: fmt.Sprintf("unknown-id/%s", c.rule), accepts: []string{"R20", "R24"}, flags: []string{"ack", "unknown-id"}, why: "An id in no table follows both readings of the documentation."}, func(s *streaming) {
			q := s.tell(s.cn(77, 50, 9, 4711, 1, 2, 3), "new")
			s.tell(s.cn(77, 50, c.ack, 0, 4, 5, 6), "reply", q)
			s.by(c.rule)
		})
	}
	m.stream(about{name: "unknown-id/neither", refuses: []string{"R20", "R24"}, flags: []string{"ack", "unknown-id"}, why: "Neither reading holds: a message of its own."}, func(s *streaming) {
		s.tell(s.cn(77, 50, 9, 4711, 1, 2, 3), "new")
		s.tell(s.cn(77, 50, 9, 0, 4, 5, 6), "new")
		s.tell(s.cn(77, 51, 10, 0, 4, 5, 6), "new")
	})
}
