package exam

import (
	"bytes"
	"fmt"
	"slices"
)

// messageLengths lays wrong lengths of both headers.
func (l encoding) messageLengths() {
	put := func(b []byte, name, field string, v uint64) []byte {
		at := 0
		if name == "cn_msg" {
			at = 16
		}
		if err := l.t.Put(l.o, b[at:], name, field, v); err != nil {
			l.fail("%w", err)
		}
		return b
	}
	for _, n := range []uint64{0, 1, 15} {
		l.datagram(l.o, put(l.listen(), "nlmsghdr", "nlmsg_len", n), "length at 0",
			about{name: fmt.Sprintf("nlmsg_len=%d", n), refuses: []string{"R4"}, flags: []string{"length-below-header", "loop"}, why: "Less than the header itself: no message, and no next one."})
	}
	for _, n := range []uint64{41, 44, 0x10000, 0x7fffffff, 0x80000000, 0xfffffff0, 0xffffffff} {
		l.datagram(l.o, put(l.listen(), "nlmsghdr", "nlmsg_len", n), "overrun at 0",
			about{name: fmt.Sprintf("nlmsg_len=%d", n), refuses: []string{"R4"}, flags: []string{"overrun", "wrap"}, why: "Beyond the end of 40 bytes: what is there is decoded all the same."})
	}
	l.datagram(l.o, l.must(l.t.Nlmsg(l.o, set{"nlmsg_type": 3})), "ok",
		about{name: "nlmsg_len=16", accepts: []string{"R4", "R7"}, flags: []string{"empty"}, why: "A header without a payload."})
	l.datagram(l.o, nil, "ok", about{name: "empty", accepts: []string{"R1"}, flags: []string{"empty"}, why: "A datagram of no bytes."})
	for _, n := range []int{1, 4, 18, 19} {
		l.datagram(l.o, l.must(l.t.Nlmsg(l.o, nil, bytes.Repeat([]byte{1}, n))), "short at 16",
			about{name: fmt.Sprintf("payload=%d", n), refuses: []string{"R7"}, flags: []string{"short-input"}, why: "A payload too short for a cn_msg."})
	}
	l.datagram(l.o, l.message(nil), "ok", about{name: "payload=20", accepts: []string{"R7"}, flags: []string{"empty"}, why: "A cn_msg without data."})
	for _, n := range []int{1, 15} {
		l.datagram(l.o, l.listen()[:n], "short at 0",
			about{name: fmt.Sprintf("cut=%d", n), refuses: []string{"R4"}, flags: []string{"short-input"}, why: "Too short for an nlmsghdr."})
	}
	for _, n := range []int{16, 20, 35, 36, 39} {
		l.datagram(l.o, l.listen()[:n], "overrun at 0",
			about{name: fmt.Sprintf("cut=%d", n), refuses: []string{"R4"}, flags: []string{"short-input", "overrun"}, why: "A message of 40 bytes whose end is missing."})
	}
	for _, n := range []uint64{5, 8, 40, 255, 65535} {
		l.datagram(l.o, put(l.listen(), "cn_msg", "len", n), "overrun at 32",
			about{name: fmt.Sprintf("listen/cn.len=%d", n), refuses: []string{"R7"}, flags: []string{"overrun", "constant-size"}, why: "Data declared that the payload has not."})
	}
	for _, n := range []uint64{41, 42, 65535} {
		l.datagram(l.o, put(l.fork(), "cn_msg", "len", n), "overrun at 32",
			about{name: fmt.Sprintf("fork/cn.len=%d", n), refuses: []string{"R4", "R7"}, flags: []string{"overrun"}, why: "The event is there and decoded; the length is too long."})
	}
	for _, n := range []uint64{0, 1, 3} {
		l.datagram(l.o, put(l.listen(), "cn_msg", "len", n), "ok",
			about{name: fmt.Sprintf("listen/cn.len=%d", n), accepts: []string{"R1", "R8"}, flags: []string{"trailing"}, why: "Bytes behind the data that are too few for another cn_msg."})
	}
	l.datagram(l.o, put(l.listen(), "cn_msg", "flags", 0xffff), "ok",
		about{name: "listen/cn.flags=65535", accepts: []string{"R7", "R10"}, flags: []string{"u32-len"}, why: "Flags with a meaning per user: the length is still 4."})
}

