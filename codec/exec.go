package codec

// Exec is struct exec_proc_event, from include/uapi/linux/cn_proc.h: a process
// runs another program. No event says which: there is no path and no COMM.
//
//	 0       4       8
//	+-------+-------+
//	|  pid  | tgid  |
//	+-------+-------+
type Exec struct {
	Process Task // process_pid, process_tgid
}

// ExecSize is the size of a Exec on the wire.
const ExecSize = 8

// What returns EventExec.
func (e *Exec) What() EventType { return EventExec }

// Decode reads the arm from the start of b. Fewer than 8 bytes are ErrShort.
func (e *Exec) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < ExecSize {
		return 0, short("proc_event.exec", ExecSize, len(b))
	}
	e.Process = task(o, b[0:8])
	return ExecSize, nil
}

// Append appends the arm.
func (e *Exec) Append(o Order, b []byte) []byte { return e.Process.append(o, b) }

// Len returns 8.
func (e *Exec) Len() int { return ExecSize }
