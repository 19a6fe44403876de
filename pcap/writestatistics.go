package pcap

import (
	"cmp"
	"fmt"
	"time"
)

// WriteStatistics writes an interface statistics block. A classic pcap has
// none, which Lost counts.
func (w *Writer) WriteStatistics(i *Interface, s *Statistics) error {
	if w.err != nil {
		return w.err
	}
	if !w.ng {
		w.lost.Statistics++
		return nil
	}
	i = cmp.Or(i, w.plain)
	id, err := w.interfaceID(i)
	if err != nil {
		return w.refuse(err)
	}
	var times [3]uint64 // 0 for one that is missing
	for n, t := range [...]time.Time{s.Time, s.Start, s.End} {
		if t.IsZero() {
			continue
		}
		var ok bool
		if times[n], _, ok = i.Resolution.ticks(t, i.TsOffset); !ok {
			return w.refuse(fmt.Errorf("statistics of %v: %w", t, ErrTime))
		}
	}
	b := w.start(TypeStatistics)
	b = w.order.append32(b, id)
	b = w.order.appendTicks(b, times[0])
	start := len(b)
	b = appendComments(b, w.order, s.Comments)
	for n, t := range times[1:] {
		if t != 0 {
			b = w.order.appendTicks(w.order.append16(w.order.append16(b, uint16(isbStart+n)), 8), t)
		}
	}
	for code := uint16(isbReceived); code <= isbDelivered; code++ {
		if c := s.counter(code); c.Present {
			b = appendOption64(b, w.order, code, c.Value)
		}
	}
	w.finish(appendEnd(b, start))
	return w.flushBuf()
}
