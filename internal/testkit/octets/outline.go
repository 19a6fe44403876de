package octets

import (
	"encoding/binary"

	"github.com/cnwire/cnwire/spec"
)

// An Outline names the fields of some bytes, in the order of their offsets.
type Outline func(b []byte) []Field

// Field is a field's place and its name, as the table has it: "nlmsghdr.nlmsg_len".
type Field struct {
	Name      string
	Off, Size int // bytes
}

// connector is NETLINK_CONNECTOR.
const connector = 11

// Datagram is the outline of a connector datagram in byte order o.
func Datagram(o binary.ByteOrder) Outline {
	return func(b []byte) []Field { return walk(nil, o, connector, b, 0) }
}

// Frame is the outline of a frame of LINKTYPE_NETLINK: a cooked header, which
// names the family, and a datagram in byte order o.
func Frame(o binary.ByteOrder) Outline {
	return func(b []byte) []Field {
		list := Struct("sll_header")(b)
		last := list[len(list)-1]
		start := last.Off + last.Size
		if len(b) < start {
			return list
		}
		return walk(list, o, binary.BigEndian.Uint16(b[last.Off:]), b[start:], start)
	}
}

// Struct is the outline of a struct of the table.
func Struct(name string) Outline {
	return func([]byte) (list []Field) {
		s, ok := spec.Default().Struct(name)
		if !ok {
			panic("octets: the table has no struct " + name)
		}
		for _, f := range s.Fields {
			list = append(list, Field{s.Name + "." + f.Name, f.Offset, f.Size})
		}
		return list
	}
}

// walk appends the fields of a datagram that starts at an offset. What it is not
// sound in is named, too: "tail", "cut".
func walk(list []Field, o binary.ByteOrder, family uint16, b []byte, start int) []Field {
	claims, _ := spec.Default().Walk(o, family, b, len(b))
	for _, c := range claims {
		name := c.Field
		if c.Struct != "" {
			name = c.Struct + "." + name
		}
		list = append(list, Field{name, start + c.Offset, c.Size})
	}
	return list
}
