package exam

// lossBounds makes the streams at the ends of what R27 and R28 call late and past.
func (m *maker) lossBounds() {
	m.stream(about{name: "loss/before-first/64", accepts: []string{"R27"}, flags: []string{"loss"}, why: "A number 64 before the first one is late; what is between the two is missing."}, func(s *streaming) {
		s.event(0, 100, 5001)
		s.Late = []int{s.event(0, 36, 5000)}
		s.gap(0, 1, 0, 63, false)
		s.Ends = []int{0}
	})
	m.stream(about{name: "loss/before-first/65", refuses: []string{"R27", "R28"}, flags: []string{"loss"}, why: "A number 65 before the first one is another counter's."}, func(s *streaming) {
		s.event(0, 100, 5001)
		s.Restarts = []int{s.event(0, 35, 5000)}
		s.Ends = []int{1}
	})
	m.stream(about{name: "loss/second", refuses: []string{"R28"}, flags: []string{"loss"}, why: "A second before the latest is not past: the counter goes on."}, func(s *streaming) {
		s.event(0, 10, 5000)
		s.event(1, 3, 6000)
		s.Ends = []int{s.event(0, 11, 5000), 1}
	})
	m.stream(about{name: "loss/past", accepts: []string{"R28"}, flags: []string{"loss"}, why: "A millisecond more than a second before the latest is past: all counters begin anew."}, func(s *streaming) {
		s.event(0, 10, 5000)
		s.event(1, 3, 6000)
		s.Restarts = []int{s.event(0, 11, 4999)}
		s.Ends = []int{2, s.event(1, 9, 5000)}
	})
}
