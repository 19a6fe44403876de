package tap

import (
	"encoding/binary"
	"fmt"
)

// What a program hands out is a header, and behind it the bytes of a message, in the
// byte order of the machine. These are the places in the header.
const (
	atTime     = 0  // u64: CLOCK_MONOTONIC, nanoseconds
	atTask     = 8  // u64: process id in the upper half, thread id in the lower
	atUser     = 16 // u64: group id in the upper half, user id in the lower
	atKind     = 24 // u32
	atCPU      = 28 // u32
	atLength   = 32 // u32: of the message, before it was cut
	atCaptured = 36 // u32: of it, in the record
	atPort     = 40 // u32
	atGroup    = 44 // u32
	atResult   = 48 // s32: what cn_netlink_send_mult returned; of a frame u32: the port of the socket that receives it
	atPIDNS    = 52 // u32: inode of the sender's pid namespace; 0 is unknown
	atComm     = 56 // 16 bytes
	headerSize = 72
)

// The kinds of a record.
const (
	kindRequest = iota + 1 // to the kernel: the bytes are a datagram
	kindSending            // from the kernel: the bytes are a cn_msg and what belongs to it
	kindSent               // the same, and what came of it
	kindResult             // what came of the last sending of the thread; no bytes
	kindFrame              // to a socket, the kernel's or another: the bytes are a datagram
	kindUnbound            // to a program's socket without a port: the same
	kinds                  // how many there are, and 0
)

// Records have one of these sizes, for the kernel wants to know it before.
const (
	shortData = 256   // of all events
	longData  = 16480 // the largest that the kernel's connector takes, and more
	commSize  = 16    // TASK_COMM_LEN
)

// raw is a record, decoded.
type raw struct {
	kind     uint32
	time     int64
	pid, tid uint32
	uid, gid uint32
	cpu      uint32
	length   uint32
	port     uint32
	group    uint32
	result   int32
	to       uint32 // of a frame
	pidNS    uint32
	comm     [commSize]byte
	data     []byte // aliases the record
}

// decode reads a record. The error is of a record that no program of ours makes.
func (r *raw) decode(b []byte) error {
	if len(b) < headerSize {
		return fmt.Errorf("tap: a record of %d bytes", len(b))
	}
	u32, u64 := binary.NativeEndian.Uint32, binary.NativeEndian.Uint64
	task, user := u64(b[atTask:]), u64(b[atUser:])
	*r = raw{
		kind: u32(b[atKind:]), time: int64(u64(b[atTime:])),
		pid: uint32(task >> 32), tid: uint32(task), uid: uint32(user), gid: uint32(user >> 32),
		cpu: u32(b[atCPU:]), length: u32(b[atLength:]), port: u32(b[atPort:]), group: u32(b[atGroup:]),
		result: int32(u32(b[atResult:])), pidNS: u32(b[atPIDNS:]),
		comm: [commSize]byte(b[atComm:]),
	}
	if r.kind == kindFrame || r.kind == kindUnbound {
		r.result, r.to = 0, uint32(r.result)
	}
	captured := u32(b[atCaptured:])
	if r.kind < kindRequest || r.kind >= kinds || captured > r.length || uint64(captured) > uint64(len(b)-headerSize) {
		return fmt.Errorf("tap: a record of kind %d with %d of %d bytes", r.kind, captured, r.length)
	}
	r.data = b[headerSize:][:captured]
	return nil
}
