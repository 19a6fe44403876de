package notes_test

func structureCases() []one {
	event := func(changes ...change) func(*tape) {
		return func(p *tape) { p.event(1, fork(10, 10), changes...) }
	}
	bare := func(length uint32) func(*tape) { // a fork, whose cn_msg.len is 40, without its cooked header
		return func(p *tape) {
			b := newTape(p.t).event(1, fork(1, 1), add(0, 0, 0, 0)).records[32:]
			le.PutUint32(b, length)
			p.raw(b, 0)
		}
	}
	return []one{
		{"cooked-short", 1, 0, func(p *tape) { p.raw([]byte{0, 4, 3, 56}, 4) }, func(p *tape) { p.raw([]byte{0, 4, 3, 56}, 92) }},
		{"nlmsghdr-short", 1, atEnd, event(add(1, 2, 3, 4)), event()},
		{"nlmsg-len-low", 1, atHeader, event(put32(atHeader, 15)), event(put32(atHeader, 16), func(f []byte) []byte { return f[:32] })},
		{"nlmsg-len-overrun", 1, atHeader, event(put32(atHeader, 77)), event(put32(atHeader, 76))},
		{"cn-msg-short", 1, atCn, func(p *tape) { p.message(le, set{"nlmsg_len": 35}, set{"id.idx": 1, "id.val": 1}, nil) },
			func(p *tape) { p.message(le, set{"nlmsg_len": 36}, set{"id.idx": 1, "id.val": 1}, nil) }},
		{"cn-len-overrun", 1, atLen, event(put16(atLen, 41)), event(put16(atLen, 40))},
		{"event-short", 1, atArm, event(put16(atLen, 31)), event(put16(atLen, 32))},
		{"truncated", 1, 60, func(p *tape) { p.raw(newTape(p.t).event(1, fork(1, 1)).records[16:76], 92) },
			func(p *tape) { p.raw(newTape(p.t).event(1, fork(1, 1)).records[16:], 92) }},
		{"repair-no-header", 1, 0, func(p *tape) { p.raw(newTape(p.t).event(1, fork(1, 1)).records[32:], 0) }, event()},
		{"repair-no-header", 1, 0, bare(79), bare(80)}, // R19: 36 to 39 more than cn_msg.len
		{"repair-no-header", 1, 0, bare(76), bare(75)},
		{"repair-host-order", 1, 0, func(p *tape) { p.link = 276; p.raw(cooked2(p, 11, 0), 0) }, func(p *tape) { p.link = 276; p.raw(cooked2(p, 0, 11), 0) }},
		{"repair-host-order", 1, atFamily, event(put16(atFamily, 11)), event()},
		{"cooked-type", 1, 2, event(put16(2, 0x3903)), event(put16(2, 0x3803))},
		{"cooked-type", 1, 0, event(put16(0, 0x0500)), event(put16(0, 0x0600))},
	}
}

// cooked2 is a fork behind a cooked header of the second version, with the two
// bytes of its family.
func cooked2(p *tape, high, low byte) []byte {
	head := []byte{high, low, 0, 0, 0, 0, 0, 1, 3, 56, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0}
	return append(head, newTape(p.t).event(1, fork(1, 1)).records[32:]...)
}
