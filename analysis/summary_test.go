package analysis_test

import (
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/spec"
)

// TestSummaryOfVectors has a line for each kind of event, as a 6.18 kernel sent
// them. A line of the file is what to print, and the datagram.
func TestSummaryOfVectors(t *testing.T) {
	text := string(must(os.ReadFile("testdata/summaries.txt"))(t))
	count := 0
	for line := range strings.Lines(text) {
		want, datagram, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if !ok {
			continue
		}
		count++
		f := one(t, cooked(11, must(hex.DecodeString(datagram))(t)))
		if got := string(f.AppendSummary(nil, false)); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	if count < 15 {
		t.Errorf("only %d vectors", count)
	}
}

// TestSummary has what no line of a sound capture shows.
func TestSummary(t *testing.T) {
	le := binary.LittleEndian
	msg := func(body ...[]byte) []byte { return message(t, le, set{"nlmsg_type": 3}, body...) }
	exit := func(code uint64) []byte {
		return event(t, le, 0x80000000, set{"process_pid": 5, "process_tgid": 5, "exit_code": code})
	}
	ack := func(errno uint64) []byte { return event(t, le, 0, set{"err": errno}) }
	comm := event(t, le, 0x200, nil)
	copy(comm[20+24:], "a\"b\x1b,\\")
	unknown := event(t, le, 2, nil)
	le.PutUint32(unknown[20:], spec.Default().UnknownEvent())
	listen := must(request(le, 4, 1))(t)
	op := must(request(le, 4, 9))(t)
	masked := must(request(le, 8, 1))(t)
	cut := func(n int, frame []byte) record { return record{Data: frame[:n], Wire: len(frame)} }
	whole := func(frame []byte) record { return record{Data: frame} }
	bare := must(spec.Default().CnMsg(le, set{"id.idx": 3, "id.val": 1}))(t)
	// DRBD's first number has a sign: in answers that tell of an error it is anything.
	drbd := must(spec.Default().CnMsg(le, set{"id.idx": 8, "id.val": 1}, le.AppendUint32(le.AppendUint32(le.AppendUint32(nil, 0xdeadbeef), 3), 101)))(t)
	wrong := must(spec.Default().CnMsg(le, set{"id.idx": 1, "id.val": 1, "len": 41}, make([]byte, 40)))(t)
	for _, c := range []struct {
		frame   record
		numeric bool
		want    string
	}{
		{whole(cooked(11, msg(listen))), false, "LISTEN"},
		{whole(cooked(11, msg(drbd))), false, "drbd packet_type -559038737 12 bytes"},
		{whole(cooked(11, msg(must(request(le, 4, 2))(t)))), false, "IGNORE"},
		{whole(cooked(11, msg(op))), false, "mcast_op 9"},
		{whole(cooked(11, msg(masked))), false, "LISTEN only PROC_EVENT_NONZERO_EXIT|PROC_EVENT_EXIT"},
		{whole(cooked(11, msg(exit(0x86)))), false, "exit pid 5 SIGABRT, core"},
		{whole(cooked(11, msg(exit(0x86)))), true, "exit pid 5 signal 6, core"},
		{whole(cooked(11, msg(exit(63)))), false, "exit pid 5 signal 63"},
		{whole(cooked(11, msg(exit(0xff00)))), false, "exit pid 5 code 255"},
		{whole(cooked(11, msg(ack(1)))), false, "ack EPERM"},
		{whole(cooked(11, msg(ack(1)))), true, "ack error 1"},
		{whole(cooked(11, msg(ack(4000)))), false, "ack error 4000"},
		{whole(cooked(11, msg(comm))), false, `comm pid 0 tid 0 "a"b\x1b\x2c\\"`},
		{whole(cooked(11, msg(unknown))), false, fmt.Sprintf("event 0x%08x, 24 bytes", spec.Default().UnknownEvent())},
		{whole(cooked(11, msg(exit(0)), msg(exit(9)))), false, "exit pid 5 code 0; seq 9 ack 0 exit pid 5 SIGKILL"},
		{whole(cooked(11, msg(listen, exit(9)))), false, "LISTEN; seq 9 ack 0 exit pid 5 SIGKILL"},
		{whole(cooked(11, msg(bare))), false, "w1 no data"},
		{whole(cooked(11, msg(other(le, 7, 1)[:22]))), false, "dm-log-userspace 2 bytes"},
		{whole(cooked(11, msg(other(le, 77, 1)[:22]))), false, "2 bytes"},
		{whole(cooked(11, msg(listen), msg(other(le, 77, 1)[:22]))), false, "LISTEN; seq 0 ack 0 id 77:1 2 bytes"},
		{whole(cooked(11, msg(other(le, 1, 1)[:22]))), false, "cn_proc 2 bytes"},
		{whole(cooked(11, msg())), false, "NETLINK_CONNECTOR type 3 flags 0x0000 len 16"},
		{whole(cooked(16, msg(exit(0)))), false, "NETLINK_GENERIC type 3 flags 0x0000 len 76"},
		{whole(cooked(99, msg(), msg())), false, "family 99 type 3 flags 0x0000 len 16; family 99 type 3 flags 0x0000 len 16"},
		{whole(cooked(11)), false, "[no message]"},
		{whole(cooked(11)[:9]), false, "[cooked header cut short]"},
		{cut(72, cooked(11, msg(exit(0)))), false, "exit [truncated: 72 of 92 bytes]"},
		{cut(54, cooked(11, msg(exit(0)))), false, "event [truncated: 54 of 92 bytes]"},
		{cut(40, cooked(11, msg(exit(0)))), false, "[truncated: 40 of 92 bytes]"},
		{cut(16, cooked(11, msg(exit(0)))), false, "[truncated: 16 of 92 bytes]"},
		{whole(cooked(11, msg(exit(0)), []byte{1, 2, 3})), false, "exit pid 5 code 0 [malformed: nlmsghdr at byte 92: need 16 bytes, have 3: short]"},
		{whole(cooked(11, msg(wrong))), false, "ack ok [malformed: cn_msg.len at byte 48: need 41 bytes, have 40: overrun]"},
		{whole(cooked(11, msg([]byte{1, 0, 0, 0}))), false, "[malformed: cn_msg at byte 32: need 20 bytes, have 4: short]"},
		{cut(90, cooked(11, msg(wrong))), false, "ack ok [truncated: 90 of 92 bytes] [malformed: cn_msg.len at byte 48: need 41 bytes, have 40: overrun]"},
	} {
		f := read(t, lay(le, false, c.frame))[0]
		if got := string(f.AppendSummary([]byte("> "), c.numeric)); got != "> "+c.want {
			t.Errorf("%s, want %s", got, c.want)
		}
	}
}
