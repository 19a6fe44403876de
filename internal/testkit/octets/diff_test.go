package octets_test

import (
	"bytes"
	"encoding/binary"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit/octets"
)

// fork is an event as a little-endian kernel sends it: the header, a cn_msg of
// process events, proc_event, and behind its 16 bytes proc_event.fork.
var fork = []byte{
	76, 0, 0, 0, 3, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0,
	1, 0, 0, 0, 1, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 40, 0, 0, 0,
	1, 0, 0, 0, 2, 0, 0, 0, 0x40, 0x42, 0x0f, 0, 0, 0, 0, 0,
	5, 0, 0, 0, 5, 0, 0, 0, 6, 0, 0, 0, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
}

// changed returns b with other bytes at an offset.
func changed(b []byte, at int, to ...byte) []byte {
	b = bytes.Clone(b)
	copy(b[at:], to)
	return b
}

func TestDiff(t *testing.T) {
	datagram := octets.Datagram(binary.LittleEndian)
	header := []byte{0, 4, 3, 56, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 11}
	for _, c := range []struct {
		what      string
		want, got []byte
		outline   octets.Outline
		text      string
	}{
		{"equal", fork, bytes.Clone(fork), datagram, ""},
		{"both empty", nil, []byte{}, nil, ""},
		{"a number", fork, changed(fork, 40, 3), datagram, `
want 76 bytes, got 76
  …
   36  01 00 00 00 | 01 00 00 00  proc_event.what
*  40  02 00 00 00 | 03 00 00 00  proc_event.cpu
   44  40 42 0f 00 | 40 42 0f 00  proc_event.timestamp_ns`},
		{"one of two fields of a line", fork, changed(fork, 6, 1), datagram, `
want 76 bytes, got 76
    0  4c 00 00 00 | 4c 00 00 00  nlmsghdr.nlmsg_len
*   4  03 00 00 00 | 03 00 01 00  nlmsghdr.nlmsg_flags
    8  09 00 00 00 | 09 00 00 00  nlmsghdr.nlmsg_seq`},
		{"the upper half of a number", fork, changed(fork, 51, 0x80), datagram, `
want 76 bytes, got 76
  …
   44  40 42 0f 00 | 40 42 0f 00  proc_event.timestamp_ns
*  48  00 00 00 00 | 00 00 00 80  proc_event.timestamp_ns +4
   52  05 00 00 00 | 05 00 00 00  proc_event.fork.parent_pid`},
		{"two places", fork, changed(changed(fork, 0, 77), 74, 1), datagram, `
want 76 bytes, got 76
*   0  4c 00 00 00 | 4d 00 00 00  nlmsghdr.nlmsg_len
    4  03 00 00 00 | 03 00 00 00  nlmsghdr.nlmsg_type, nlmsghdr.nlmsg_flags
  …
   68  00 00 00 00 | 00 00 00 00  rest
*  72  00 00 00 00 | 00 00 01 00  rest +4`},
		{"too short", fork, fork[:70], datagram, `
want 76 bytes, got 70
  …
   64  06 00 00 00 | 06 00 00 00  proc_event.fork.child_tgid
*  68  00 00 00 00 | 00 00        rest
*  72  00 00 00 00 |              rest +4`},
		{"too long, and without names", []byte{1, 2, 3}, []byte{1, 2, 3, 4, 5}, nil, `
want 3 bytes, got 5
*   0  01 02 03    | 01 02 03 04
*   4              | 05`},
		{"behind a cooked header", append(header, fork...), append(changed(header, 15, 12), changed(fork, 24, 8)...), octets.Frame(binary.LittleEndian), `
want 92 bytes, got 92
  …
    8  00 00 00 00 | 00 00 00 00  sll_header.sll_addr +2
*  12  00 00 00 0b | 00 00 00 0c  sll_header.sll_protocol
   16  4c 00 00 00 | 4c 00 00 00  nlmsghdr.nlmsg_len
  …
   36  01 00 00 00 | 01 00 00 00  cn_msg.id.val
*  40  09 00 00 00 | 08 00 00 00  cn_msg.seq
   44  00 00 00 00 | 00 00 00 00  cn_msg.ack`},
		{"of a big-endian machine", []byte{0, 0, 0, 20, 0, 3, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 1, 2, 3, 4}, []byte{0, 0, 0, 20, 0, 3, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 1, 2, 3, 5},
			octets.Datagram(binary.BigEndian), `
want 20 bytes, got 20
  …
   12  00 00 00 00 | 00 00 00 00  nlmsghdr.nlmsg_pid
*  16  01 02 03 04 | 01 02 03 05  cn_msg.id.idx`},
		{"a cut cooked header", header[:3], header[:2], octets.Frame(binary.LittleEndian), `
want 3 bytes, got 2
*   0  00 04 03    | 00 04        sll_header.sll_hatype`},
		{"a struct", []byte{1, 0, 0, 0, 9, 0, 0, 0}, []byte{1, 0, 0, 0, 9, 0, 0, 1}, octets.Struct("proc_input"), `
want 8 bytes, got 8
    0  01 00 00 00 | 01 00 00 00  proc_input.mcast_op
*   4  09 00 00 00 | 09 00 00 01  proc_input.event_type`},
	} {
		if text := octets.Diff(c.want, c.got, c.outline); text != c.text {
			t.Errorf("%s: got%s\n\nwant%s", c.what, text, c.text)
		}
	}
}

// What differs everywhere does not fill the screen.
func TestDiffOfMuch(t *testing.T) {
	text := octets.Diff(make([]byte, 1<<16), bytes.Repeat([]byte{1}, 1<<16), octets.Datagram(binary.LittleEndian))
	if n := strings.Count(text, "\n"); n > 50 || !strings.HasSuffix(text, "and more") {
		t.Errorf("%d lines, the end is %.40q", n, text[len(text)-40:])
	}
}
