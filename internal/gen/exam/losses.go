package exam

// copies makes the streams about copies: R21.
func (m *maker) copies() {
	m.stream(about{name: "copies/adjacent", accepts: []string{"R21"}, flags: []string{"copies"}, why: "Three listeners: each event and each answer comes three times, and counts once."}, func(s *streaming) {
		q := s.request(7, 100)
		a := s.ack(0, 1, 101, 5000)
		first := s.tell(a, "reply", q)
		s.by("ack+1")
		s.tell(a, "copy", first)
		s.tell(a, "copy", first)
		e := s.exec(0, 2, 5001)
		second := s.tell(e, "event")
		s.tell(e, "copy", second)
		s.tell(e, "copy", second)
		s.Ends = []int{second}
	})
	m.stream(about{name: "copies/merged", accepts: []string{"R21", "R26"}, flags: []string{"copies"}, why: "Captures of two sockets one behind the other: copies far behind are no late numbers and no new events."}, func(s *streaming) {
		var events [][]byte
		for i := range uint64(4) {
			events = append(events, s.exec(i%2, 10+i/2, 5000+i))
			s.tell(events[i], "event")
		}
		for i, e := range events {
			s.tell(e, "copy", i)
		}
		s.Ends = []int{2, 3}
	})
	m.stream(about{name: "copies/alike", refuses: []string{"R21"}, flags: []string{"copies"}, why: "Events that differ in their number, their CPU or their time alone are events of their own."}, func(s *streaming) {
		s.event(0, 10, 5000)
		s.event(0, 11, 5000)
		s.event(1, 11, 5000)
		s.Ends = []int{1, 2}
	})
	m.stream(about{name: "copies/requests", refuses: []string{"R21"}, flags: []string{"copies"}, why: "Two equal requests of port 0 are two requests: only what went to a group has copies."}, func(s *streaming) {
		a := s.request(7, 100)
		b := s.request(7, 100)
		s.Ends = []int{s.tell(s.ack(0, 1, 101, 5000), "ambiguous", b, a)}
		s.by("ack+1")
	})
	m.stream(about{name: "copies/group-request", refuses: []string{"R21"}, flags: []string{"copies"}, why: "The same LISTEN twice from one port id: what user space sends has no copies, each counts."}, func(s *streaming) {
		b := s.exact(set{"nlmsg_pid": 4711}, set{"seq": 7, "ack": 100}, s.of("proc_cn_mcast_op", set{"mcast_op": 1}))
		s.tell(b, "new")
		s.tell(b, "new")
	})
}

