package exam

import "slices"

// w1Faults makes what the driver of the 1-wire bus does wrong, as running kernels were seen
// to do it: old memory in its answers, and two threads that write one answer.
func (l encoding) w1Faults() {
	head := func(of set, inside ...byte) []byte { return append(l.of("w1_netlink_msg_master", of), inside...) }
	one := func(name, result string, b []byte, rule, why string) {
		a := about{name: "users/w1/" + name, flags: []string{"users"}, why: why}
		if result == "ok" {
			a.accepts = []string{rule}
		} else {
			a.refuses = []string{rule}
		}
		l.datagram(l.o, b, result, a)
	}
	// The answer to W1_LIST_MASTERS has neither flags nor an id that anybody wrote.
	leaked := slices.Concat(l.of("w1_netlink_msg", set{"type": 6, "len": 4}), l.of("w1_masters", set{"id": 1}))
	for i := range 8 {
		leaked[4+i] = "\x60\x45\x23\x01\x5e\x8a\xff\xff"[i]
	}
	one("masters/leaked", "ok", l.exact(nil, set{"id.idx": 3, "flags": 0x4c8}, leaked), "R1", "A list of masters with old memory in cn_msg.flags and in the id: no reader goes by them.")
	one("status/reset", "ok", l.exact(nil, set{"id.idx": 3}, head(set{"type": 4, "status": 255, "len": 4, "master": 1}, 5, 0, 0, 0)), "R9", "A reset that nobody answered: the status is -1 in 8 bits.")
	// A request with unknown flags and no data is answered with 12 bytes from behind it.
	one("status/beyond", "ok", l.exact(nil, set{"id.idx": 3, "flags": 2}, head(set{"type": 0xa7, "status": 22, "master": 0xa7a7a7a7})), "R9", "An error about a request without data: the type is what lay behind it.")
	// Masters that answer one request at the same time: the first length was set to 0, and
	// what follows is read as another cn_msg, which has no room.
	data := head(set{"type": 4, "len": 5, "master": 1}, 0, 0, 0, 0, 0x41)
	l.o.PutUint16(data[14:], 1) // of the command
	status := l.must(l.t.CnMsg(l.o, set{"id.idx": 3, "id.val": 1, "seq": 9, "ack": 70}, head(set{"type": 4, "len": 4, "master": 2}, 0, 0, 0, 0)))
	raced := l.must(l.t.Nlmsg(l.o, nil, l.must(l.t.CnMsg(l.o, set{"id.idx": 3, "id.val": 1, "seq": 9, "ack": 10})), data, status))
	one("raced", "overrun at 52", raced, "R7", "An answer that two threads wrote at once, of 89 bytes: its cn_msg says that it is empty, and what stands behind that is none.")
}
