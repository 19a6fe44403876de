package codec

// NlMsghdr is struct nlmsghdr, from include/uapi/linux/netlink.h.
//
//	 0               4       6       8               12              16
//	+---------------+-------+-------+---------------+---------------+
//	|      len      | type  | flags |      seq      |      pid      |
//	+---------------+-------+-------+---------------+---------------+
//
// The kernel's connector sends type NLMSG_DONE, flags 0, seq copied from the
// first cn_msg and pid 0 (R6); of what it receives it looks at Length alone.
type NlMsghdr struct {
	Length uint32 // nlmsg_len: this header and the payload, in bytes
	Type   uint16 // nlmsg_type
	Flags  uint16 // nlmsg_flags
	Seq    uint32 // nlmsg_seq
	PID    uint32 // nlmsg_pid: the sender's port id, 0 for the kernel
}

// NlMsghdrSize is the size of an NlMsghdr on the wire.
const NlMsghdrSize = 16

// NlMsgDone is NLMSG_DONE, the nlmsg_type of every message that the kernel's
// connector sends: no end of a dump is meant by it (R6).
const NlMsgDone = 3

// Decode reads the header from the start of b. Fewer than 16 bytes are
// ErrShort. What Length says is for Message.Decode to judge.
func (h *NlMsghdr) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < NlMsghdrSize {
		return 0, short("nlmsghdr", NlMsghdrSize, len(b))
	}
	h.Length = o.Uint32(b[0:4])
	h.Type = o.Uint16(b[4:6])
	h.Flags = o.Uint16(b[6:8])
	h.Seq = o.Uint32(b[8:12])
	h.PID = o.Uint32(b[12:16])
	return NlMsghdrSize, nil
}

// Append appends the header as it is stored.
func (h *NlMsghdr) Append(o Order, b []byte) []byte {
	b = o.AppendUint32(b, h.Length)
	b = o.AppendUint16(b, h.Type)
	b = o.AppendUint16(b, h.Flags)
	b = o.AppendUint32(b, h.Seq)
	return o.AppendUint32(b, h.PID)
}

// Len returns 16.
func (h *NlMsghdr) Len() int { return NlMsghdrSize }
