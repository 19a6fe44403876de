package analysis

import (
	"strconv"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
)

// Field is something that a frame has a value of, or several: a column for
// -T fields, a key in JSON. Those of the protocol come from the table; frame.*
// and netlink.* have tshark's names.
type Field struct {
	Name string // as tshark users write it: cn_proc.exit.exit_code
	Kind Kind
	Bits int    // width of an integer
	Set  string // the value set that names its values, or empty
	Doc  string // one sentence

	places []place                             // where it stands, for fields of the table
	in     [][]place                           // those of each struct, by its number, up to the last that has one
	events [][]eventPlace                      // in whole process events, by their arm; nil where it stands in none
	part   func(n uint64) uint64               // what of the number there it is; nil: all
	parts  []*Field                            // that are parts of this one
	derive func(f *Frame, dst []Value) []Value // how it is made, for those that stand nowhere
	text   func(f *Frame, dst []byte) []byte   // its only value as text, nothing for none; nil: Values knows
	// verdict makes it of a message, for what the genealogy knows, or of a process.
	verdict func(*Message) (Value, bool)
	subject bool
	context bool
}

// OfSubject reports whether the field tells of Message.Subject, which is there where
// package known was asked for it.
func (fd *Field) OfSubject() bool { return fd.subject }

// OfBytes reports whether the field's values stand in the bytes of a frame, and nothing else
// has a say in them: in two frames of the same bytes (Frame.Same) they are the same.
func (fd *Field) OfBytes() bool { return fd.derive == nil && fd.verdict == nil }

// place is where a field stands in a struct.
type place struct {
	in        codec.Struct
	off, size int
	mask      uint64 // for a single bit of a flags field, else 0
	signed    bool
}

// Values appends the field's values in f, in the order of the bytes. A value
// whose bytes were not all captured is none.
func (fd *Field) Values(f *Frame, dst []Value) []Value {
	if fd.derive != nil {
		return fd.derive(f, dst)
	}
	if places, ok := fd.inEvent(f); ok {
		for i := range places {
			if p := &places[i]; f.Base+p.at+p.size <= len(f.Data) {
				dst = append(dst, Value{})
				fd.set(&dst[len(dst)-1], f, f.Order, f.Base+p.at, &p.place)
			}
		}
		return dst
	}
	return fd.spanned(f, dst)
}

// spanned is Values of whatever frame, for a field of the table.
func (fd *Field) spanned(f *Frame, dst []Value) []Value {
	for i := range f.Spans {
		s := &f.Spans[i]
		if int(s.Struct) >= len(fd.in) {
			continue
		}
		of := fd.in[s.Struct]
		for i := range of {
			if p := &of[i]; p.off+p.size <= s.Len {
				dst = append(dst, Value{})
				fd.read(&dst[len(dst)-1], f, s, p)
			}
		}
	}
	return dst
}

// index notes which places are of which struct, when all are known: a frame has a few
// structs, and some fields stand in all that an event can have.
func (fd *Field) index() {
	for _, p := range fd.places {
		if need := int(p.in) + 1 - len(fd.in); need > 0 {
			fd.in = append(fd.in, make([][]place, need)...)
		}
		fd.in[p.in] = append(fd.in[p.in], p)
	}
	fd.indexEvents()
}

// First returns the field's first value in f, for a field of the table.
func (fd *Field) First(f *Frame) (Value, bool) {
	for i := range f.Spans {
		s := &f.Spans[i]
		if int(s.Struct) >= len(fd.in) {
			continue
		}
		of := fd.in[s.Struct]
		for i := range of {
			if p := &of[i]; p.off+p.size <= s.Len {
				return fd.at(f, s, p), true
			}
		}
	}
	return Value{}, false
}

// read reads the value at a place of a span that holds it whole, into v, which is zero. It
// is read in its place: small fields that were just written are slow to copy.
func (fd *Field) read(v *Value, f *Frame, s *codec.Span, p *place) {
	fd.set(v, f, s.Order, s.Off+p.off, p)
}

// set is read of a place that stands at off in the frame.
func (fd *Field) set(v *Value, f *Frame, o codec.Order, off int, p *place) {
	b := f.Data[off:][:p.size]
	v.Field, v.Off, v.Len = fd, off, p.size
	if fd.Kind == Text || fd.Kind == Bytes {
		v.Data = b
		return
	}
	v.Num = fd.number(o, b, p)
}

// number reads what the field, one of numbers, has of the bytes of a place.
func (fd *Field) number(o codec.Order, b []byte, p *place) uint64 {
	n := number(o, b, p.signed)
	if p.mask != 0 {
		n = flag(n & p.mask)
	}
	if fd.part != nil {
		n = fd.part(n)
	}
	return n
}

// at is read of a value of its own.
func (fd *Field) at(f *Frame, s *codec.Span, p *place) (v Value) {
	fd.read(&v, f, s, p)
	return v
}

// number reads an integer of any width, sign-extended when it has a sign.
func number(o codec.Order, b []byte, signed bool) uint64 {
	switch len(b) {
	case 1:
		return uint64(b[0])
	case 2:
		return uint64(o.Uint16(b))
	case 4:
		if signed {
			return uint64(int64(o.Int32(b)))
		}
		return uint64(o.Uint32(b))
	}
	return o.Uint64(b)
}

func flag(bits uint64) uint64 {
	if bits != 0 {
		return 1
	}
	return 0
}

// kindOf maps a type of the table to how its values are written.
func kindOf(t spec.Type) Kind {
	switch {
	case t == spec.Text:
		return Text
	case t == spec.Bytes:
		return Bytes
	case t == spec.X8:
		return Hex8
	case t == spec.X16:
		return Hex16
	case t == spec.X32:
		return Hex32
	case t == spec.X64:
		return Hex64
	case t.Signed():
		return Int
	}
	return Uint
}

// Type returns the field's type by the name that tshark -G fields has for it.
func (fd *Field) Type() string {
	switch fd.Kind {
	case Uint, Hex8, Hex16, Hex32, Hex64:
		if fd.Bits == 1 {
			return "FT_BOOLEAN"
		}
		return "FT_UINT" + strconv.Itoa(fd.Bits)
	case Int:
		return "FT_INT" + strconv.Itoa(fd.Bits)
	case Bytes:
		return "FT_BYTES"
	case Time, Epoch:
		return "FT_ABSOLUTE_TIME"
	case Duration:
		return "FT_RELATIVE_TIME"
	}
	return "FT_STRING"
}
