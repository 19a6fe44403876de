package exam

import (
	"fmt"
	"slices"
)

// w1 makes the datagrams of the 1-wire bus: messages, commands in them, and what
// those hold, one behind the other without alignment.
func (l encoding) w1() {
	msg := func(kind, status, n uint64, about set, inside ...[]byte) []byte {
		name := map[bool]string{true: "w1_netlink_msg"}[kind > 5]
		if name == "" {
			name = map[bool]string{true: "w1_netlink_msg_master", false: "w1_netlink_msg_slave"}[2 <= kind && kind <= 4]
		}
		of := set{"type": kind, "status": status, "len": n}
		for k, v := range about {
			of[k] = v
		}
		return append(l.of(name, of), slices.Concat(inside...)...)
	}
	cmd := func(of, n uint64, inside ...[]byte) []byte {
		return append(l.of("w1_netlink_cmd", set{"cmd": of, "len": n}), slices.Concat(inside...)...)
	}
	slave := func(n uint64) []byte { return l.of("w1_reg_num", set{"id": n}) }
	sensor, iButton := set{"slave": 0x4700000a1b2c3d28}, set{"slave": 0x9900000000000101}
	bus := set{"master": 1}
	bytes := []byte{0xbe, 0x50, 0x05, 0x4b, 0x46, 0x7f, 0xff, 0x0c, 0x10}
	for _, c := range []struct {
		name, why string
		data      []byte
	}{
		{"slave-add", "An event: a slave came. Its number is one of 64 bits, whatever the order.", msg(0, 0, 0, sensor)},
		{"slave-remove", "An event: a slave went.", msg(1, 0, 0, iButton)},
		{"master-add", "An event: a master came. Its number has 32 bits; those behind them are nothing.", msg(2, 0, 0, bus)},
		{"master-remove", "An event: a master went.", msg(3, 0, 0, bus)},
		{"masters", "Three masters, in the answer to W1_LIST_MASTERS.", msg(6, 0, 12, nil, l.of("w1_masters", set{"id": 3}), l.of("w1_masters", set{"id": 2}), l.of("w1_masters", set{"id": 1}))},
		{"masters/odd", "Less than a master behind the last one: what is left is kept.", msg(6, 0, 6, nil, l.of("w1_masters", set{"id": 3}), []byte{7, 8})},
		{"search", "A search found two slaves.", msg(4, 0, 20, bus, cmd(2, 16, slave(sensor["slave"]), slave(iButton["slave"])))},
		{"search/odd", "Less than a slave behind the last one.", msg(4, 0, 17, bus, cmd(2, 13, slave(5), []byte{1, 2, 3, 4, 5}))},
		{"status", "A status: the error number of the command, which has no data.", msg(4, 22, 4, bus, cmd(9, 0))},
		{"list-slaves", "The slaves that the kernel knows.", msg(4, 0, 12, bus, cmd(8, 8, slave(7)))},
		{"alarm", "No slave is in alarm.", msg(4, 0, 4, bus, cmd(3, 0))},
		{"add-remove", "Two commands that are about a slave each.", msg(4, 0, 24, bus, cmd(6, 8, slave(7)), cmd(7, 8, slave(8)))},
		{"commands", "Three commands for a slave, of odd lengths: what follows is aligned to nothing.", msg(5, 0, 22, sensor, cmd(1, 1, bytes[:1]), cmd(0, 9, bytes), cmd(5, 0))},
		{"bundle", "Messages of three kinds in one cn_msg, the first of odd length.", slices.Concat(msg(5, 0, 5, sensor, cmd(1, 1, bytes[:1])), msg(6, 0, 0, nil), msg(4, 0, 4, bus, cmd(2, 0)))},
		{"unknown-type", "A type that nobody knows: what is behind it is the message's.", slices.Concat(msg(9, 0, 3, nil, bytes[:3]), msg(2, 0, 0, bus))},
		{"unknown-command", "A command that nobody knows: bytes.", msg(5, 0, 7, sensor, cmd(200, 3, bytes[:3]))},
		{"event/behind", "An event has nothing behind it: bytes, if there are.", msg(0, 0, 3, sensor, bytes[:3])},
		{"command/short", "Less than a command behind the last one, and another message.", slices.Concat(msg(4, 0, 7, bus, cmd(5, 0), []byte{1, 2, 3}), msg(3, 0, 0, bus))},
		{"command/beyond", "A command that says that it is longer than its message: all there is, and another message.", slices.Concat(msg(4, 0, 6, bus, cmd(1, 500, bytes[:2])), msg(3, 0, 0, bus))},
		{"search/beyond", "A command with slaves that says that it is longer than its message.", slices.Concat(msg(4, 0, 14, bus, cmd(2, 500, slave(9), bytes[:2])), msg(3, 0, 0, bus))},
		{"beyond", "A message that says that it is longer than the data.", msg(4, 0, 100, bus, cmd(2, 0))},
		{"behind", "Less than a message behind the last one.", append(msg(2, 0, 0, bus), 4, 0, 9)},
		{"behind/master", "Half a message: what is whole of it is shown.", append(msg(2, 0, 0, bus), msg(4, 0, 77, bus)[:9]...)},
		{"short", "One byte less than a message has: bytes.", msg(2, 0, 0, bus)[:11]},
	} {
		a := about{name: "users/w1/" + c.name, accepts: []string{"R9"}, flags: []string{"users"}, why: c.why}
		l.datagram(l.o, l.exact(nil, set{"id.idx": 3}, c.data), "ok", a)
	}
	l.w1Faults()
	// Two cn_msgs as one datagram has them when a request asked for a bundle, cut at
	// each byte: what is whole stays where it is.
	status := l.must(l.t.CnMsg(l.o, set{"id.idx": 3, "id.val": 1, "seq": 9, "ack": 70, "flags": 1}, msg(5, 0, 5, sensor, cmd(0, 1, bytes[:1]))))
	found := l.must(l.t.CnMsg(l.o, set{"id.idx": 3, "id.val": 1, "seq": 9, "ack": 10, "flags": 1}, msg(4, 0, 12, bus, cmd(2, 8, slave(sensor["slave"])))))
	bundle := l.must(l.t.Nlmsg(l.o, nil, status, found))
	for n := 36; n < len(bundle); n++ {
		a := about{name: fmt.Sprintf("users/w1/cut=%d", n), accepts: []string{"R1"}, flags: []string{"users", "snaplen"}, wire: len(bundle),
			why: fmt.Sprintf("A status and what a search found, of which %d bytes of %d were captured.", n, len(bundle))}
		l.datagram(l.o, bundle[:n], "ok", a)
	}
}
