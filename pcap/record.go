package pcap

import (
	"fmt"
	"io"
	"time"
)

const (
	recordSize    = 16
	modRecordSize = 24 // with interface index, protocol and packet type behind
)

// layout is how the records of a classic pcap are to be read.
type layout struct {
	size   int    // of the header
	second uint64 // in units of the fraction
	unit   int64  // of the fraction, in nanoseconds
	minor  uint16 // of the version, 2.0 to 2.4
	quick  bool   // they are of version 2.4, and the file header was given: Next may read them
	of     *Interface
}

// nextRecord reads a record of a classic pcap.
//
//	 0       4       8       12      16      20    22 23 24
//	+-------+-------+-------+-------+- - - -+ - - +- +- +----------
//	|  sec  | frac  |caplen |  len  |ifindex|proto|ty|  | data[caplen]
//	+-------+-------+-------+-------+- - - -+ - - +- +- +----------
func (r *Reader) nextRecord(b *Block, p *Packet) error {
	l := &r.record
	raw, err := r.in.peek(l.size)
	if err != nil {
		return r.stop("record header", l.size, len(raw), err)
	}
	order := r.order
	sec := order.u32(raw[0:])
	frac := order.u32(raw[4:])
	caplen := order.u32(raw[8:])
	length := order.u32(raw[12:])
	b.caplenAt = 8
	// Version 2.3 brought today's order of the two lengths, but some programs
	// wrote 2.3 into the header and kept the old one; of those, the captured
	// length is the smaller.
	if l.minor < 3 || l.minor == 3 && caplen > length {
		caplen, length = length, caplen
		b.caplenAt = 12
	}
	if caplen > MaxSnapLen {
		r.err = &Error{
			Offset: r.offset, Frame: r.frames + 1, What: "record header", Err: ErrDamaged,
			Cause: fmt.Errorf("captured length %d, at most %d can be", caplen, MaxSnapLen),
		}
		return r.err
	}
	size := l.size + int(caplen)
	raw, err = r.in.peek(size)
	if err != nil {
		return r.stop("record data", int(caplen), len(raw)-l.size, err)
	}
	if caplen > length {
		r.note(r.frames+1, "captured length %d, the packet had %d", caplen, length)
	}
	if uint64(frac) >= l.second {
		r.note(r.frames+1, "%d in units of %v seconds is over a second", frac, r.interfaces[0].Resolution)
	}
	p.Data = raw[l.size:size:size]
	p.Ticks = uint64(sec)*l.second + uint64(frac)
	p.Time = time.Unix(int64(sec), int64(frac)*l.unit).UTC()
	p.Len = length
	b.Type, b.Continued = 0, false
	r.plain(b, p, r.interfaces[0])
	r.deliver(b, raw)
	return nil
}

// stop ends the reading, cleanly if not one byte of a record or block is there.
func (r *Reader) stop(what string, need, have int, err error) error {
	if err == io.EOF && have == 0 && what != "record data" {
		if r.ng {
			r.noteEnd(0)
		}
		r.err = io.EOF
	} else {
		r.err = r.fail(what, need, have, err)
	}
	return r.err
}
