package spec_test

import (
	"encoding/binary"
	"fmt"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/spec"
	"github.com/google/go-cmp/cmp"
)

const (
	connector    = 11
	headerClaims = 11 // fields of nlmsghdr and cn_msg
)

// The vectors were captured from Linux 6.18 on x86-64; their claims are written
// by hand, a line each: offset, size, field, value. A number is in hexadecimal,
// text and raw bytes are quoted or in hex.
func TestWalkCaptured(t *testing.T) {
	header := func(length int, seq string) string {
		return fmt.Sprintf(`0 4 nlmsghdr.nlmsg_len %#x
4 2 nlmsghdr.nlmsg_type 0x3
6 2 nlmsghdr.nlmsg_flags 0x0
8 4 nlmsghdr.nlmsg_seq %s
12 4 nlmsghdr.nlmsg_pid 0x0
16 4 cn_msg.id.idx 0x1
20 4 cn_msg.id.val 0x1
`, length, seq)
	}
	for _, c := range []struct{ name, hex, want string }{
		{"LISTEN", "28000000030000000000000000000000010000000100000007000000640000000400000001000000",
			header(40, "0x0") + `24 4 cn_msg.seq 0x7
28 4 cn_msg.ack 0x64
32 2 cn_msg.len 0x4
34 2 cn_msg.flags 0x0
36 4 proc_cn_mcast_op.mcast_op 0x1
`},
		{"LISTEN with a mask", "2c000000030000000000000000000000010000000100000007000000640000000800000001000000000000a0",
			header(44, "0x0") + `24 4 cn_msg.seq 0x7
28 4 cn_msg.ack 0x64
32 2 cn_msg.len 0x8
34 2 cn_msg.flags 0x0
36 4 proc_input.mcast_op 0x1
40 4 proc_input.event_type 0xa0000000
`},
		{"ACK", "4c00000003000000980c0100000000000100000001000000980c0100000000002800000000000000010000009af178dab9030000160000000000000000000000000000000000000000000000",
			header(76, "0x10c98") + `24 4 cn_msg.seq 0x10c98
28 4 cn_msg.ack 0x0
32 2 cn_msg.len 0x28
34 2 cn_msg.flags 0x0
36 4 proc_event.what 0x0
40 4 proc_event.cpu 0x1
44 8 proc_event.timestamp_ns 0x3b9da78f19a
52 4 proc_event.ack.err 0x16
56 20 rest 0000000000000000000000000000000000000000
`},
		{"FORK", "4c00000003000000990c0100000000000100000001000000990c0100000000002800000001000000010000005c5879e0b9030000b6750000b6750000df750000df7500000000000000000000",
			header(76, "0x10c99") + `24 4 cn_msg.seq 0x10c99
28 4 cn_msg.ack 0x0
32 2 cn_msg.len 0x28
34 2 cn_msg.flags 0x0
36 4 proc_event.what 0x1
40 4 proc_event.cpu 0x1
44 8 proc_event.timestamp_ns 0x3b9e079585c
52 4 proc_event.fork.parent_pid 0x75b6
56 4 proc_event.fork.parent_tgid 0x75b6
60 4 proc_event.fork.child_pid 0x75df
64 4 proc_event.fork.child_tgid 0x75df
68 8 rest 0000000000000000
`},
		{"EXIT", "4c000000030000009c0c01000000000001000000010000009c0c0100000000002800000000000080010000002e7988e0b9030000e0750000e07500000000000011000000df750000df750000",
			header(76, "0x10c9c") + `24 4 cn_msg.seq 0x10c9c
28 4 cn_msg.ack 0x0
32 2 cn_msg.len 0x28
34 2 cn_msg.flags 0x0
36 4 proc_event.what 0x80000000
40 4 proc_event.cpu 0x1
44 8 proc_event.timestamp_ns 0x3b9e088792e
52 4 proc_event.exit.process_pid 0x75e0
56 4 proc_event.exit.process_tgid 0x75e0
60 4 proc_event.exit.exit_code 0x0
64 4 proc_event.exit.exit_signal 0x11
68 4 proc_event.exit.parent_pid 0x75df
72 4 proc_event.exit.parent_tgid 0x75df
`},
		{"COMM", "4c00000003000000a80c0100000000000100000001000000a80c010000000000280000000002000001000000" +
			"67a45e0bba030000e7750000e77500006162636465666768696a6b6c6d6e6f00",
			header(76, "0x10ca8") + `24 4 cn_msg.seq 0x10ca8
28 4 cn_msg.ack 0x0
32 2 cn_msg.len 0x28
34 2 cn_msg.flags 0x0
36 4 proc_event.what 0x200
40 4 proc_event.cpu 0x1
44 8 proc_event.timestamp_ns 0x3ba0b5ea467
52 4 proc_event.comm.process_pid 0x75e7
56 4 proc_event.comm.process_tgid 0x75e7
60 16 proc_event.comm.comm 6162636465666768696a6b6c6d6e6f00
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := unhex(t, c.hex)
			claims, err := spec.Default().Walk(binary.LittleEndian, connector, b, len(b))
			if err != nil {
				t.Error(err)
			}
			if diff := cmp.Diff(strings.Split(c.want, "\n"), strings.Split(render(claims), "\n")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Payloads and endings that no capture shows: what is claimed behind the 36
// bytes of the two headers, and the error with its place.
func TestWalkShapes(t *testing.T) {
	table, o := spec.Default(), binary.BigEndian
	event := func(what uint64, union int) []byte {
		ev := newStruct(t, o, "proc_event", map[string]uint64{"what": what, "cpu": 2, "timestamp_ns": 3})
		return append(ev[:16], make([]byte, union)...)
	}
	unknown := uint64(table.UnknownEvent())
	const head = `36 4 proc_event.what %#x
40 4 proc_event.cpu 0x2
44 8 proc_event.timestamp_ns 0x3
`
	exit := fmt.Sprintf(head, uint64(0x80000000)) + `52 4 proc_event.exit.process_pid 0x0
56 4 proc_event.exit.process_tgid 0x0
60 4 proc_event.exit.exit_code 0x0
64 4 proc_event.exit.exit_signal 0x0
`
	for _, c := range []struct {
		name string
		cn   map[string]uint64
		data []byte
		want string
		err  string
	}{
		{name: "event of 2.6.18", data: event(1<<31, 16), want: exit},
		{name: "one parent field", data: event(1<<31, 20), want: exit + "68 4 proc_event.exit.parent_pid 0x0\n"},
		{name: "half a parent field", data: event(1<<31, 18), want: exit + "68 2 cut 0000\n70 2 pad 0000\n"},
		{name: "longer union", data: event(1<<31, 28), want: exit + "68 4 proc_event.exit.parent_pid 0x0\n72 4 proc_event.exit.parent_tgid 0x0\n76 4 rest 00000000\n"},
		{name: "short exit", data: event(1<<31, 12), want: strings.Join(strings.SplitAfter(exit, "\n")[:6], ""),
			err: "spec: proc_event.exit at byte 52: need 16 bytes, have 12: short"},
		{name: "short comm", data: event(0x200, 16), want: fmt.Sprintf(head, 0x200) + `52 4 proc_event.comm.process_pid 0x0
56 4 proc_event.comm.process_tgid 0x0
60 8 cut 0000000000000000
`, err: "spec: proc_event.comm at byte 52: need 24 bytes, have 16: short"},
		{name: "no union", data: event(0, 0), want: fmt.Sprintf(head, 0), err: "spec: proc_event.ack at byte 52: need 4 bytes, have 0: short"},
		{name: "unknown what", data: event(unknown, 4), want: fmt.Sprintf(head, unknown) + "52 4 event_data 00000000\n"},
		{name: "mask bit as what", data: event(1<<29, 4), want: fmt.Sprintf(head, 1<<29) + "52 4 event_data 00000000\n"},
		{name: "unknown length", data: make([]byte, 15), want: "36 15 data 000000000000000000000000000000\n51 1 pad 00\n"},
		{name: "no data", data: nil, want: ""},
		{name: "another id", cn: map[string]uint64{"id.idx": 3}, data: []byte{1, 2, 3, 4}, want: "36 4 data 01020304\n"},
		{name: "another val", cn: map[string]uint64{"id.val": 2}, data: []byte{1, 2, 3, 4}, want: "36 4 data 01020304\n"},
		{name: "overrun", cn: map[string]uint64{"id.idx": 3, "len": 6}, data: []byte{1, 2, 3, 4}, want: "36 4 data 01020304\n",
			err: "spec: cn_msg.len at byte 32: need 6 bytes, have 4: overrun"},
		{name: "overrun control", cn: map[string]uint64{"len": 8}, data: []byte{0, 0, 0, 1, 2, 3}, want: "36 4 proc_input.mcast_op 0x1\n40 2 cut 0203\n42 2 pad 0000\n",
			err: "spec: cn_msg.len at byte 32: need 8 bytes, have 6: overrun"},
		{name: "overrun event", cn: map[string]uint64{"len": 40}, data: []byte{0, 0, 0, 1, 2, 3}, want: "36 4 proc_event.what 0x1\n40 2 cut 0203\n42 2 pad 0000\n",
			err: "spec: cn_msg.len at byte 32: need 40 bytes, have 6: overrun"},
		{name: "overrun before what", cn: map[string]uint64{"len": 40}, data: []byte{0, 0}, want: "36 2 cut 0000\n38 2 pad 0000\n",
			err: "spec: cn_msg.len at byte 32: need 40 bytes, have 2: overrun"},
		{name: "old padding counted", cn: map[string]uint64{"id.idx": 3, "len": 1}, data: []byte{1, 2, 3, 4}, want: "36 1 data 01\n37 3 rest 020304\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			cn := map[string]uint64{"id.idx": 1, "id.val": 1}
			for k, v := range c.cn {
				cn[k] = v
			}
			b, err := table.Message(o, nil, cn, c.data)
			if err != nil {
				t.Fatal(err)
			}
			claims, err := table.Walk(o, connector, b, len(b))
			compare(t, claims[headerClaims:], c.want, err, c.err)
		})
	}
}
