package codec

// ProcEvent is struct proc_event, from include/uapi/linux/cn_proc.h: the
// kernel's side of id 1:1.
//
//	 0       4       8               16                              40
//	+-------+-------+---------------+-------------------------------+
//	| what  |  cpu  | timestamp_ns  |          event_data           |
//	+-------+-------+---------------+-------------------------------+
//
// Every event fills the union to its full length, which cn_msg.len tells: 24
// bytes since 3.2, 16 before (R9). What stands behind a shorter arm is zero
// since 3.12 and uninitialised memory before (R10).
type ProcEvent struct {
	What        EventType
	CPU         uint32 // that sent the message; 0xffffffff in answers up to 4.6
	TimestampNs uint64 // CLOCK_MONOTONIC, in nanoseconds
	Data        []byte // event_data: the arm that What names, and the rest behind it
}

// ProcEventHeadSize is the size of a ProcEvent up to its union.
const ProcEventHeadSize = 16

// Decode reads the event from b, which is all of a CnMsg's Data, and aliases
// it. Fewer than 16 bytes are ErrShort.
func (e *ProcEvent) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < ProcEventHeadSize {
		return 0, short("proc_event", ProcEventHeadSize, len(b))
	}
	e.What = EventType(o.Uint32(b[0:4]))
	e.CPU = o.Uint32(b[4:8])
	e.TimestampNs = o.Uint64(b[8:16])
	e.Data = b[16:len(b):len(b)]
	return len(b), nil
}

// ArmFits reports whether the union has room for the arm that What names: whether
// Event gives one. A value that nobody here knows has what there is.
func (e *ProcEvent) ArmFits() bool {
	a := armOf(e.What)
	return a == nil || len(e.Data) >= a.need
}

// Append appends the event as it is stored.
func (e *ProcEvent) Append(o Order, b []byte) []byte {
	b = o.AppendUint32(b, uint32(e.What))
	b = o.AppendUint32(b, e.CPU)
	b = o.AppendUint64(b, e.TimestampNs)
	return append(b, e.Data...)
}

// Len returns the bytes that Append writes.
func (e *ProcEvent) Len() int { return ProcEventHeadSize + len(e.Data) }
