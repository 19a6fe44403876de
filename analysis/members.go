package analysis

import (
	"strings"
	"sync"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
)

// padField stands for the named gaps of structs, which have no field of their
// own: their bytes mean nothing.
var padField = &Field{Name: "pad", Kind: Bytes, Doc: "A gap in a struct."}

// Member is a field of a struct, by its C name, and its value.
type Member struct {
	Name  string // as C has it: nlmsg_len, process_pid
	Value Value
}

// IsPad reports whether the member is a gap, which has bytes and no meaning.
func (m *Member) IsPad() bool { return m.Value.Field == padField }

// Members appends the fields of a span that were captured whole, in the order
// of their bytes and without the bits of flags.
func (f *Frame) Members(s codec.Span, dst []Member) []Member {
	for _, m := range members()[s.Struct] {
		if m.mask == 0 && m.off+m.size <= s.Len {
			dst = append(dst, Member{Name: m.name})
			m.field.read(&dst[len(dst)-1].Value, f, &s, &m.place)
		}
	}
	return dst
}

// Slot is a field in the struct that holds it: what is the same in all frames.
type Slot struct {
	Name  string // in C, without the struct it is nested in
	Key   string // the same as JSON has it, behind another one: ,"name":
	Field *Field
	place
}

// Slots are those of a struct that mean something, in the order of their bytes and without
// the bits of flags. The slice is shared: do not change it.
func Slots(s codec.Struct) []Slot { return slots()[s] }

// In reports whether a span of the struct was captured so far that the field is whole.
func (m *Slot) In(s codec.Span) bool { return m.off+m.size <= s.Len }

// Number returns what stands there in a span, of a field that is an integer.
func (m *Slot) Number(f *Frame, s codec.Span) uint64 {
	return number(s.Order, f.Data[s.Off+m.off:][:m.size], m.signed)
}

// Value returns what stands there in a span.
func (m *Slot) Value(f *Frame, s codec.Span) Value { return m.Field.at(f, &s, &m.place) }

// HasParts reports whether its number has in it what other fields tell: see AppendParts.
func (m *Slot) HasParts() bool { return len(m.Field.parts) > 0 }

var slots = sync.OnceValue(func() *[codec.NumStructs][]Slot {
	all := new([codec.NumStructs][]Slot)
	for in, list := range members() {
		for _, m := range list {
			if m.mask == 0 && m.field != padField {
				all[in] = append(all[in], Slot{m.name, `,"` + m.name + `":`, m.field, m.place})
			}
		}
	}
	return all
})

// AppendParts appends what a number has in it that fields of their own tell, by the last
// word of their names: of an exit_code status, signal and core, as wait(2) has them.
func (v *Value) AppendParts(dst []Member) []Member {
	for _, fd := range v.Field.parts {
		dst = append(dst, Member{fd.Name[strings.LastIndexByte(fd.Name, '.')+1:], Value{Field: fd, Off: v.Off, Len: v.Len, Num: fd.part(v.Num)}})
	}
	return dst
}

// member returns the value of a field of a span by its C name, where it was
// captured whole.
func (f *Frame) member(s codec.Span, name string) (Value, bool) {
	for _, m := range members()[s.Struct] {
		if m.name == name && m.mask == 0 && m.off+m.size <= s.Len {
			return m.field.at(f, &s, &m.place), true
		}
	}
	return Value{}, false
}

// member is a field in the struct that holds it.
type member struct {
	name  string // in C, without the struct it is nested in
	field *Field
	place
}

// members lists the fields of each struct, in the order of their bytes, with
// the bits of a flags field behind it.
var members = sync.OnceValue(func() *[codec.NumStructs][]member {
	m := new([codec.NumStructs][]member)
	r := registry()
	for _, s := range spec.Default().Structs() {
		in, ok := codec.StructByName(s.Name)
		if !ok {
			continue
		}
		for _, f := range s.Fields {
			fd := r.byName[f.Filter]
			switch {
			case f.Type == spec.Pad:
				fd = padField
			case fd == nil || f.Type == spec.Union:
				continue
			}
			p := place{in: in, off: f.Offset, size: f.Size, signed: f.Type.Signed()}
			m[in] = append(m[in], member{f.Name[strings.LastIndexByte(f.Name, '.')+1:], fd, p})
			if f.Filter != "netlink.hdr_flags" {
				continue
			}
			for _, v := range spec.Default().Set(f.Values) {
				p.mask = v.Value
				m[in] = append(m[in], member{v.Name, r.byName[flagName(f.Filter, v)], p})
			}
		}
	}
	return m
})
