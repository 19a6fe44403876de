package codec

// GID is struct id_proc_event, from include/uapi/linux/cn_proc.h, as event_data
// holds it for PROC_EVENT_GID: one of the task's group ids changed. It may be
// the saved or the file system's, which are not reported.
//
//	 0       4       8       12      16
//	+-------+-------+-------+-------+
//	|  pid  | tgid  | rgid  | egid  |
//	+-------+-------+-------+-------+
type GID struct {
	Process Task   // process_pid, process_tgid
	RGID    uint32 // r.rgid, in the initial user namespace
	EGID    uint32 // e.egid
}

// GIDSize is the size of a GID on the wire.
const GIDSize = 16

// What returns EventGID.
func (e *GID) What() EventType { return EventGID }

// Decode reads the arm from the start of b. Fewer than 16 bytes are ErrShort.
func (e *GID) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < GIDSize {
		return 0, short("proc_event.gid", GIDSize, len(b))
	}
	e.Process = task(o, b[0:8])
	e.RGID = o.Uint32(b[8:12])
	e.EGID = o.Uint32(b[12:16])
	return GIDSize, nil
}

// Append appends the arm.
func (e *GID) Append(o Order, b []byte) []byte {
	b = e.Process.append(o, b)
	b = o.AppendUint32(b, e.RGID)
	return o.AppendUint32(b, e.EGID)
}

// Len returns 16.
func (e *GID) Len() int { return GIDSize }
