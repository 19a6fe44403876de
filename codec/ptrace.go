package codec

// Ptrace is struct ptrace_proc_event, from include/uapi/linux/cn_proc.h: a
// tracer attached to a process or detached from it, by an explicit ptrace call.
// PTRACE_TRACEME and the tracer's end send none.
//
//	 0       4       8       12      16
//	+-------+-------+-------+-------+
//	|  pid  | tgid  |tr pid |tr tgid|
//	+-------+-------+-------+-------+
type Ptrace struct {
	Process Task // process_pid, process_tgid
	Tracer  Task // tracer_pid, tracer_tgid; zero when it detached
}

// PtraceSize is the size of a Ptrace on the wire.
const PtraceSize = 16

// What returns EventPtrace.
func (e *Ptrace) What() EventType { return EventPtrace }

// Decode reads the arm from the start of b. Fewer than 16 bytes are ErrShort.
func (e *Ptrace) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < PtraceSize {
		return 0, short("proc_event.ptrace", PtraceSize, len(b))
	}
	e.Process = task(o, b[0:8])
	e.Tracer = task(o, b[8:16])
	return PtraceSize, nil
}

// Append appends the arm.
func (e *Ptrace) Append(o Order, b []byte) []byte {
	b = e.Process.append(o, b)
	return e.Tracer.append(o, b)
}

// Len returns 16.
func (e *Ptrace) Len() int { return PtraceSize }
