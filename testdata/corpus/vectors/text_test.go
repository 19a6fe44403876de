package vectors

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestText(t *testing.T) {
	offset, need, have, of, last, code := 16, int64(9), int64(4), 0, 1, uint32(256)
	for _, c := range []struct {
		v    Vector
		want string
	}{
		{Vector{Name: "a/b", Why: "Why.", Struct: "frame", Order: "big", Link: 253, Wire: 70, Hex: "000102030405060708090a0b0c0d0e0f10", Refuses: []string{"R4", "R7"},
			Flags: []string{"wrap"}, Source: "captured", From: "a file 7",
			Expect: Answer{Class: "overrun", Offset: &offset, At: "cn_msg.len", Need: &need, Have: &have, Fields: Fields{{"seq", "65536"}, {"data", `"0a"`}}, Meaning: Fields{{"kind", `"event"`}}}},
			`name     a/b
why      Why.
bytes    frame, big
link     253
wire     70
refuses  R4 R7
flags    wrap
source   captured a file 7
       0 00010203 04050607 08090a0b 0c0d0e0f
      16 10
expect   overrun at byte 16, cn_msg.len: needs 9, has 4
  seq 65536 (0x10000)
  data 0a
  = kind "event"
`},
		{Vector{Name: "a/c", Struct: "stream", Order: "little", Source: "table", Stream: &Stream{Kernel: "4.4", Filter: true,
			Messages: []Judged{{Hex: "aa", Class: "new"}, {Class: "ambiguous", Of: &of, Or: &of, Rule: "ack+1"}},
			Gaps:     []Gap{{CPU: 1, From: 0, To: 1, Lost: 3}, {From: 0, To: 1, Lost: 1, Filtered: true}}, Late: []int{1}, Ends: []int{0, 1},
			Processes: []Lived{{PID: 5, Parent: 1, Last: &last, ExitCode: &code, Threads: 2, Execs: 1}, {PID: 6, Parent: 5, First: 1, Threads: 1}}}},
			`name     a/c
bytes    stream, little
source   table
kernel   4.4
filter   the listener asked for some events only
   0 new                      aa
   1 ambiguous of 0 or 0 by ack+1 (in the same datagram)
  cpu 1: at least 3 lost between 0 and 1
  cpu 0: 1 filtered or lost between 0 and 1
  late 1
  ends 0 1
  process 5 of 1 from 0 to 1, exit_code 256, threads 2, execs 1
  process 6 of 5 from 1, threads 1, execs 0
`},
		{Vector{Name: "a/d", Struct: "exchange", Order: "little", Source: "table", Exchange: &Exchange{Kernel: "6.12",
			Sockets: []Socket{{Name: "a", Port: 100, Admin: true, Room: 1}, {Name: "b", Port: 200, PIDNS: true}},
			Steps: []Step{{Do: "send", Socket: "a", Group: 1, Port: 5, Hex: "00", Error: "EPERM", Listeners: &of, Queued: []Queued{{Hex: "0x", To: []string{"a"}, Lost: []string{"b"}, Not: []string{"c", "d"}}}},
				{Do: "register", Idx: 77, Val: 1}}}},
			`name     a/d
bytes    exchange, little
source   table
kernel   6.12
socket   a port 100, admin, room for 1
socket   b port 200, other pid namespace
   0 a send group 0x1 port 5 00: EPERM (listeners 0)
      0x
        to a
        lost by b
        filtered by c d
   1 register 77:1
`},
	} {
		if diff := cmp.Diff(c.want, string(c.v.AppendText(nil))); diff != "" {
			t.Error(diff)
		}
	}
}
