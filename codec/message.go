package codec

import "math"

// Message is one netlink message of a datagram: header, payload, and the
// padding that aligns the next one. Any family's message decodes; for the
// connector's, Data holds one cn_msg or several (CnMsgs).
//
//	 0                               16              Length
//	+-------------------------------+---------------+-------+
//	|           nlmsghdr            |     Data      |  Pad  |
//	+-------------------------------+---------------+-------+
type Message struct {
	Header NlMsghdr
	Data   []byte // Header.Length - 16 bytes
	Pad    []byte // what stands between Header.Length and its alignment, 0 to 3 bytes
}

// Decode reads one message from the start of b and aliases b. It returns the
// bytes eaten, padding included. ErrShort: no room for the header. ErrLength:
// nlmsg_len is below 16. ErrOverrun: nlmsg_len is more than b (R4).
func (m *Message) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < NlMsghdrSize {
		return 0, short("nlmsghdr", NlMsghdrSize, len(b))
	}
	length := o.Uint32(b[0:4])
	if length < NlMsghdrSize {
		return 0, &Error{"nlmsghdr", "nlmsg_len", 0, NlMsghdrSize, int(length), ErrLength}
	}
	if uint64(length) > uint64(len(b)) { // int has 32 bits somewhere
		return 0, &Error{"nlmsghdr", "nlmsg_len", 0, clampInt(length), len(b), ErrOverrun}
	}
	end := int(length)
	n = min(Align(end), len(b)) // R5: the last message need not be padded
	m.Header.Decode(o, b)
	m.Data = b[NlMsghdrSize:end:end]
	m.Pad = b[end:n:n]
	return n, nil
}

// clampInt returns v as an int, or the largest int where int has 32 bits.
func clampInt(v uint32) int {
	return int(min(int64(v), math.MaxInt))
}

// Append appends the message as it is stored: Header.Length is not mended.
func (m *Message) Append(o Order, b []byte) []byte {
	b = m.Header.Append(o, b)
	b = append(b, m.Data...)
	return append(b, m.Pad...)
}

// Len returns the bytes that Append writes.
func (m *Message) Len() int { return NlMsghdrSize + len(m.Data) + len(m.Pad) }

// FixLengths sets Header.Length from Data and makes Pad the zero bytes that
// align the message, as kernels since 3.10 send it (R5).
func (m *Message) FixLengths() {
	end := NlMsghdrSize + len(m.Data)
	m.Header.Length = uint32(end)
	m.Pad = make([]byte, Align(end)-end)
}
