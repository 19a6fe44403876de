package pcap

import (
	"encoding/binary"
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
	size    int   // of the header
	unit    int64 // nanoseconds in one unit of the fraction
	big     bool
	lengths lengths
}

// lengths is the order of a record's two lengths. Version 2.3 brought today's
// order, but some programs wrote 2.3 into the header and kept the old one; of
// those, the captured length is the smaller.
type lengths uint8

const (
	capturedFirst lengths = iota
	originalFirst
	smallerIsCaptured
)

func lengthsOf(minor uint16) lengths {
	switch {
	case minor < 3:
		return originalFirst
	case minor == 3:
		return smallerIsCaptured
	}
	return capturedFirst
}

// Next reads the next packet into p. Its Data is valid until the next call.
//
// io.EOF is a clean end: no byte stands where a record would begin. Every
// other error is an *Error, or fs.ErrClosed after Close. An error leaves p
// alone, and Next returns it ever after.
//
//	 0       4       8       12      16      20    22 23 24
//	+-------+-------+-------+-------+- - - -+ - - +- +- +----------
//	|  sec  | frac  |caplen |  len  |ifindex|proto|ty|  | data[caplen]
//	+-------+-------+-------+-------+- - - -+ - - +- +- +----------
func (r *Reader) Next(p *Packet) error {
	if r.err != nil {
		return r.err
	}
	l := &r.record
	b, err := r.buf.Peek(l.size)
	if err != nil {
		return r.stop("record header", l.size, len(b), err)
	}
	var sec, frac, caplen, length uint32
	if l.big {
		sec = binary.BigEndian.Uint32(b[0:])
		frac = binary.BigEndian.Uint32(b[4:])
		caplen = binary.BigEndian.Uint32(b[8:])
		length = binary.BigEndian.Uint32(b[12:])
	} else {
		sec = binary.LittleEndian.Uint32(b[0:])
		frac = binary.LittleEndian.Uint32(b[4:])
		caplen = binary.LittleEndian.Uint32(b[8:])
		length = binary.LittleEndian.Uint32(b[12:])
	}
	if l.lengths == originalFirst || l.lengths == smallerIsCaptured && caplen > length {
		caplen, length = length, caplen
	}
	if caplen > MaxSnapLen {
		r.err = &Error{
			Offset: r.offset, Frame: r.frames + 1, What: "record header", Err: ErrDamaged,
			Cause: fmt.Errorf("captured length %d, at most %d can be", caplen, MaxSnapLen),
		}
		return r.err
	}
	size := l.size + int(caplen)
	b, err = r.buf.Peek(size)
	if err != nil {
		return r.stop("record data", int(caplen), len(b)-l.size, err)
	}
	r.buf.Discard(size) // cannot fail after Peek, and leaves b alone

	p.Data = b[l.size:size:size]
	p.Time = time.Unix(int64(sec), int64(frac)*l.unit).UTC()
	p.Len = length
	p.Offset = r.offset
	p.Interface = r.interfaces[0]
	p.Comments = nil
	r.offset += int64(size)
	r.frames++
	return nil
}

// stop ends the reading, cleanly if not one byte of a record is there.
func (r *Reader) stop(what string, need, have int, err error) error {
	if err == io.EOF && have == 0 && what == "record header" {
		r.err = io.EOF
	} else {
		r.err = r.fail(what, need, have, err)
	}
	return r.err
}
