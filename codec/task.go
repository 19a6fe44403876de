package codec

// Task names one task of the kernel by its two numbers, both in the initial
// pid namespace. It is the building block of every proc_event arm except ack.
//
//	 0       4       8
//	+-------+-------+
//	|  pid  | tgid  |
//	+-------+-------+
//
// The kernel's words differ from those of user space: PID is the thread id,
// TGID the process id.
type Task struct {
	PID  int32 // __kernel_pid_t …_pid: the thread
	TGID int32 // __kernel_pid_t …_tgid: the process
}

// TaskSize is the size of a Task on the wire.
const TaskSize = 8

// IsLeader reports whether the task is its process's first thread.
func (t Task) IsLeader() bool { return t.PID == t.TGID }

// task reads the eight bytes of b; its callers have checked the length.
func task(o Order, b []byte) Task {
	return Task{
		PID:  o.Int32(b[0:4]),
		TGID: o.Int32(b[4:8]),
	}
}

func (t Task) append(o Order, b []byte) []byte {
	b = o.AppendInt32(b, t.PID)
	return o.AppendInt32(b, t.TGID)
}
