package codec

import "bytes"

// Comm is struct comm_proc_event, from include/uapi/linux/cn_proc.h: a task was
// renamed by prctl(PR_SET_NAME) or, since 5.15, by a write to /proc/PID/comm. Exec
// sends none.
//
//	 0       4       8                               24
//	+-------+-------+-------------------------------+
//	|  pid  | tgid  |             comm              |
//	+-------+-------+-------------------------------+
type Comm struct {
	Process Task // process_pid, process_tgid
	Comm    CommName
}

// CommName is the 16 bytes of a task's name: at most 15 and a NUL from the
// kernel, in no particular encoding (R15).
type CommName [16]byte

// Name returns the bytes up to the first NUL, or all 16.
func (c CommName) Name() []byte {
	if i := bytes.IndexByte(c[:], 0); i >= 0 {
		return c[:i:i]
	}
	return c[:]
}

// String returns Name as a string. It may hold control characters.
func (c CommName) String() string { return string(c.Name()) }

// CommSize is the size of a Comm on the wire.
const CommSize = 24

// What returns EventComm.
func (e *Comm) What() EventType { return EventComm }

// Decode reads the arm from the start of b. Fewer than 24 bytes are ErrShort.
func (e *Comm) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < CommSize {
		return 0, short("proc_event.comm", CommSize, len(b))
	}
	e.Process = task(o, b[0:8])
	e.Comm = CommName(b[8:24])
	return CommSize, nil
}

// Append appends the arm.
func (e *Comm) Append(o Order, b []byte) []byte {
	b = e.Process.append(o, b)
	return append(b, e.Comm[:]...)
}

// Len returns 24.
func (e *Comm) Len() int { return CommSize }
