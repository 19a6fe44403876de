package output_test

import (
	"encoding/binary"
	"testing"
)

// whole are frames on which tshark and we agree: every message is whole,
// aligned and not of type 2. What is in them is in the comments.
func whole(t testing.TB) []record {
	var list []record
	at := uint32(1774746000) // 2026-03-29 01:00 UTC, when summer time begins in Berlin
	add := func(frame []byte) {
		n := uint32(len(list))
		list = append(list, record{Data: frame, Sec: at + 1000*n - 1400*(n%3), Frac: 999999 - 1001*n}) // now and then backwards
	}
	for _, o := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		exit := event(t, o, 0x80000000, set{"process_pid": 7, "process_tgid": 7, "exit_code": 0x8b, "exit_signal": 17})
		one := message(t, o, set{"nlmsg_type": 3, "nlmsg_seq": 1, "nlmsg_pid": 4000000000}, exit)
		two := message(t, o, set{"nlmsg_type": 0x7777, "nlmsg_flags": 0x3f, "nlmsg_seq": 2}, exit, exit) // two cn_msgs
		empty := message(t, o, set{"nlmsg_type": 4, "nlmsg_flags": 0xffc0})                              // no payload, unknown flags
		noop := message(t, o, set{"nlmsg_type": 1}, other(o, 1, 1))                                      // of an id that we know, and too short
		add(cooked(11, one))
		add(cooked(11, one, two))
		add(cooked(11, one, empty, two, noop))
		add(cooked(11, empty))
		add(cooked(11, message(t, o, set{"nlmsg_type": 16, "nlmsg_flags": 0x300}, exit))) // as other families number theirs
		add(cooked(11, message(t, o, nil, other(o, 3, 1))))                               // another user
		add(cooked(15, message(t, o, set{"nlmsg_type": 3}, exit[:8])))                    // families that tshark does not look into
		add(cooked(2, one, one))
		add(cooked(0xffff, one))
	}
	list[3].Sec = 4294967295 // the last second that a pcap can hold
	list[4].Sec = 0
	return list
}

// other is a cn_msg of an id with two bytes of data and two of padding.
func other(o binary.ByteOrder, idx, val uint32) []byte {
	b := make([]byte, 24)
	o.PutUint32(b, idx)
	o.PutUint32(b[4:], val)
	o.PutUint16(b[16:], 2)
	return b
}
