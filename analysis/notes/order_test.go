package notes_test

func orderCases() []one {
	little := func(p *tape) { p.event(1, fork(10, 10)).event(2, task(10, 10)) }
	return []one{
		{"order-guessed", 1, atHeader, func(p *tape) { p.raw([]byte{0, 4, 3, 56, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 11, 0, 0}, 0) }, little},
		{"order-differs", 1, atHeader, func(p *tape) { p.eventIn(be, set{"what": 1}, fork(10, 10)) }, little},
		{"order-mixed", 2, atHeader, func(p *tape) { p.event(1, fork(10, 10)).eventIn(be, set{"what": 1}, fork(11, 11)) }, little},
	}
}
