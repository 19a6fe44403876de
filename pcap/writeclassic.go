package pcap

import (
	"cmp"
	"fmt"
	"math"
)

// fileHeader puts together the header of a classic pcap of version 2.4.
func (w *Writer) fileHeader(i *Interface) {
	w.linkType = cmp.Or(w.o.LinkType, i.LinkType)
	b := w.order.append32(w.buf[:0], w.kind.number)
	b = w.order.append16(w.order.append16(b, 2), 4)
	b = w.order.append32(b, 0) // time zone
	b = w.order.append32(b, 0) // accuracy
	b = w.order.append32(b, cmp.Or(w.o.SnapLen, i.SnapLen))
	w.buf = w.order.append32(b, uint32(w.linkType))
}

// recordOf puts together a record.
func (w *Writer) recordOf(p *Packet, i *Interface) error {
	switch {
	case i.LinkType > 0xffff:
		return fmt.Errorf("link type %d has more than 16 bits: %w", i.LinkType, ErrLinkTypes)
	case w.begun && i.LinkType != w.linkType, !w.begun && w.o.LinkType != 0 && i.LinkType != w.o.LinkType:
		has := w.o.LinkType
		if w.begun {
			has = w.linkType
		}
		return fmt.Errorf("link type %d, in a %s of link type %d: %w", i.LinkType, w.o.Format, has, ErrLinkTypes)
	}
	var sec, nsec int64
	if p.Time.IsZero() {
		w.lost.Times++
	} else {
		sec, nsec = p.Time.Unix(), int64(p.Time.Nanosecond())
		if sec < 0 || sec > math.MaxUint32 {
			return fmt.Errorf("%v, a %s has 1970 to 2106: %w", p.Time, w.o.Format, ErrTime)
		}
	}
	if err := w.begin(i); err != nil {
		return err
	}
	unit := int64(second / pow10[w.kind.resolution])
	if nsec%unit != 0 || !i.reproduces(p) {
		w.lost.Fractions++
	}
	w.losses(p, i)
	b := w.order.append32(w.buf[:0], uint32(sec))
	b = w.order.append32(b, uint32(nsec/unit))
	b = w.order.append32(b, uint32(len(p.Data)))
	b = w.order.append32(b, p.Len)
	if w.kind.headerSize == modRecordSize {
		b = append(b, 0, 0, 0, 0, 0, 0, 0, 0)
	}
	w.buf = append(b, p.Data...)
	return nil
}

// reproduces is false if the time stamp has digits beyond the nanosecond.
func (i *Interface) reproduces(p *Packet) bool {
	if n, binary := i.Resolution.exponent(); !binary && n <= 9 {
		return true
	}
	t, _ := i.Resolution.time(p.Ticks, i.TsOffset)
	if !t.Equal(p.Time) {
		return true // it is Time that counts
	}
	ticks, _, _ := i.Resolution.ticks(t, i.TsOffset)
	return ticks == p.Ticks
}

// losses counts what a classic pcap has no place for.
func (w *Writer) losses(p *Packet, i *Interface) {
	w.lost.Comments += uint64(len(p.Comments))
	if p.Flags.Present {
		w.lost.Options++
	}
	if p.DropCount.Present {
		w.lost.Options++
	}
	if len(p.Options.Raw) > 0 {
		for code := range p.Options.All() {
			if code != optComment && code != epbFlags && code != epbDropCount {
				w.lost.Options++
			}
		}
	}
	if i == w.last {
		return
	}
	w.last = i
	if _, seen := w.ids[i]; !seen {
		w.ids[i] = 0
		if i.Name != "" || i.Description != "" || i.Filter != "" || i.OS != "" || i.Hardware != "" || len(i.Comments) > 0 {
			w.lost.Interfaces++
		}
	}
}
