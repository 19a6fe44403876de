package hexdump

import (
	"encoding/binary"
	"strconv"
	"strings"
)

// headerSize is the size of struct nlmsghdr.
const headerSize = 16

// header is struct nlmsghdr as strace decodes it on a netlink socket.
type header struct {
	length, seq, pid uint32
	kind, flags      uint16
}

// The names that strace prints in a header, from include/uapi/linux/netlink.h.
var headerNames = map[string]uint64{
	"NLMSG_NOOP": 1, "NLMSG_ERROR": 2, "NLMSG_DONE": 3, "NLMSG_OVERRUN": 4,
	"NLM_F_REQUEST": 1, "NLM_F_MULTI": 2, "NLM_F_ACK": 4, "NLM_F_ECHO": 8,
	"NLM_F_DUMP_INTR": 0x10, "NLM_F_DUMP_FILTERED": 0x20,
	"NLM_F_ROOT": 0x100, "NLM_F_MATCH": 0x200, "NLM_F_ATOMIC": 0x400, "NLM_F_DUMP": 0x300,
	"NLM_F_REPLACE": 0x100, "NLM_F_EXCL": 0x200, "NLM_F_CREATE": 0x400, "NLM_F_APPEND": 0x800,
	"NLM_F_NONREC": 0x100, "NLM_F_BULK": 0x200, "NLM_F_CAPPED": 0x100, "NLM_F_ACK_TLVS": 0x200,
}

// isHeader reports whether a header starts at i. Up to strace 5.11 its fields
// have no prefix.
func (c *call) isHeader(i int) bool {
	return strings.HasPrefix(c.s[i:], "{nlmsg_len=") || strings.HasPrefix(c.s[i:], "{len=")
}

// header reads {nlmsg_len=76, nlmsg_type=NLMSG_DONE, nlmsg_flags=0, …} at i.
func (c *call) header(i int) (h header, end int, ok bool) {
	if !c.isHeader(i) {
		return h, i, false
	}
	length := strings.IndexByte(c.s[i:], '}')
	if length < 0 {
		c.fail(ErrCut, i, "the line ends within a netlink header")
		return h, i, true
	}
	at := i + 1
	for part := range strings.SplitSeq(c.s[i+1:i+length], ", ") {
		name, value, _ := strings.Cut(part, "=")
		name = strings.TrimPrefix(name, "nlmsg_")
		bits := 32
		if name == "type" || name == "flags" {
			bits = 16
		}
		v, ok := number(value, bits)
		if !ok {
			c.fail(ErrSyntax, at, "%q in a netlink header cannot be read back", part)
			return h, at, true
		}
		switch name {
		case "len":
			h.length = uint32(v)
		case "type":
			h.kind = uint16(v)
		case "flags":
			h.flags = uint16(v)
		case "seq":
			h.seq = uint32(v)
		case "pid":
			h.pid = uint32(v)
		default:
			c.fail(ErrSyntax, at, "%q is not a field of a netlink header", name)
			return h, at, true
		}
		at += len(part) + 2
	}
	return h, i + length + 1, true
}

// number reads a sum of names and numbers, with comments behind it: 0x301,
// NLM_F_REQUEST|0x8, 0x10 /* NLMSG_??? */, -1.
func number(s string, bits int) (v uint64, ok bool) {
	s, _, _ = strings.Cut(s, " /*")
	for part := range strings.SplitSeq(s, "|") {
		one, known := headerNames[part]
		if !known {
			n, err := strconv.ParseInt(part, 0, 64)
			if err != nil || n < -1<<(bits-1) || n >= 1<<bits {
				return 0, false
			}
			one = uint64(n)
		}
		v |= one
	}
	return v, true
}

// put writes the header at the start of a message, in the byte order of what
// stands behind it. strace has numbers and not bytes, and connector messages
// tell: their len, at byte 16 of the payload, goes with nlmsg_len. Where
// nothing tells, it is little-endian.
func (h *header) put(message []byte) {
	var o binary.ByteOrder = binary.LittleEndian
	if p := message[headerSize:]; len(p) >= 18 {
		const cnMsg = 20
		fits := func(o binary.ByteOrder) bool {
			n := uint32(o.Uint16(p[16:])) + headerSize + cnMsg
			return n <= h.length && h.length-n < 4 // up to Linux 3.9 it counts the padding
		}
		if fits(binary.BigEndian) && !fits(binary.LittleEndian) ||
			!fits(binary.LittleEndian) && binary.BigEndian.Uint32(p) < binary.LittleEndian.Uint32(p) {
			o = binary.BigEndian
		}
	}
	o.PutUint32(message[0:], h.length)
	o.PutUint16(message[4:], h.kind)
	o.PutUint16(message[6:], h.flags)
	o.PutUint32(message[8:], h.seq)
	o.PutUint32(message[12:], h.pid)
}
