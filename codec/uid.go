package codec

// UID is struct id_proc_event, from include/uapi/linux/cn_proc.h, as event_data
// holds it for PROC_EVENT_UID: one of the task's user ids changed. It may be the
// saved or the file system's, which are not reported.
//
//	 0       4       8       12      16
//	+-------+-------+-------+-------+
//	|  pid  | tgid  | ruid  | euid  |
//	+-------+-------+-------+-------+
type UID struct {
	Process Task   // process_pid, process_tgid
	RUID    uint32 // r.ruid, in the initial user namespace
	EUID    uint32 // e.euid
}

// UIDSize is the size of a UID on the wire.
const UIDSize = 16

// What returns EventUID.
func (e *UID) What() EventType { return EventUID }

// Decode reads the arm from the start of b. Fewer than 16 bytes are ErrShort.
func (e *UID) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < UIDSize {
		return 0, short("proc_event.uid", UIDSize, len(b))
	}
	e.Process = task(o, b[0:8])
	e.RUID = o.Uint32(b[8:12])
	e.EUID = o.Uint32(b[12:16])
	return UIDSize, nil
}

// Append appends the arm.
func (e *UID) Append(o Order, b []byte) []byte {
	b = e.Process.append(o, b)
	b = o.AppendUint32(b, e.RUID)
	return o.AppendUint32(b, e.EUID)
}

// Len returns 16.
func (e *UID) Len() int { return UIDSize }
