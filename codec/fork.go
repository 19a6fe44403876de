package codec

// Fork is struct fork_proc_event, from include/uapi/linux/cn_proc.h: a task was
// made, by fork, vfork, clone, or inside the kernel. For a thread the parent is
// the parent of its process, not the thread that made it (R14).
//
//	 0       4       8       12      16
//	+-------+-------+-------+-------+
//	|par pid|partgid|chi pid|chitgid|
//	+-------+-------+-------+-------+
type Fork struct {
	Parent Task // parent_pid, parent_tgid
	Child  Task // child_pid, child_tgid; they differ for a thread
}

// ForkSize is the size of a Fork on the wire.
const ForkSize = 16

// What returns EventFork.
func (e *Fork) What() EventType { return EventFork }

// Decode reads the arm from the start of b. Fewer than 16 bytes are ErrShort.
func (e *Fork) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < ForkSize {
		return 0, short("proc_event.fork", ForkSize, len(b))
	}
	e.Parent = task(o, b[0:8])
	e.Child = task(o, b[8:16])
	return ForkSize, nil
}

// Append appends the arm.
func (e *Fork) Append(o Order, b []byte) []byte {
	b = e.Parent.append(o, b)
	return e.Child.append(o, b)
}

// Len returns 16.
func (e *Fork) Len() int { return ForkSize }
