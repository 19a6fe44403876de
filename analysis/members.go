package analysis

import (
	"strings"
	"sync"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
)

// Member is a field of a struct, by its C name, and its value.
type Member struct {
	Name  string // as C has it: nlmsg_len, process_pid
	Value Value
}

// Members appends the fields of a span that were captured whole, in the order
// of their bytes and without the bits of flags.
func (f *Frame) Members(s codec.Span, dst []Member) []Member {
	for _, m := range members()[s.Struct] {
		if m.mask == 0 && m.off+m.size <= s.Len {
			dst = append(dst, Member{m.name, m.field.read(f, s, &m.place)})
		}
	}
	return dst
}

// prefixes has the table's filter prefix of each struct: cn_proc.exit.
var prefixes = sync.OnceValue(func() map[codec.Struct]string {
	m := map[codec.Struct]string{}
	for _, s := range spec.Default().Structs() {
		if in, ok := codec.StructByName(s.Name); ok {
			m[in] = s.Prefix
		}
	}
	return m
})

// structC returns a struct's type in C: struct exit_proc_event.
func structC(in codec.Struct) string {
	s, _ := spec.Default().Struct(in.String())
	return s.C
}

// member is a field in the struct that holds it.
type member struct {
	name  string // in C, without the struct it is nested in
	field *Field
	place
}

// members lists the fields of each struct, in the order of their bytes, with
// the bits of a flags field behind it.
var members = sync.OnceValue(func() map[codec.Struct][]member {
	m := map[codec.Struct][]member{}
	r := registry()
	for _, s := range spec.Default().Structs() {
		in, ok := codec.StructByName(s.Name)
		if !ok {
			continue
		}
		for _, f := range s.Fields {
			fd := r.byName[f.Filter]
			if fd == nil {
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
