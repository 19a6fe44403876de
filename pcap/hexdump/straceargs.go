package hexdump

import (
	"fmt"
	"strings"
)

// call reads the arguments of a system call.
type call struct {
	s      string
	result int // what it returned, or -1
	bad    *fault
	class  error
}

// buffer is what one call moved.
type buffer struct {
	data   []byte
	cut    bool // strace -s left out what follows
	cutAt  int
	claims int // how long nlmsg_len says it is; only with cut
}

func (c *call) fail(class error, at int, format string, args ...any) {
	if c.bad == nil {
		c.bad, c.class = &fault{at, fmt.Sprintf(format, args...)}, class
	}
}

// argument reads the second argument, a buffer, and returns where it ends, or
// -1 when strace shows an address or nothing. Of a call that was resumed the
// first argument stands on an earlier line.
func (c *call) argument(at int, b *buffer) int {
	if skipNumber(c.s, at) == at {
		return c.value(at, b)
	}
	comma := strings.Index(c.s[at:], ", ")
	if comma < 0 {
		return -1
	}
	return c.value(at+comma+2, b)
}

// vector reads the buffers of the next msg_iov, or of the vector that is the
// second argument of readv and writev, and returns where they end, or -1.
func (c *call) vector(at int, name string, b *buffer) int {
	end := len(c.s)
	if strings.Contains(name, "msg") {
		v := strings.Index(c.s[at:], "msg_iov=[")
		if v < 0 {
			return -1
		}
		at += v + len("msg_iov=[")
		if e := strings.Index(c.s[at:], "], msg_iovlen="); e >= 0 {
			end = at + e
		}
	}
	for !b.cut && c.bad == nil {
		base := strings.Index(c.s[at:end], "iov_base=")
		if base < 0 {
			return end
		}
		at += base + len("iov_base=")
		before := len(b.data)
		next := c.value(at, b)
		if next < 0 {
			c.fail(ErrForm, at, "%s stands where the bytes should", clip(c.s[at:at+strings.IndexAny(c.s[at:]+",", ",}")]))
			return -1
		}
		// What is sent fills its buffer. Of bytes that it takes for a header
		// strace prints no more than the header.
		if n := c.iovLen(next); isSend(name) && !b.cut && n > pad4(len(b.data)-before) {
			c.fail(ErrCut, at, "strace printed %d of %d bytes (iov_len), and left the others out", len(b.data)-before, n)
		}
		if at = next; at > end { // the end was a text within the bytes
			end = len(c.s)
		}
	}
	return at
}

// iovLen is how long the buffer is whose bytes end at i, or -1.
func (c *call) iovLen(i int) int {
	if !strings.HasPrefix(c.s[i:], ", iov_len=") {
		return -1
	}
	return numberAfter(c.s[i:], "=")
}

func isSend(name string) bool { return name[0] == 's' || name[0] == 'w' }

// pad4 is n filled up to a multiple of 4: strace leaves out the padding behind
// a netlink message.
func pad4(n int) int { return (n + 3) &^ 3 }

// value appends the bytes of a value at i, and returns where it ends: a string,
// or what strace makes of netlink messages,
//
//	[{nlmsg_len=76, nlmsg_type=NLMSG_DONE, …}, "\x01\x00…"]
//	{{len=76, type=NLMSG_DONE, …}, "\x01\x00…"}               up to strace 5.11
//
// and several of them in brackets. It returns -1 for anything else.
func (c *call) value(i int, b *buffer) int {
	if i < len(c.s) && c.s[i] == '"' {
		return c.str(i, b)
	}
	several := strings.HasPrefix(c.s[i:], "[[") || strings.HasPrefix(c.s[i:], "[{{") || strings.HasPrefix(c.s[i:], "[{len=") ||
		strings.HasPrefix(c.s[i:], "[{") && c.headers(i)
	if several {
		i++
	}
	if !c.isHeader(i) && (i == len(c.s) || c.s[i] != '[' && c.s[i] != '{' || !c.isHeader(i+1)) {
		return -1
	}
	for {
		b.data = append(b.data, "\x00\x00\x00"[:pad4(len(b.data))-len(b.data)]...)
		start := i
		if i = c.message(i, b); i < 0 || c.bad != nil {
			if i < 0 && len(b.data) > 0 {
				c.fail(ErrForm, start, "strace decoded more than can be read back")
			}
			return i
		}
		if b.cut || !several {
			return i
		}
		switch {
		case strings.HasPrefix(c.s[i:], ", ..."):
			b.cut, b.cutAt, b.claims = true, i, -1
			return i
		case strings.HasPrefix(c.s[i:], ", "):
			i += 2
		case strings.HasPrefix(c.s[i:], "]"):
			return i + 1
		default:
			c.fail(ErrSyntax, i, "%s within netlink messages", quote(c.s[i:]))
			return i
		}
	}
}

// headers reports whether the bracket at i holds messages whose first is a
// header alone, and not one message.
func (c *call) headers(i int) bool {
	end := strings.IndexByte(c.s[i:], '}')
	return end >= 0 && (strings.HasPrefix(c.s[i+end:], "}, {nlmsg_len=") || strings.HasPrefix(c.s[i+end:], "}, [{nlmsg_len="))
}

// message reads one netlink message: [{header}, "payload"], with braces instead
// of brackets up to strace 5.11, or {header}.
func (c *call) message(i int, b *buffer) int {
	start := len(b.data)
	closing := "]"
	if strings.HasPrefix(c.s[i:], "{{") {
		closing = "}"
	}
	bracket := !c.isHeader(i)
	if bracket {
		i++
	}
	h, end, ok := c.header(i)
	if !ok {
		return -1
	}
	b.data = append(b.data, make([]byte, headerSize)...)
	i = end
	if bracket {
		if !strings.HasPrefix(c.s[i:], `, "`) {
			c.fail(ErrForm, i, "strace decoded the payload, which cannot be read back: use strace -e trace=… -e read=FD")
			return i
		}
		i = c.str(i+2, b)
		if c.bad != nil {
			return i
		}
		if b.cut {
			b.claims = start + int(min(h.length, MaxPacket+1))
		} else if !strings.HasPrefix(c.s[i:], closing) {
			c.fail(ErrSyntax, i, "%s behind the payload of a netlink message", quote(c.s[i:]))
			return i
		} else {
			i++
		}
	}
	h.put(b.data[start:])
	return i
}

// str appends the string at i and returns where it ends.
func (c *call) str(i int, b *buffer) int {
	data, end, bad := unquote(b.data, c.s, i)
	if bad != nil {
		c.fail(ErrSyntax, bad.at, "%s", bad.why)
		return end
	}
	b.data = data
	if strings.HasPrefix(c.s[end:], "...") {
		b.cut, b.cutAt, b.claims = true, end, -1
		return end + 3
	}
	return end
}
