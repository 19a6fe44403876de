package scenario

import "encoding/binary"

// Request is a datagram to be sent: one nlmsghdr, one cn_msg and data. It is
// made by hand, for codec must not write its own exam.
type Request struct {
	NlLen   uint32 // 0: what is right
	NlType  uint16
	NlFlags uint16
	NlSeq   uint32
	NlPID   uint32
	Idx     uint32
	Val     uint32
	Seq     uint32
	Ack     uint32
	Len     int // -1: what is right
	Flags   uint16
	Data    []byte
}

// proc is a request to cn_proc with a payload of 32-bit words, as the examples
// in the kernel's tree have it: NLMSG_DONE, no flags, the same seq in both headers.
func proc(s Socket, seq, ack uint32, words ...uint32) Request {
	return Request{NlType: 3, NlSeq: seq, NlPID: s.Port(), Idx: 1, Val: 1, Seq: seq, Ack: ack, Len: -1, Data: wordsOf(words...)}
}

// The operations of struct proc_cn_mcast_op.
const (
	opListen = 1 // PROC_CN_MCAST_LISTEN
	opIgnore = 2 // PROC_CN_MCAST_IGNORE
)

func listen(s Socket, seq, ack uint32) { s.Send(proc(s, seq, ack, opListen).Bytes()) }
func ignore(s Socket, seq, ack uint32) { s.Send(proc(s, seq, ack, opIgnore).Bytes()) }

// Bytes returns the datagram in the byte order of this machine.
func (r Request) Bytes() []byte {
	o := binary.NativeEndian
	if r.NlLen == 0 {
		r.NlLen = uint32(36 + len(r.Data))
	}
	if r.Len < 0 {
		r.Len = len(r.Data)
	}
	b := o.AppendUint32(nil, r.NlLen)
	b = o.AppendUint16(b, r.NlType)
	b = o.AppendUint16(b, r.NlFlags)
	b = o.AppendUint32(b, r.NlSeq)
	b = o.AppendUint32(b, r.NlPID)
	b = o.AppendUint32(b, r.Idx)
	b = o.AppendUint32(b, r.Val)
	b = o.AppendUint32(b, r.Seq)
	b = o.AppendUint32(b, r.Ack)
	b = o.AppendUint16(b, uint16(r.Len))
	b = o.AppendUint16(b, r.Flags)
	return append(b, r.Data...)
}

func wordsOf(words ...uint32) (b []byte) {
	for _, w := range words {
		b = binary.NativeEndian.AppendUint32(b, w)
	}
	return b
}