// losses makes the streams about numbers that are missing: R25 to R30.
func (m *maker) losses() {
	m.stream(about{name: "loss/none", accepts: []string{"R25", "R30"}, flags: []string{"loss"}, why: "Two CPUs whose numbers have nothing to do with each other, and nothing is missing."}, func(s *streaming) {
		s.event(0, 900, 5000)
		s.event(1, 3, 5001)
		s.event(0, 901, 5002)
		s.event(1, 4, 5001) // earlier than the one before it: order holds within a CPU
		s.Ends = []int{2, 3}
	})
	m.stream(about{name: "loss/gaps", accepts: []string{"R26", "R30"}, flags: []string{"loss"}, why: "One and three messages of two CPUs are missing; so may be others behind the last of each."}, func(s *streaming) {
		s.event(0, 900, 5000)
		s.event(1, 3, 5001)
		s.event(0, 902, 5002)
		s.event(1, 7, 5003)
		s.gap(0, 0, 2, 1, false)
		s.gap(1, 1, 3, 3, false)
		s.Ends = []int{2, 3}
	})
	m.stream(about{name: "loss/answer-counts", accepts: []string{"R25"}, flags: []string{"loss", "ack"}, why: "An answer takes a number of its CPU, so that nothing is missing."}, func(s *streaming) {
		s.event(0, 900, 5000)
		s.tell(s.ack(0, 901, 77, 5001), "unsolicited")
		s.Ends = []int{s.event(0, 902, 5002)}
	})
	m.stream(about{name: "loss/old-answer", refuses: []string{"R25"}, flags: []string{"loss", "ack"}, why: "Up to 4.6 an answer has the request's seq and no CPU: it is no number."}, func(s *streaming) {
		s.Kernel = "4.4"
		s.event(0, 900, 5000)
		q := s.request(50, 60)
		s.tell(s.ack(0xffffffff, 50, 61, 5001), "reply", q)
		s.by("ack+1")
		s.Ends = []int{s.event(0, 901, 5002)}
	})
	m.stream(about{name: "loss/wrap", accepts: []string{"R25"}, refuses: []string{"R26"}, flags: []string{"loss", "sequence-wrap"}, why: "From 0xffffffff to 0 nothing is missing."}, func(s *streaming) {
		s.event(0, 0xfffffffe, 5000)
		s.event(0, 0xffffffff, 5001)
		s.event(0, 0, 5002)
		s.Ends = []int{s.event(0, 1, 5003)}
	})
	m.stream(about{name: "loss/wrap-gap", accepts: []string{"R26"}, flags: []string{"loss", "sequence-wrap"}, why: "Four numbers are missing around the wrap."}, func(s *streaming) {
		s.event(0, 0xfffffffd, 5000)
		s.Ends = []int{s.event(0, 2, 5001)}
		s.gap(0, 0, 1, 4, false)
	})
	m.stream(about{name: "loss/late", accepts: []string{"R27"}, refuses: []string{"R28"}, flags: []string{"loss"}, why: "A number that was missing comes after all: the gap has one less, and nothing has begun anew."}, func(s *streaming) {
		s.event(0, 5, 5000)
		s.event(0, 8, 5002)
		s.event(0, 6, 5001)
		s.gap(0, 0, 1, 1, false)
		s.Late = []int{2}
		s.Ends = []int{1}
	})
	m.stream(about{name: "loss/before-first", accepts: []string{"R27"}, flags: []string{"loss"}, why: "The number before the first one comes second: late, and nothing is missing."}, func(s *streaming) {
		s.event(0, 6, 5001)
		s.event(0, 5, 5000)
		s.event(0, 7, 5002)
		s.Late = []int{1}
		s.Ends = []int{2}
	})
	m.stream(about{name: "loss/again", refuses: []string{"R27"}, flags: []string{"loss", "copies"}, why: "A number that came before is one more copy, however far behind: not late, and nothing is taken out of the gap."}, func(s *streaming) {
		e := s.exec(0, 5, 5000)
		s.tell(e, "event")
		s.event(0, 8, 5002)
		s.tell(e, "copy", 0)
		s.gap(0, 0, 1, 2, false)
		s.Ends = []int{1}
	})
	m.stream(about{name: "loss/restart", accepts: []string{"R28"}, flags: []string{"loss"}, why: "Numbers and times begin anew on all CPUs: the machine was started again, and no loss is told."}, func(s *streaming) {
		s.event(0, 9000, 500000)
		s.event(1, 7000, 500001)
		r := s.event(0, 0, 2000)
		s.event(1, 0, 2001)
		s.Ends = []int{s.event(0, 1, 2002), 3}
		s.Restarts = []int{r}
	})
	m.stream(about{name: "loss/masked", accepts: []string{"R29"}, flags: []string{"loss", "filter"}, why: "A listener asked for exits only: what is missing was filtered or lost."}, func(s *streaming) {
		s.Kernel = "6.12"
		s.masked(7, 100)
		s.event(0, 10, 5000)
		s.Ends = []int{s.event(0, 15, 5001)}
		s.gap(0, 1, 2, 4, true)
	})
	m.stream(about{name: "loss/known-filter", accepts: []string{"R29"}, flags: []string{"loss", "filter"}, why: "The same of a listener who is known to have asked so."}, func(s *streaming) {
		s.Filter = true
		s.event(0, 10, 5000)
		s.Ends = []int{s.event(0, 15, 5001)}
		s.gap(0, 0, 1, 4, true)
	})
	m.stream(about{name: "loss/mask-of-old", refuses: []string{"R29"}, flags: []string{"loss", "filter"}, why: "Up to 6.5 a mask has no effect: what is missing was lost."}, func(s *streaming) {
		s.Kernel = "6.1"
		s.masked(7, 100)
		s.event(0, 10, 5000)
		s.Ends = []int{s.event(0, 15, 5001)}
		s.gap(0, 1, 2, 4, false)
	})
	m.stream(about{name: "loss/blind", refuses: []string{"R30"}, flags: []string{"loss"}, why: "No message has a number: that none is missing cannot be said."}, func(s *streaming) {
		s.request(7, 100)
		s.tell(s.cn(77, 50, 9, 0, 1, 2, 3), "new")
	})
}
