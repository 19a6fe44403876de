package codec

// Coredump is struct coredump_proc_event, from include/uapi/linux/cn_proc.h: a
// signal whose default is to dump core is ending a thread. No core need be
// written; Exit.Core tells.
//
//	 0       4       8       12      16
//	+-------+-------+-------+-------+
//	|  pid  | tgid  |par pid|partgid|
//	+-------+-------+-------+-------+
type Coredump struct {
	Process Task // process_pid, process_tgid
	Parent  Task // parent_pid, parent_tgid; zero before 4.18, where the struct had none
}

// CoredumpSize is the size of a Coredump on the wire.
const CoredumpSize = 16

// What returns EventCoredump.
func (e *Coredump) What() EventType { return EventCoredump }

// Decode reads the arm from the start of b. Fewer than 16 bytes are ErrShort.
func (e *Coredump) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < CoredumpSize {
		return 0, short("proc_event.coredump", CoredumpSize, len(b))
	}
	e.Process = task(o, b[0:8])
	e.Parent = task(o, b[8:16])
	return CoredumpSize, nil
}

// Append appends the arm.
func (e *Coredump) Append(o Order, b []byte) []byte {
	b = e.Process.append(o, b)
	return e.Parent.append(o, b)
}

// Len returns 16.
func (e *Coredump) Len() int { return CoredumpSize }
