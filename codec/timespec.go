package codec

// ProcEventTimespec32 is struct proc_event as 32-bit kernels 2.6.15 to 2.6.17
// sent it, with a struct timespec for a timestamp. No field tells that a
// message is one of these: a caller must know it (R9).
//
//	 0       4       8       12      16                      32
//	+-------+-------+-------+-------+-----------------------+
//	| what  |  cpu  |  sec  | nsec  |      event_data       |
//	+-------+-------+-------+-------+-----------------------+
type ProcEventTimespec32 struct {
	What EventType
	CPU  uint32
	Sec  int32 // timestamp.tv_sec
	Nsec int32 // timestamp.tv_nsec
	Data []byte
}

// ProcEventTimespec32HeadSize is the size of the struct up to its union.
const ProcEventTimespec32HeadSize = 16

// Decode reads the event from b and aliases it. Fewer than 16 bytes are
// ErrShort.
func (e *ProcEventTimespec32) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < ProcEventTimespec32HeadSize {
		return 0, short("proc_event_timespec32", ProcEventTimespec32HeadSize, len(b))
	}
	e.What = EventType(o.Uint32(b[0:4]))
	e.CPU = o.Uint32(b[4:8])
	e.Sec = o.Int32(b[8:12])
	e.Nsec = o.Int32(b[12:16])
	e.Data = b[16:len(b):len(b)]
	return len(b), nil
}

// Append appends the event as it is stored.
func (e *ProcEventTimespec32) Append(o Order, b []byte) []byte {
	b = o.AppendUint32(b, uint32(e.What))
	b = o.AppendUint32(b, e.CPU)
	b = o.AppendInt32(b, e.Sec)
	b = o.AppendInt32(b, e.Nsec)
	return append(b, e.Data...)
}

// Len returns the bytes that Append writes.
func (e *ProcEventTimespec32) Len() int { return ProcEventTimespec32HeadSize + len(e.Data) }

// ProcEventTimespec64 is struct proc_event as 64-bit kernels 2.6.15 to 2.6.17
// sent it. Its 40 bytes are as many as today's event has, in other places.
//
//	 0       4       8               16              24                      40
//	+-------+-------+---------------+---------------+-----------------------+
//	| what  |  cpu  |      sec      |     nsec      |      event_data       |
//	+-------+-------+---------------+---------------+-----------------------+
type ProcEventTimespec64 struct {
	What EventType
	CPU  uint32
	Sec  int64 // timestamp.tv_sec
	Nsec int64 // timestamp.tv_nsec
	Data []byte
}

// ProcEventTimespec64HeadSize is the size of the struct up to its union.
const ProcEventTimespec64HeadSize = 24

// Decode reads the event from b and aliases it. Fewer than 24 bytes are
// ErrShort.
func (e *ProcEventTimespec64) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < ProcEventTimespec64HeadSize {
		return 0, short("proc_event_timespec64", ProcEventTimespec64HeadSize, len(b))
	}
	e.What = EventType(o.Uint32(b[0:4]))
	e.CPU = o.Uint32(b[4:8])
	e.Sec = int64(o.Uint64(b[8:16]))
	e.Nsec = int64(o.Uint64(b[16:24]))
	e.Data = b[24:len(b):len(b)]
	return len(b), nil
}

// Append appends the event as it is stored.
func (e *ProcEventTimespec64) Append(o Order, b []byte) []byte {
	b = o.AppendUint32(b, uint32(e.What))
	b = o.AppendUint32(b, e.CPU)
	b = o.AppendUint64(b, uint64(e.Sec))
	b = o.AppendUint64(b, uint64(e.Nsec))
	return append(b, e.Data...)
}

// Len returns the bytes that Append writes.
func (e *ProcEventTimespec64) Len() int { return ProcEventTimespec64HeadSize + len(e.Data) }
