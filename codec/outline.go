package codec

// ProcLayout chooses among the forms of proc_event that no field tells apart.
type ProcLayout uint8

const (
	ProcLayoutNs         ProcLayout = iota // u64 nanoseconds: 2.6.18 and later
	ProcLayoutTimespec32                   // struct timespec of 32-bit kernels 2.6.15 to 2.6.17
	ProcLayoutTimespec64                   // struct timespec of 64-bit kernels 2.6.15 to 2.6.17
)

// Outline says which struct of the table every byte of a datagram belongs to.
// Where Datagram and its parts want whole messages, an outline shows what is
// there: a capture that a snaplen cut, or a message whose lengths are wrong,
// has spans up to the cut and beyond the damage, and every captured byte is in
// exactly one span.
type Outline struct {
	Layout ProcLayout // set by the caller; Decode keeps it
	Spans  []Span     // in the order of the bytes
	Err    Error      // the first thing that is wrong; Err.Err is nil when nothing is
	Cut    bool       // bytes are missing that the datagram had before it was captured

	b     []byte
	base  int // what places count from
	wire  int
	o     Order
	ended bool // a field that decides what follows was not captured
}

// Decode outlines b, what was captured of a datagram of wire bytes. family is
// the netlink family: only the connector's payload, FamilyConnector, is looked
// into. Spans keeps its capacity, so nothing is allocated for the next frame.
//
// Errors may lie behind the cut, as the lengths and wire tell of it. They end
// with the first length or what that was not captured.
func (u *Outline) Decode(o Order, family uint16, b []byte, wire int) {
	u.DecodeAt(0, u.Spans[:0], o, family, b, wire)
}

// DecodeAt is Decode of a datagram that starts at byte base of a frame, from
// which all places count. Spans becomes before, those of what stands in front of
// it, with the datagram's behind them.
func (u *Outline) DecodeAt(base int, before []Span, o Order, family uint16, b []byte, wire int) {
	u.Spans, u.base = before, base
	u.Err = Error{}
	u.b, u.wire, u.o = b, max(wire, len(b)), o
	u.Cut = u.wire > len(b)
	u.ended = false
	for off := 0; off < u.wire && !u.ended; {
		off = u.message(off, family)
	}
	u.b = nil
}

// message outlines the message at off and returns where the next one starts,
// or the end of the datagram where none can follow.
func (u *Outline) message(off int, family uint16) int {
	rest := u.wire - off
	if rest < NlMsghdrSize {
		u.fail("nlmsghdr", "", off, NlMsghdrSize, rest, ErrShort)
		u.add(RawTail, 0, off, u.wire)
		return u.wire
	}
	u.add(StructNlMsghdr, 0, off, off+NlMsghdrSize)
	body := off + NlMsghdrSize
	if body > len(u.b) {
		return u.wire
	}
	length := int64(u.o.Uint32(u.b[off:]))
	if length < NlMsghdrSize {
		u.fail("nlmsghdr", "nlmsg_len", off, NlMsghdrSize, int(length), ErrLength)
		u.add(RawTail, 0, body, u.wire)
		return u.wire
	}
	end := u.wire
	if length <= int64(rest) {
		end = off + int(length)
	} else {
		u.fail("nlmsghdr", "nlmsg_len", off, clampInt(uint32(length)), rest, ErrOverrun)
	}
	if family == FamilyConnector {
		u.cnMsgs(body, end)
	} else {
		u.add(RawData, 1, body, end)
	}
	next := end + min(Align(end)-end, u.wire-end) // Align may wrap where int has 32 bits
	u.add(RawPad, 0, end, next)
	return next
}

// cnMsgs outlines the payload of a connector message, from off to end.
func (u *Outline) cnMsgs(off, end int) {
	for first := off; off < end && !u.ended; {
		if end-off < CnMsgSize {
			if off > first {
				u.add(RawRest, 1, off, end)
				return
			}
			u.fail("cn_msg", "", off, CnMsgSize, end-off, ErrShort)
			u.add(StructCnMsg, 1, off, end)
			return
		}
		data := off + CnMsgSize
		u.add(StructCnMsg, 1, off, data)
		if off+18 > len(u.b) {
			u.ended = true
			return
		}
		length := int(u.o.Uint16(u.b[off+16:]))
		next := data + length
		if next > end {
			u.fail("cn_msg", "len", off+16, length, end-data, ErrOverrun)
			next = end
		}
		id := CbID{u.o.Uint32(u.b[off:]), u.o.Uint32(u.b[off+4:])}
		u.payload(id, length, data, next)
		off = next
	}
}

// payload outlines a cn_msg's data. What it is goes by the length that cn_msg
// declares, even when the bytes end sooner (R9, R11).
func (u *Outline) payload(id CbID, length, off, end int) {
	switch {
	case !id.IsProc():
		u.user(id, length, off, end)
	case length == McastOpSize:
		u.add(StructMcastOp, 2, off, end)
	case length == ProcInputSize:
		u.add(StructProcInput, 2, off, end)
	case length >= u.head():
		u.procEvent(off, end, off+length)
	default:
		u.add(RawData, 2, off, end)
	}
}

// head returns the size of proc_event up to its union.
func (u *Outline) head() int {
	if u.Layout == ProcLayoutTimespec64 {
		return ProcEventTimespec64HeadSize
	}
	return ProcEventHeadSize
}

// procEvent outlines an event from off to end, whose declared length would
// have ended at declared.
func (u *Outline) procEvent(off, end, declared int) {
	s := StructProcEvent
	switch u.Layout {
	case ProcLayoutTimespec32:
		s = StructProcEventTimespec32
	case ProcLayoutTimespec64:
		s = StructProcEventTimespec64
	}
	union := off + u.head()
	u.add(s, 2, off, min(union, end))
	if off+4 > end {
		return
	}
	if off+4 > len(u.b) {
		u.ended = true
		return
	}
	a := armOf(EventType(u.o.Uint32(u.b[off:])))
	if a == nil {
		u.add(RawEventData, 3, union, end)
		return
	}
	if declared-union < a.need {
		u.fail(a.s.String(), "", union, a.need, declared-union, ErrShort)
	}
	armEnd := min(union+a.size, end)
	u.add(a.s, 3, union, armEnd)
	u.add(RawRest, 3, armEnd, end)
}

// add appends the span of s from off to end, as far as it was captured.
func (u *Outline) add(s Struct, depth uint8, off, end int) {
	if end = min(end, len(u.b)); off >= end {
		return
	}
	n := len(u.Spans)
	if n == cap(u.Spans) {
		u.Spans = append(u.Spans, Span{})
	}
	u.Spans = u.Spans[:n+1]
	u.Spans[n].put(s, u.o, depth, u.base+off, end-off)
}

// fail keeps the first error. It stores a value, so that damage costs no
// allocation either.
func (u *Outline) fail(name, field string, off, need, have int, class error) {
	if u.Err.Err == nil {
		u.Err = Error{name, field, u.base + off, need, have, class}
	}
}
