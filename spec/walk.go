package spec

import (
	"encoding/binary"
	"math"
)

// Claim is one field, or one run of bytes without a field.
type Claim struct {
	Struct string // empty for bytes without a field
	// Field is a field of Struct, a gap of type pad included; without a Struct it says why nobody decodes the bytes:
	//
	//	"pad"        alignment behind a netlink message
	//	"data"       payload of another family, of an unknown id, or of an unknown length under a known one
	//	"event_data" union of an unknown what
	//	"rest"       less than a cn_msg behind the last one; bytes behind a short arm
	//	"tail"       everything from where walking stopped
	//	"cut"        the captured part of a field that its container or the capture ends in
	Field  string
	Depth  int    // in how many others its struct, or the bytes, stand: 0 for nlmsghdr, 1 for cn_msg
	Offset int    // from the start of the walked bytes
	Size   int    // bytes
	Value  uint64 // bits of a number, not sign-extended (see Type.Int); 0 if it is no number
	Bytes  []byte // what is no number; shares memory with the walked bytes
}

// Walk decodes the payload of a netlink datagram: b is what was captured of it,
// without the cooked header, and wire its original length in bytes (raised to
// len(b) if less). The claims come in the order of their offsets and cover b
// exactly once. A field is claimed if it is captured and within its container
// as a whole. What a message holds follows from the rows of payloads.csv, in
// the layout "ns".
//
// Containers follow from the lengths that the messages declare and from wire,
// so an error may lie behind the captured bytes. That the capture ends early is
// no error: once a field that decides what follows is not captured, walking ends.
// The error is nil or an *[Error], the first one met; walking goes on behind it
// where it can.
func (t *Table) Walk(o binary.ByteOrder, family uint16, b []byte, wire int) ([]Claim, error) {
	return t.WalkLayout(o, family, b, wire, "ns")
}

// WalkLayout is Walk of messages in another layout, a word of payloads.csv.
func (t *Table) WalkLayout(o binary.ByteOrder, family uint16, b []byte, wire int, layout string) ([]Claim, error) {
	connector, _ := t.Number("netlink_family", "NETLINK_CONNECTOR")
	w := walker{t: t, o: o, b: b, wire: max(wire, len(b)), connector: uint64(family) == connector, layout: layout}
	for off := 0; off < w.wire && !w.ended; {
		off = w.nlmsg(off)
	}
	if w.err != nil {
		return w.claims, w.err
	}
	return w.claims, nil
}

type walker struct {
	t         *Table
	o         binary.ByteOrder
	b         []byte
	wire      int
	connector bool
	layout    string
	claims    []Claim
	err       *Error
	ended     bool // a deciding field is not captured
}

// The depths of what every message has.
const (
	inDatagram = iota
	inNlmsghdr
	inCnMsg
)

// nlmsg walks the netlink message at off and returns where the next one starts.
func (w *walker) nlmsg(off int) int {
	h := w.of("nlmsghdr")
	if have := w.wire - off; have < h.Size {
		w.fail(ClassShort, h.Name, "", off, uint64(h.Size), have)
		w.raw("tail", inDatagram, off, w.wire)
		return w.wire
	}
	if !w.fields(h, inDatagram, off, w.wire) {
		w.ended = true
		return w.wire
	}
	n := w.number(h, off, "nlmsg_len")
	if n < uint64(h.Size) {
		w.fail(ClassLength, h.Name, "nlmsg_len", off, uint64(h.Size), int(n))
		w.raw("tail", inDatagram, off+h.Size, w.wire)
		return w.wire
	}
	end := w.wire
	if have := w.wire - off; n > uint64(have) {
		w.fail(ClassOverrun, h.Name, "nlmsg_len", off, n, have)
	} else {
		end = off + int(n)
	}
	if w.connector {
		w.cnMsgs(off+h.Size, end)
	} else {
		w.raw("data", inNlmsghdr, off+h.Size, end)
	}
	// NLMSG_ALIGN; the last message of a datagram may lack its padding.
	next := end + min((end+3)&^3-end, w.wire-end) // end+3 may wrap where int has 32 bits
	w.raw("pad", inDatagram, end, next)
	return next
}

// cnMsgs walks the connector messages in [p,end). They follow each other
// without padding, drivers/connector/connector.c:cn_netlink_send_mult.
func (w *walker) cnMsgs(p, end int) {
	h := w.of("cn_msg")
	for first := true; p < end && !w.ended; first = false {
		have := end - p
		switch {
		case have >= h.Size:
			p = w.cnMsg(h, p, end)
			continue
		case first:
			w.fail(ClassShort, h.Name, "", p, uint64(h.Size), have)
			w.fields(h, inNlmsghdr, p, end)
		default: // up to 3.9 nlmsg_len counts up to three bytes of padding
			w.raw("rest", inNlmsghdr, p, end)
		}
		return
	}
}

// cnMsg walks the connector message at p and returns where its data ends.
func (w *walker) cnMsg(h *Struct, p, end int) int {
	w.fields(h, inNlmsghdr, p, end)
	length, _ := h.Field("len")
	if p+length.Offset+length.Size > len(w.b) {
		w.ended = true
		return end
	}
	n := int(w.number(h, p, "len"))
	data := p + h.Size
	dataEnd := data + n
	if dataEnd > end {
		w.fail(ClassOverrun, h.Name, "len", p+length.Offset, uint64(n), end-data)
		dataEnd = end
	}
	u, ok := w.t.User(uint32(w.number(h, p, "id.idx")), uint32(w.number(h, p, "id.val")))
	if !ok || !w.payload(u, data, dataEnd, n) {
		w.raw("data", inCnMsg, data, dataEnd)
	}
	return dataEnd
}

// fields claims the fields of the struct at p, as many as are whole within end
// and the capture, up to a union. What is left of a broken one is "cut".
func (w *walker) fields(s *Struct, depth, p, end int) (whole bool) {
	for i := range s.Fields {
		f := &s.Fields[i]
		if f.Type == Union {
			break
		}
		from, to := p+f.Offset, p+f.Offset+f.Size
		if to > end || to > len(w.b) {
			w.raw("cut", depth, from, end)
			return false
		}
		c := Claim{Struct: s.Name, Field: f.Name, Depth: depth, Offset: from, Size: f.Size}
		if f.Type.Number() {
			c.Value = load(w.o, w.b[from:to])
		} else {
			c.Bytes = w.b[from:to]
		}
		w.claims = append(w.claims, c)
	}
	return true
}

// raw claims what is captured of [from,to), if anything.
func (w *walker) raw(name string, depth, from, to int) {
	to = min(to, len(w.b))
	if from < to {
		w.claims = append(w.claims, Claim{Field: name, Depth: depth, Offset: from, Size: to - from, Bytes: w.b[from:to]})
	}
}

// number reads a field that is known to be captured.
func (w *walker) number(s *Struct, p int, field string) uint64 {
	f, _ := s.Field(field)
	return load(w.o, w.b[p+f.Offset:][:f.Size])
}

func load(o binary.ByteOrder, b []byte) uint64 {
	switch len(b) {
	case 1:
		return uint64(b[0])
	case 2:
		return uint64(o.Uint16(b))
	case 4:
		return uint64(o.Uint32(b))
	}
	return o.Uint64(b)
}

func (w *walker) of(name string) *Struct {
	s, _ := w.t.Struct(name)
	return s
}

func (w *walker) fail(class, structName, field string, off int, need uint64, have int) {
	if w.err == nil {
		w.err = &Error{structName, field, off, int(min(need, math.MaxInt)), have, class}
	}
}
