package spec

import "encoding/binary"

// The largest nlmsg_type that is a control type, NLMSG_OVERRUN, the largest
// number that an id is likely to have, and how many messages are weighed (R3).
const (
	lastControl = 4
	smallID     = 0xffff
	weighed     = 4
)

// Order tells the byte order of a datagram by its structure (SPEC.md R3): b is
// what was captured of it, wire its length (raised to len(b) if less). It is nil
// where structure does not tell.
func (t *Table) Order(b []byte, wire int) binary.ByteOrder {
	little := orderer{t, binary.LittleEndian, b, max(wire, len(b))}
	big := orderer{t, binary.BigEndian, b, max(wire, len(b))}
	switch {
	case little.possible() && !big.possible():
		return little.o
	case big.possible() && !little.possible():
		return big.o
	case little.score() > big.score():
		return little.o
	case big.score() > little.score():
		return big.o
	}
	return nil
}

// orderer reads a datagram as if it were in one order.
type orderer struct {
	t    *Table
	o    binary.ByteOrder
	b    []byte
	wire int
}

// field reads a number of the struct that starts at p, if it is captured.
func (r *orderer) field(p int, name, field string) (v uint64, ok bool) {
	s, _ := r.t.Struct(name)
	f, _ := s.Field(field)
	p += f.Offset
	if p+f.Size > len(r.b) {
		return 0, false
	}
	return load(r.o, r.b[p:p+f.Size]), true
}

// possible reports whether the first length is that of a message.
func (r *orderer) possible() bool {
	header, _ := r.t.Struct("nlmsghdr")
	length, ok := r.field(0, header.Name, "nlmsg_len")
	return ok && length >= uint64(header.Size) && length <= uint64(r.wire)
}

// score adds up what speaks for the order.
func (r *orderer) score() (s int) {
	header, _ := r.t.Struct("nlmsghdr")
	cn, _ := r.t.Struct("cn_msg")
	for at, i := 0, 0; i < weighed && r.wire-at >= header.Size; i++ {
		length, ok := r.field(at, header.Name, "nlmsg_len")
		if !ok {
			break
		}
		if v, ok := r.field(at, header.Name, "nlmsg_type"); ok && v <= lastControl {
			s += 2
		}
		if val, ok := r.field(at+header.Size, cn.Name, "id.val"); ok { // so idx is there too
			idx, _ := r.field(at+header.Size, cn.Name, "id.idx")
			s += likely(idx) + likely(val)
		}
		if v, ok := r.field(at+header.Size, cn.Name, "len"); ok && v+uint64(header.Size+cn.Size) == length {
			s += 4
		}
		if length < uint64(header.Size) || length > uint64(r.wire-at) {
			return s - 4
		}
		s += 4
		if (length+3)&^3 >= uint64(r.wire-at) {
			return s + 4
		}
		at += int((length + 3) &^ 3)
	}
	return s
}

// likely is 1 for a number that an id is likely to have.
func likely(v uint64) int {
	if v >= 1 && v <= smallID {
		return 1
	}
	return 0
}
