package tap

import (
	"bytes"
	"errors"

	"github.com/cnwire/cnwire/codec"
)

// Message is a message to or from the kernel's connector.
type Message struct {
	Time     int64 // CLOCK_MONOTONIC when it was seen, nanoseconds
	CPU      uint32
	ToKernel bool

	// Data is the datagram, from its nlmsghdr on. Of what the kernel sends, the nlmsghdr
	// and the padding are made here, as cn_netlink_send_mult makes them (SPEC.md R6).
	// Length is how long it is; Data is shorter where it was cut.
	Data   []byte
	Length int

	// The thread that was running: of a request its sender, of an event who did what it
	// tells of. User and Group ids are those of the initial user namespace.
	PID, TID uint32
	UID, GID uint32
	Comm     string
	PIDNS    uint32 // inode of a sender's pid namespace; 0 is unknown

	Port  uint32 // a request: the sender's port id; else the receiver's, or 0 for all of a group; 0 beside From: its socket has none yet
	From  uint32 // of nlmon's frames to another socket than the kernel's: the sender's port id, 0 for the kernel
	Group uint32 // that it was sent to; of a request, also to that group's members

	// Result is what cn_netlink_send_mult returned, where Known: 0, or a negative errno;
	// ESRCH if nobody was there to receive it.
	Result int32
	Known  bool

	settled bool // nothing is to be added any more
}

// Ways for Next to end without a message.
var (
	ErrStopped = errors.New("tap: the reading was interrupted")
	ErrNone    = errors.New("tap: there is no message now")
)

// set takes a record.
func (m *Message) set(r *raw) {
	data := m.Data[:0]
	*m = Message{
		Time: r.time, CPU: r.cpu, ToKernel: r.kind == kindRequest,
		PID: r.pid, TID: r.tid, UID: r.uid, GID: r.gid, PIDNS: r.pidNS,
		Port: r.port, Group: r.group,
		settled: r.kind != kindSending,
	}
	comm, _, _ := bytes.Cut(r.comm[:], []byte{0})
	m.Comm = string(comm)
	if r.kind == kindFrame || r.kind == kindUnbound {
		if m.ToKernel = r.to == 0 && r.kind == kindFrame; !m.ToKernel {
			m.Port, m.From = r.to, r.port
			m.Known = true // it is shown as it is queued
		}
		m.Data, m.Length = append(data, r.data...), int(r.length)
		return
	}
	if m.ToKernel {
		m.Data, m.Length = append(data, r.data...), int(r.length)
		return
	}
	if r.kind == kindSent {
		m.Result, m.Known = r.result, true
	}
	m.Data, m.Length = datagram(data, r.data, int(r.length))
}

// datagram appends what the kernel makes of a cn_msg and what belongs to it, which
// has so many bytes in all: a nlmsghdr with the cn_msg's seq, and zeros up to the next
// multiple of 4 (drivers/connector/connector.c:cn_netlink_send_mult, since 3.10).
func datagram(dst, message []byte, length int) ([]byte, int) {
	const o = codec.NativeOrder
	h := codec.NlMsghdr{Length: uint32(codec.NlMsghdrSize + length), Type: codec.NlMsgDone}
	var cn codec.CnMsg
	if _, err := cn.DecodeHead(o, message); err == nil {
		h.Seq = cn.Seq
	}
	dst = append(h.Append(o, dst), message...)
	padding := -length & 3
	if len(message) == length {
		dst = append(dst, make([]byte, padding)...)
	}
	return dst, codec.NlMsghdrSize + length + padding
}
