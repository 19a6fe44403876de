package pcap

import (
	"fmt"
	"math"
)

const (
	byteOrderMagic = 0x1a2b3c4d
	sectionSize    = 28 // of a section header block without options
)

// Section is what a section header block says. A classic pcap has none.
type Section struct {
	Number      int   // counted from 1
	Offset      int64 // of the section header block
	BigEndian   bool  // byte order of all its blocks
	Minor       uint16
	Length      Optional[uint64] // of the blocks behind the section header block
	Hardware    string           // shb_hardware
	OS          string           // shb_os
	Application string           // shb_userappl
	Comments    []string         // opt_comment
	Options     Options          // all options, as they stand in the file
}

var errTables = fmt.Errorf("descriptions of sections and interfaces take over %d MiB", maxTables>>20)

// orderOf finds out the byte order of the section whose header begins
// with b, of 12 bytes at least.
func orderOf(b []byte) (endian, error) {
	switch uint32(byteOrderMagic) {
	case endian(false).u32(b[8:]):
		return false, nil
	case endian(true).u32(b[8:]):
		return true, nil
	}
	return false, fmt.Errorf("byte-order magic % x", b[8:12])
}

// readable is orderOf, of a whole section header, and an error for a version
// that is not read.
func readable(b []byte) (endian, error) {
	order, err := orderOf(b)
	if err == nil && order.u16(b[12:]) != 1 {
		err = fmt.Errorf("pcapng version %d.%d, not 1.0", order.u16(b[12:]), order.u16(b[14:]))
	}
	return order, err
}

// openSection looks at the first section header block and leaves it where it
// is: it is the first that NextBlock gives.
func (r *Reader) openSection() error {
	b, err := r.in.peek(sectionSize)
	if err != nil {
		return r.fail("section header block", sectionSize, len(b), err)
	}
	order, err := readable(b)
	if err != nil {
		return notCapture(err)
	}
	r.ng, r.format, r.order, r.end, r.trusted = true, "pcapng", order, math.MaxInt64, -1
	r.lost = true // until the section header block is read
	return nil
}

// sectionBlock reads a section header block. Its length may be damaged: then
// raw has no options.
//
//	 0       4       8       12  14  16          24
//	+-------+-------+-------+---+---+-----------+- - - - -+-------+
//	|0a0d0d0|  len  |1a2b3c4|maj|min| sec. len  | options |  len  |
//	+-------+-------+-------+---+---+-----------+- - - - -+-------+
func (r *Reader) sectionBlock(raw []byte, options []byte) error {
	order, err := readable(raw)
	if err != nil {
		return err
	}
	r.order, r.lost, r.end = order, false, math.MaxInt64
	s := &Section{
		Number:    len(r.sections) + 1,
		Offset:    r.offset,
		BigEndian: bool(order),
		Minor:     order.u16(raw[14:]),
		Options:   Options{append([]byte(nil), options...), bool(order)},
	}
	if length := order.u64(raw[16:]); length != math.MaxUint64 { // which is "not known"
		s.Length = Of(length)
	}
	clear(r.section)
	r.section = r.section[:0]
	if err := r.charge(interfaceCost + 2*len(options)); err != nil {
		return err
	}
	r.sections = append(r.sections, s)
	if s.Minor != 0 && s.Minor != 2 { // Wireshark and libpcap take 1.2 for 1.0 as well
		r.noteHeader("version 1.%d is read as 1.0", s.Minor)
	}
	c := optionCursor{rest: s.Options.Raw, order: order}
	for c.next() {
		switch c.code {
		case optComment:
			r.comment(0, &s.Comments, &c)
		case shbHardware:
			s.Hardware = string(c.value)
		case shbOS:
			s.OS = string(c.value)
		case shbApplication:
			s.Application = string(c.value)
		}
	}
	r.noteCut(0, &c)
	return nil
}

// wholeSection reads one whose length is sound. It takes the section's length
// for what it is: a statement that may be wrong. Blocks are read on their own
// lengths.
func (r *Reader) wholeSection(raw []byte) error {
	if err := r.sectionBlock(raw, raw[24:len(raw)-4]); err != nil {
		return err
	}
	s := r.sections[len(r.sections)-1]
	r.start, r.end = r.offset+int64(len(raw)), math.MaxInt64
	length := int64(s.Length.Value)
	switch {
	case !s.Length.Present:
	case length < 0:
		r.noteHeader("section %d has a length of %d", s.Number, length)
	case length < math.MaxInt64-r.start:
		r.end = r.start + length
	default:
		r.end = math.MaxInt64 - 1 // never reached, and that is noted
	}
	return nil
}

// noteEnd compares the section's length with the next block, of size bytes, or
// with the end of the section (size 0).
func (r *Reader) noteEnd(size int64) {
	if r.end == math.MaxInt64 || size == 0 && r.end == r.offset {
		return
	}
	s := r.sections[len(r.sections)-1]
	r.end = math.MaxInt64 // said once
	if size == 0 {
		r.note(0, "section %d says that it has %d bytes, and ends after %d", s.Number, s.Length.Value, r.offset-r.start)
	} else {
		r.noteHeader("section %d says that it has %d bytes, and goes on", s.Number, s.Length.Value)
	}
}

// Sections are those that a pcapng file has begun so far.
func (r *Reader) Sections() []*Section { return r.sections }
