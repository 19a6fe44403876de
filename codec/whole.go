package codec

import "slices"

// Whole is a datagram that is one whole process event and nothing else: what the
// kernel sends of process events, and so nearly all that there is to decode.
//
//	 0                   16              36              52
//	+-------------------+---------------+---------------+------------
//	|     nlmsghdr      |    cn_msg     |  proc_event   |  the arm
//	+-------------------+---------------+---------------+------------
//
// It is the direct way to what Datagram, CnMsgs and ProcEvent find step by step,
// in a third of their time. Whoever cannot do without the other datagrams asks
// Datagram where Decode says no.
//
//	if w.Decode(o, b) {
//		event := arms.Decode(o, &w.Event)
type Whole struct {
	Header NlMsghdr
	Msg    CnMsg // of id 1:1; its Data is the event
	Event  ProcEvent
}

// wholeSize is the size of a Whole up to the event's union.
const wholeSize = NlMsghdrSize + CnMsgSize + ProcEventHeadSize

// Decode reads b if it is such a datagram: nlmsg_len and cn_msg.len end where b
// does, the id is 1:1, and there is room for a proc_event (R4, R7, R9). It aliases
// b. Of any other it sets no field and returns false, which says nothing of what
// is wrong with it, if anything is. It is true in one order at most: the id 1:1 is
// another one in the other.
func (w *Whole) Decode(o Order, b []byte) bool {
	if len(b) < wholeSize {
		return false
	}
	h := (*[NlMsghdrSize]byte)(b[0:16])
	m := (*[CnMsgSize]byte)(b[16:36])
	e := (*[ProcEventHeadSize]byte)(b[36:52])
	length, size := o.Uint32(h[0:4]), o.Uint16(m[16:18])
	idx, val := o.Uint32(m[0:4]), o.Uint32(m[4:8])
	if uint64(length) != uint64(len(b)) || int(size) != len(b)-36 || idx != CnIdxProc || val != CnValProc {
		return false
	}
	w.Header.Length = length
	w.Header.Type = o.Uint16(h[4:6])
	w.Header.Flags = o.Uint16(h[6:8])
	w.Header.Seq = o.Uint32(h[8:12])
	w.Header.PID = o.Uint32(h[12:16])
	w.Msg.ID.Idx = idx
	w.Msg.ID.Val = val
	w.Msg.Seq = o.Uint32(m[8:12])
	w.Msg.Ack = o.Uint32(m[12:16])
	w.Msg.Length = size
	w.Msg.Flags = o.Uint16(m[18:20])
	w.Event.What = EventType(o.Uint32(e[0:4]))
	w.Event.CPU = o.Uint32(e[4:8])
	w.Event.TimestampNs = o.Uint64(e[8:16])
	w.Msg.Data = b[36:len(b):len(b)]
	w.Event.Data = b[52:len(b):len(b)]
	return true
}

// AppendSpans appends the spans that an Outline of such a datagram has in ProcLayoutNs, where
// it starts at byte base of a frame. It reports false, and appends none, for an event that
// nobody here knows or that its arm does not fit into.
func (w *Whole) AppendSpans(spans []Span, base int, o Order) ([]Span, bool) {
	a := armOf(w.Event.What)
	size := len(w.Event.Data)
	if a == nil || size < a.need {
		return spans, false
	}
	n, body, arm := len(spans), base+wholeSize, min(size, a.size)
	spans = slices.Grow(spans, 5)[:n+4]
	spans[n].put(StructNlMsghdr, o, 0, base, NlMsghdrSize)
	spans[n+1].put(StructCnMsg, o, 1, base+NlMsghdrSize, CnMsgSize)
	spans[n+2].put(StructProcEvent, o, 2, body-ProcEventHeadSize, ProcEventHeadSize)
	spans[n+3].put(a.s, o, 3, body, arm)
	if rest := size - arm; rest > 0 {
		spans = spans[:n+5]
		spans[n+4].put(RawRest, o, 3, body+arm, rest)
	}
	return spans, true
}
