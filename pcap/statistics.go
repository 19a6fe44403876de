package pcap

import "time"

// Statistics is what an interface statistics block says of its interface.
type Statistics struct {
	Time       time.Time // when it was written
	Start, End time.Time // isb_starttime, isb_endtime; the zero time where it has none

	Received  Optional[uint64] // isb_ifrecv: packets that came in
	Dropped   Optional[uint64] // isb_ifdrop: dropped by the interface
	Accepted  Optional[uint64] // isb_filteraccept: accepted by the filter
	OSDropped Optional[uint64] // isb_osdrop: dropped by the operating system
	Delivered Optional[uint64] // isb_usrdeliv: delivered to the user

	Comments []string
}

// Drops is how many packets the last statistics of an interface count as dropped,
// by it and the operating system, and when they were written.
func (i *Interface) Drops() (n uint64, at time.Time) {
	if i == nil || i.Statistics == nil {
		return 0, time.Time{}
	}
	return i.Statistics.Dropped.Value + i.Statistics.OSDropped.Value, i.Statistics.Time
}

// statisticsBlock reads an interface statistics block.
//
//	 0       4       8       12      16      20
//	+-------+-------+-------+-------+-------+- - - - -+-------+
//	|   5   |  len  |  ifc  |ts high|ts low | options |  len  |
//	+-------+-------+-------+-------+-------+- - - - -+-------+
func (r *Reader) statisticsBlock(b *Block, raw []byte) error {
	order := r.order
	i, err := r.interfaceOf(order.u32(raw[8:]))
	if err != nil {
		return err
	}
	s := &Statistics{Time: r.time(0, i, order.ticks(raw[12:]))}
	c := optionCursor{rest: raw[20 : len(raw)-4], order: order}
	for c.next() {
		switch c.code {
		case optComment:
			r.comment(0, &s.Comments, &c)
		case isbStart, isbEnd:
			if r.sized(0, &c, 8) {
				t := r.time(0, i, order.ticks(c.value))
				if c.code == isbStart {
					s.Start = t
				} else {
					s.End = t
				}
			}
		default:
			if n := s.counter(c.code); n != nil && r.sized(0, &c, 8) {
				*n = Of(order.u64(c.value))
			}
		}
	}
	r.noteCut(0, &c)
	if i.Statistics != nil {
		*i.Statistics = *s // so that a thousand of them cost no more than one
	} else {
		i.Statistics = s
	}
	b.Interface = i
	return nil
}

// counter is where an option of that code goes, or nil.
func (s *Statistics) counter(code uint16) *Optional[uint64] {
	if code < isbReceived || isbDelivered < code {
		return nil
	}
	all := [...]*Optional[uint64]{&s.Received, &s.Dropped, &s.Accepted, &s.OSDropped, &s.Delivered}
	return all[code-isbReceived]
}
