package pdml

import (
	"encoding/hex"
	"strconv"

	"github.com/cnwire/cnwire/analysis"
)

// appendValue appends the element of a value, but for its end: / and >, where
// nothing stands in it, else >. place is where it stands in the frame, of size
// bytes.
func (p *Printer) appendValue(dst []byte, v *analysis.Value, f *analysis.Frame, size, pos int) []byte {
	return p.appendField(dst, p.labels[v.Field], v, f, size, pos, "")
}

func (p *Printer) appendField(dst []byte, l *label, v *analysis.Value, f *analysis.Frame, size, pos int, more string) []byte {
	p.text = v.Append(p.text[:0])
	dst = append(dst, l.head...)
	if l.mask != 0 {
		dst = appendMask(dst, l.mask, v.Num)
	}
	dst = append(dst, l.title...)
	dst = p.appendNamed(dst, l, v)
	dst = append(dst, '"')
	dst = append(dst, more...)
	dst = appendPlace(dst, size, pos)
	dst = appendAttribute(dst, "show", p.text)
	switch bytes := f.Data[pos : pos+size]; {
	case l.mask != 0:
		dst = append(dst, ` value="`...)
		dst = strconv.AppendUint(dst, v.Num, 16)
		dst = append(dst, `" unmaskedvalue="`...)
		dst = append(hex.AppendEncode(dst, bytes), `"`...)
	case size > 0:
		dst = appendHex(dst, bytes)
	}
	return dst
}

// appendNamed appends what stands behind a field's title: the value, and what it is
// called.
func (p *Printer) appendNamed(dst []byte, l *label, v *analysis.Value) []byte {
	name, known := l.names[v.Num]
	switch {
	case l.names == nil:
		dst = appendXML(dst, p.text)
	case l.bare:
		return append(dst, name...)
	case known:
		dst = appendXML(dst, []byte(name))
		dst = append(dst, " ("...)
		dst = append(append(dst, p.text...), ')')
	default:
		dst = append(dst, p.unknown(v)...)
		dst = append(dst, " ("...)
		dst = append(append(dst, p.text...), ')')
	}
	if l.bits {
		n := len(append(dst, " ("...))
		if dst = v.AppendMeaning(append(dst, " ("...)); len(dst) == n {
			dst = append(dst, "0x0"...)
		}
		dst = append(dst, ')')
	}
	return append(dst, l.tail...)
}

// unknown is what tshark calls a value without a name. Types of netlink messages
// from 16 on are the family's own.
func (p *Printer) unknown(v *analysis.Value) string {
	if v.Field.Name == "netlink.hdr_type" && v.Num >= 16 {
		return "Protocol-specific"
	}
	return "Unknown"
}
