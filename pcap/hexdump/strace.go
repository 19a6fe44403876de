package hexdump

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// calls holds the packets of a system call until the next line, which may have
// the same bytes once more, and whole: strace -e read=FD, -e write=FD.
type calls struct {
	wait   []packet
	joined bool // the dump that follows goes on with the packet at hand
}

// flush hands out the packets of the call before.
func (r *Reader) flush() {
	for _, p := range r.call.wait {
		r.queue = append(r.queue, item{packet: p})
	}
	r.call = calls{}
}

// callNames are the system calls whose data is taken. read and write are so
// only where -y shows that they are about netlink, since every program reads
// files.
var callNames = []string{"recvmsg", "recvfrom", "recvmmsg", "recv", "sendto", "sendmsg", "sendmmsg", "send", "read", "write", "readv", "writev"}

// callLine takes a line of strace that shows what a call sent or received.
func (r *Reader) callLine(s string, i int) bool {
	name, at := findCall(s, i)
	if name == "" {
		return false
	}
	if (name[0] == 'w' || strings.HasPrefix(name, "read")) && !strings.HasPrefix(s[skipNumber(s, at):], "<NETLINK:") {
		return false
	}
	c := call{s: s, result: result(s)}
	vector, many := strings.Contains(name, "msg") || strings.HasSuffix(name, "v") && name != "recv", strings.Contains(name, "mmsg")
	var found []packet
	for more := true; more && c.bad == nil; more = many {
		b := buffer{}
		next := at
		if vector {
			if next = c.vector(at, name, &b); next < 0 {
				break
			}
		} else if next = c.argument(at, &b); next < 0 {
			break
		}
		if c.bad != nil {
			break
		}
		wire := c.result
		if many {
			own, _, _ := strings.Cut(s[next:], "msg_iov=[")
			wire = numberAfter(own, "msg_len=")
		}
		if b.cut && wire < 0 {
			wire = b.claims
		}
		switch {
		case b.cut && wire <= len(b.data):
			c.fail(ErrCut, b.cutAt, "strace left bytes out (-s) and does not say how many")
		case len(b.data) > MaxPacket || b.cut && wire > MaxPacket:
			c.fail(ErrSize, at, "the call has more than %d bytes", MaxPacket)
		case !b.cut && wire > pad4(len(b.data)) && len(b.data) > 0 && !strings.Contains(s[next:], "MSG_TRUNC"):
			c.fail(ErrCut, at, "strace printed %d of %d bytes, and left the others out", len(b.data), wire)
		case !b.cut:
			wire = len(b.data)
		}
		if c.bad != nil {
			break
		}
		if len(b.data) > 0 {
			found = append(found, packet{format: FormatStrace, line: r.src.n, data: b.data, wire: wire})
		}
		at = next
	}
	if len(found) == 0 && c.bad == nil {
		return false // EAGAIN, or a call that has not returned
	}
	r.close()
	if c.bad != nil {
		r.fail(c.class, c.bad.at+1, "%s", c.bad.why)
		return true
	}
	if strings.Contains(s[at:], "MSG_PEEK") {
		r.repeats += len(found)
		return true
	}
	r.call.wait = found
	r.form = formCall
	return true
}

// findCall finds the name of a call of interest, as strace writes it with or
// without a pid, a time and "resumed", and where its arguments start.
func findCall(s string, i int) (name string, args int) {
	if end := strings.Index(s[i:], " resumed>"); end >= 0 {
		if at := strings.Index(s[i:], "<... "); at >= 0 && at < end {
			if name = s[i+at+5 : i+end]; slices.Contains(callNames, name) {
				return name, i + end + len(" resumed>")
			}
		}
		return "", 0
	}
	open := strings.IndexByte(s[i:], '(')
	if open < 0 {
		return "", 0
	}
	head := s[i : i+open]
	name = head[strings.LastIndexAny(head, " \t]")+1:]
	if !slices.Contains(callNames, name) {
		return "", 0
	}
	return name, i + open + 1
}

// result returns what the call returned, or -1.
func result(s string) int {
	at := strings.LastIndex(s, ") ")
	if at < 0 || !strings.HasPrefix(strings.TrimLeft(s[at+1:], " "), "= ") {
		return -1
	}
	return numberAfter(s[at:], "= ")
}

// numberAfter reads the number behind the first mark in s, or returns -1.
func numberAfter(s, mark string) int {
	at := strings.Index(s, mark)
	if at < 0 {
		return -1
	}
	at += len(mark)
	v, err := strconv.ParseUint(s[at:skipNumber(s, at)], 10, 31)
	if err != nil {
		return -1
	}
	return int(v)
}

func skipNumber(s string, i int) int {
	return len(s) - len(strings.TrimLeft(s[i:], "0123456789"))
}

// straceDump takes a line of the dump below a call:
//
//	" * 20 bytes in buffer 1"
//	" | 00010  28 00 00 00                                       (...             |"
func (r *Reader) straceDump(s string, i int) bool {
	if strings.HasPrefix(s[i:], "* ") || strings.HasPrefix(s[i:], "= ") {
		n := skipNumber(s, i+2)
		head, number, ok := strings.Cut(s[n:], " in ")
		if n == i+2 || !ok || head != " bytes" && head != " buffers" {
			return false
		}
		if !strings.HasPrefix(number, "buffer ") && !strings.HasPrefix(number, "vector ") {
			return false
		}
		r.call.joined = strings.HasPrefix(number, "buffer ") && number != "buffer 0"
		return true
	}
	if !strings.HasPrefix(s[i:], "| ") {
		return false
	}
	w, ok := scanRow(s, skipSpace(s, i+1))
	if !ok || w.colon || len(w.digits) < 5 {
		return false
	}
	joined := r.call.joined && r.form == formRows && r.cur.format == FormatStrace
	switch {
	case w.zero() && !joined:
		if len(r.call.wait) > 0 && sameStart(r.call.wait[0].data, s[w.body:]) {
			r.call.wait = nil // what follows is all of it
		}
		r.begin(FormatStrace)
		r.rows = rows{radix: inHex}
	case w.zero():
		r.rows.base = len(r.cur.data)
	case r.form != formRows || r.cur.format != FormatStrace:
		r.begin(FormatStrace)
		r.rows = rows{radix: inHex}
		r.fail(ErrOffset, w.at+1, "a dump starts here at offset %s: what stands before it is missing", w.digits)
	}
	r.form = formRows
	r.call.joined = false
	if !r.cur.bad && r.reach(&w) {
		r.body(s, &w, byteRow)
	}
	return true
}

// sameStart reports whether a line of digits starts with the bytes in b, up to
// eight of them.
func sameStart(b []byte, s string) bool {
	i := 0
	for t := range strings.FieldsSeq(s) {
		if i == len(b) || i == 8 {
			return true
		}
		if t != fmt.Sprintf("%02x", b[i]) {
			return false
		}
		i++
	}
	return i > 0
}
