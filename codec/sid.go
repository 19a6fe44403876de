package codec

// SID is struct sid_proc_event, from include/uapi/linux/cn_proc.h: a process
// became the leader of a new session, by setsid().
//
//	 0       4       8
//	+-------+-------+
//	|  pid  | tgid  |
//	+-------+-------+
type SID struct {
	Process Task // process_pid, process_tgid
}

// SIDSize is the size of a SID on the wire.
const SIDSize = 8

// What returns EventSID.
func (e *SID) What() EventType { return EventSID }

// Decode reads the arm from the start of b. Fewer than 8 bytes are ErrShort.
func (e *SID) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < SIDSize {
		return 0, short("proc_event.sid", SIDSize, len(b))
	}
	e.Process = task(o, b[0:8])
	return SIDSize, nil
}

// Append appends the arm.
func (e *SID) Append(o Order, b []byte) []byte { return e.Process.append(o, b) }

// Len returns 8.
func (e *SID) Len() int { return SIDSize }