// padding lays what stands between messages.
func (l encoding) padding() {
	odd := func(n int) []byte { // a message of another user, with n bytes
		return l.must(l.t.CnMsg(l.o, with(proc, set{"id.idx": 77}), bytes.Repeat([]byte{0xcc}, n)))
	}
	for n := 1; n <= 3; n++ {
		exact := l.must(l.t.Nlmsg(l.o, nil, odd(4+n)))
		l.datagram(l.o, exact, "ok", about{name: fmt.Sprintf("pad=none/len=%d", 4+n), accepts: []string{"R5"}, flags: []string{"padding"}, why: "The last message need not be padded."})
		zeros := append(bytes.Clone(exact), make([]byte, 4-n)...)
		l.datagram(l.o, zeros, "ok", about{name: fmt.Sprintf("pad=zeros/len=%d", 4+n), accepts: []string{"R5"}, flags: []string{"padding"}, why: "As 3.10 and later send it: an exact length, zeros behind it."})
		l.datagram(l.o, append(bytes.Clone(zeros), l.listen()...), "ok",
			about{name: fmt.Sprintf("pad=between/len=%d", 4+n), accepts: []string{"R1", "R5"}, flags: []string{"padding", "several"}, why: "The next message starts at a multiple of four."})
		junk := append(bytes.Clone(exact), bytes.Repeat([]byte{0x99}, 4-n)...)
		l.datagram(l.o, append(junk, l.listen()...), "ok",
			about{name: fmt.Sprintf("pad=junk/len=%d", 4+n), accepts: []string{"R1", "R5"}, flags: []string{"padding", "several"}, why: "Padding that is not zero is kept."})
		counted := l.must(l.t.Nlmsg(l.o, nil, odd(4+n), bytes.Repeat([]byte{0x99}, 4-n)))
		l.datagram(l.o, counted, "ok", about{name: fmt.Sprintf("pad=counted/len=%d", 4+n), accepts: []string{"R5", "R8"}, flags: []string{"padding"}, why: "As up to 3.9: nlmsg_len counts the padding, which is old memory."})
		l.datagram(l.o, append(bytes.Clone(counted), l.listen()...), "ok",
			about{name: fmt.Sprintf("pad=counted-between/len=%d", 4+n), accepts: []string{"R5", "R8"}, flags: []string{"padding", "several"}, why: "The same, and another message."})
	}
	tight := append(l.must(l.t.Nlmsg(l.o, nil, odd(5))), l.listen()...)
	l.datagram(l.o, tight, "overrun at 44", about{name: "pad=missing", refuses: []string{"R5"}, flags: []string{"padding"}, why: "A second message right behind the first, at byte 41: what is read at 44 is no header."})
}

// several lays more than one message.
func (l encoding) several() {
	two := slices.Concat(l.fork(), l.listen())
	l.datagram(l.o, two, "ok", about{name: "several/nlmsg", accepts: []string{"R1", "R5", "R8"}, flags: []string{"several"}, why: "Two netlink messages."})
	l.datagram(l.o, slices.Concat(two, l.fork()), "ok", about{name: "several/three", accepts: []string{"R1", "R5"}, flags: []string{"several"}, why: "Three netlink messages."})
	l.datagram(l.o, slices.Concat(l.listen(), l.must(l.t.Nlmsg(l.o, nil)), l.listen()), "ok",
		about{name: "several/empty-between", accepts: []string{"R5", "R7"}, flags: []string{"several", "empty"}, why: "One without a payload between two others."})
	op := l.of("proc_cn_mcast_op", set{"mcast_op": 2})
	cn := func(set_ set, data []byte) []byte { return l.must(l.t.CnMsg(l.o, with(proc, set_), data)) }
	ev := l.event(2, distinct(l.t, "proc_event.exec"))
	for n := range 5 {
		first := cn(set{"id.idx": 3, "seq": 9, "ack": 10}, bytes.Repeat([]byte{0xdd}, n))
		b := append(l.must(l.t.Nlmsg(l.o, nil, first, cn(set{"seq": 9, "ack": 11}, ev))), make([]byte, 3)...)
		b = b[:len(b)-3+(4-n)%4]
		l.datagram(l.o, b, "ok", about{name: fmt.Sprintf("several/cn_msg/at=%d", n), accepts: []string{"R8"}, flags: []string{"several", "unaligned"}, why: "The second cn_msg stands right behind the first one's data, at any byte."})
	}
	l.datagram(l.o, l.must(l.t.Nlmsg(l.o, nil, cn(nil, nil), cn(set{"seq": 2}, nil), cn(set{"seq": 3}, op))), "ok",
		about{name: "several/cn_msg/empty", accepts: []string{"R8"}, flags: []string{"several", "loop", "empty"}, why: "Two cn_msgs without data, and one with."})
	for _, n := range []int{1, 4, 19} {
		l.datagram(l.o, l.must(l.t.Nlmsg(l.o, nil, cn(nil, op), make([]byte, n)))[:40+n], "ok",
			about{name: fmt.Sprintf("several/rest=%d", n), accepts: []string{"R1"}, refuses: []string{"R8"}, flags: []string{"several", "trailing"}, why: "Fewer than 20 bytes behind a cn_msg are none, and no failure."})
	}
	l.datagram(l.o, l.must(l.t.Nlmsg(l.o, nil, cn(nil, op), make([]byte, 20))), "ok",
		about{name: "several/rest=20", accepts: []string{"R8"}, flags: []string{"several", "trailing"}, why: "Twenty are one, even of zeros."})
	bad := l.must(l.t.Nlmsg(l.o, nil, cn(nil, op), cn(set{"len": 9}, op)))
	l.datagram(l.o, bad, "overrun at 56", about{name: "several/cn_msg/overrun", refuses: []string{"R7", "R8"}, flags: []string{"several", "overrun"}, why: "The second cn_msg declares more than is there."})
	l.datagram(l.o, slices.Concat(bad, l.listen()), "overrun at 56",
		about{name: "several/first-failure", refuses: []string{"R4", "R7"}, flags: []string{"several", "overrun"}, why: "A cn_msg too long does not hide the next netlink message; the first failure is told."})
}

