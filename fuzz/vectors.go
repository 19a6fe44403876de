package fuzz

import (
	"encoding/binary"
	"fmt"

	"github.com/cnwire/cnwire/spec"
)

// vectors returns small datagrams made from the table in both orders: each
// event, in a union as old kernels had it and as new ones have it, both
// requests, ids that nobody here decodes, and several messages in one.
func vectors() (list []Case) {
	table := spec.Default()
	for _, o := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		add := func(name string, b []byte) {
			list = append(list, Case{fmt.Sprintf("%s, %v", name, o), b})
		}
		proc := map[string]uint64{"id.idx": 1, "id.val": 1, "seq": 0x01020304, "ack": 0x05060708}
		var event []byte
		for _, what := range append(table.Set("proc_event_what"), spec.Value{Name: "unknown what", Value: 0x12345678}) {
			event = must(table.New(o, "proc_event", map[string]uint64{"what": what.Value, "cpu": 0x0a0b0c0d, "timestamp_ns": 0x1112131415161718}))
			for i := range event[16:] {
				event[16+i] = byte(0x21 + i)
			}
			for _, union := range []int{16, 20, 24} {
				add(fmt.Sprintf("%s in %d bytes", what.Name, union), must(table.Message(o, nil, proc, event[:16+union])))
			}
		}
		listen := must(table.New(o, "proc_cn_mcast_op", map[string]uint64{"mcast_op": 1}))
		request := must(table.Message(o, map[string]uint64{"nlmsg_pid": 77}, proc, listen))
		add("LISTEN", request)
		add("proc_input", must(table.Message(o, nil, proc, must(table.New(o, "proc_input", map[string]uint64{"mcast_op": 2, "event_type": 0x80000001})))))
		add("no data", must(table.Message(o, nil, proc)))
		for n := 1; n < 20; n += 3 {
			add(fmt.Sprintf("%d bytes of data", n), must(table.Message(o, nil, proc, event[:n])))
		}
		unsent(o, add)
		w1 := map[string]uint64{"id.idx": 3, "id.val": 1, "seq": 9, "flags": 1}
		odd := must(table.CnMsg(o, w1, []byte("seven b")))
		add("another id", must(table.Message(o, nil, w1, []byte("twelve bytes"))))
		part := func(name string, set map[string]uint64) []byte { return must(table.New(o, name, set)) }
		add("1-wire: commands for a slave, and masters", must(table.Message(o, nil, w1,
			part("w1_netlink_msg_slave", map[string]uint64{"type": 5, "len": 17, "slave": 0x0102030405060728}),
			part("w1_netlink_cmd", map[string]uint64{"cmd": 1, "len": 1}), []byte{0x44},
			part("w1_netlink_cmd", map[string]uint64{"cmd": 2, "len": 8}), part("w1_reg_num", map[string]uint64{"id": 0x1112131415161701}),
			part("w1_netlink_msg", map[string]uint64{"type": 6, "len": 4}), part("w1_masters", map[string]uint64{"id": 0x21222324}),
			part("w1_netlink_msg_master", map[string]uint64{"type": 4, "len": 6, "master": 0x31323334}), part("w1_netlink_cmd", map[string]uint64{"cmd": 5}), []byte{0, 9})))
		add("three cn_msgs at odd places", must(table.Nlmsg(o, nil, odd, must(table.CnMsg(o, proc, event)), odd, []byte{1, 2, 3})))
		add("two messages", append(append([]byte(nil), request...), must(table.Message(o, nil, proc, event))...))
		notifier := map[string]uint64{"id.idx": 0xffffffff, "id.val": 0xffffffff}
		ctl := must(table.New(o, "cn_ctl_msg", map[string]uint64{"idx_notify_num": 1, "val_notify_num": 2, "group": 5, "len": 24}))
		ranges := must(table.New(o, "cn_notify_req", map[string]uint64{"first": 0x0102, "range": 0x0304}))
		add("notifier", must(table.Message(o, nil, notifier, ctl, ranges, ranges, ranges)))
		add("notifier, a range too few", must(table.Message(o, nil, notifier, ctl, ranges, ranges)))
		add("no payload", must(table.Nlmsg(o, nil)))
	}
	return list
}

// must returns b: what is made here, the table can make.
func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}
