package codec

// Exit is struct exit_proc_event, from include/uapi/linux/cn_proc.h: a thread
// ended. A process ends with one Exit for each of its threads.
//
//	 0       4       8       12      16      20      24
//	+-------+-------+-------+-------+-------+-------+
//	|  pid  | tgid  | code  |signal |par pid|partgid|
//	+-------+-------+-------+-------+-------+-------+
//
// Kernels before 3.2 had a union of 16 bytes, which ends before the parent
// (R9); between 3.2 and 4.17 the parent's bytes are there and mean nothing.
type Exit struct {
	Process    Task
	ExitCode   uint32 // exit_code: a wait status; Status, Signal and Core read it
	ExitSignal uint32 // exit_signal: sent to the parent; 0xffffffff for a thread that does not lead
	Parent     Task   // parent_pid, parent_tgid; 0 means not known (R16)
	NoParent   bool   // the old arm of 16 bytes, without Parent
}

// ExitSize and ExitOldSize are the sizes of an Exit on the wire, with and
// without its parent.
const (
	ExitSize    = 24
	ExitOldSize = 16
)

// What returns EventExit.
func (e *Exit) What() EventType { return EventExit }

// Decode reads the arm from the start of b. Fewer than 16 bytes are ErrShort;
// from 16 to 23 the arm is the old one.
func (e *Exit) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < ExitOldSize {
		return 0, short("proc_event.exit", ExitOldSize, len(b))
	}
	e.Process = task(o, b[0:8])
	e.ExitCode = o.Uint32(b[8:12])
	e.ExitSignal = o.Uint32(b[12:16])
	if len(b) < ExitSize {
		e.Parent, e.NoParent = Task{}, true
		return ExitOldSize, nil
	}
	e.Parent, e.NoParent = task(o, b[16:24]), false
	return ExitSize, nil
}

// Append appends the arm.
func (e *Exit) Append(o Order, b []byte) []byte {
	b = e.Process.append(o, b)
	b = o.AppendUint32(b, e.ExitCode)
	b = o.AppendUint32(b, e.ExitSignal)
	if e.NoParent {
		return b
	}
	return e.Parent.append(o, b)
}

// Len returns 24, or 16 for the old arm.
func (e *Exit) Len() int {
	if e.NoParent {
		return ExitOldSize
	}
	return ExitSize
}

// Status returns the code that the process gave to exit(), 0 to 255. It means
// something when Signal is 0.
//
//	#define __WEXITSTATUS(status) (((status) & 0xff00) >> 8)
func (e *Exit) Status() uint32 { return (e.ExitCode & 0xff00) >> 8 }

// Signal returns the number of the signal that ended the process, or 0.
//
//	#define __WTERMSIG(status) ((status) & 0x7f)
func (e *Exit) Signal() uint32 { return e.ExitCode & 0x7f }

// Core reports whether a core was written.
//
//	#define __WCOREDUMP(status) ((status) & __WCOREFLAG)
func (e *Exit) Core() bool { return e.ExitCode&0x80 != 0 }