// behind lays bytes behind the last message.
func (l encoding) behind() {
	for _, n := range []int{1, 4, 15} {
		l.datagram(l.o, append(l.listen(), make([]byte, n)...), "short at 40",
			about{name: fmt.Sprintf("behind=%d", n), refuses: []string{"R1", "R4"}, flags: []string{"trailing", "short-input"}, why: "Too few bytes for a header behind the last message: kept, and a failure."})
	}
	l.datagram(l.o, append(l.listen(), make([]byte, 16)...), "length at 40",
		about{name: "behind=16", refuses: []string{"R4"}, flags: []string{"trailing", "length-below-header", "loop"}, why: "A header of zeros behind the last message."})
	l.datagram(l.o, append(l.fork(), bytes.Repeat([]byte{0xff}, 40)...), "overrun at 76",
		about{name: "behind=ones", refuses: []string{"R4"}, flags: []string{"trailing", "overrun", "wrap"}, why: "A header of ones behind the last message."})
}

// snapped lays datagrams that a capture cut.
func (l encoding) snapped() {
	for _, n := range []int{0, 1, 15, 16, 20, 34, 35, 36, 37, 40, 52, 55, 56, 68, 75} {
		l.datagram(l.o, l.fork()[:n], "ok", about{name: fmt.Sprintf("snapped=%d", n), accepts: []string{"R1"}, wire: 76, flags: []string{"snaplen"},
			why: fmt.Sprintf("%d bytes of 76 were captured, which is no failure: what is whole is shown.", n)})
	}
	pair := append(l.fork(), l.fork()...)
	for _, n := range []int{76, 77, 79, 80, 92, 93, 112} {
		l.datagram(l.o, pair[:n], "ok", about{name: fmt.Sprintf("snapped/nlmsg=%d", n), accepts: []string{"R1", "R5"}, wire: 152, flags: []string{"snaplen", "several"},
			why: fmt.Sprintf("Two messages, of which %d bytes of 152 were captured.", n)})
	}
	cn := l.must(l.t.CnMsg(l.o, with(proc, set{"id.idx": 77}), []byte{1, 2, 3}))
	bundle := l.must(l.t.Nlmsg(l.o, nil, cn, cn, cn))
	for _, n := range []int{38, 39, 40, 43, 55, 57, 58, 59, 61, 62, 63} {
		l.datagram(l.o, bundle[:n], "ok", about{name: fmt.Sprintf("snapped/cn_msg=%d", n), accepts: []string{"R1", "R8"}, wire: len(bundle), flags: []string{"snaplen", "several"},
			why: fmt.Sprintf("Three cn_msgs of 23 bytes, of which %d bytes of %d were captured.", n, len(bundle))})
	}
	late := l.must(l.t.Nlmsg(l.o, set{"nlmsg_len": 77}, l.fork()[16:]))
	l.datagram(l.o, late[:60], "overrun at 0", about{name: "snapped/overrun", refuses: []string{"R1", "R4"}, wire: 76, flags: []string{"snaplen", "overrun"},
		why: "A length beyond the datagram is one, even where the capture ends before."})
}
