package analysis

import (
	"fmt"

	"github.com/cnwire/cnwire/internal/digits"
)

// Head says what the capture says of the frame, in lines that stand above its Tree, each
// with its depth. text is valid until the next one.
func (f *Frame) Head(line func(depth int, text []byte)) {
	text := fmt.Appendf(nil, "Frame %d: %d bytes on wire, %d bytes captured", f.Number, f.Len, len(f.Data))
	if f.Offset > 0 { // else it stands in no file
		text = fmt.Appendf(text, ", record at byte %d", f.Offset)
	}
	line(0, text)
	below := func(format string, args ...any) {
		text = fmt.Appendf(text[:0], format, args...)
		line(1, text)
	}
	for _, name := range []string{
		"frame.time", "frame.time_epoch", "frame.time_delta", "frame.time_relative",
		"frame.interface_name", "frame.section_number", "frame.comment", "frame.protocols",
	} {
		for _, v := range MustLookup(name).Values(f, nil) {
			below("%s: %s", name, Escape(v.Append(nil), 0))
		}
	}
	if !f.Netlink {
		below("[%s]", f.NotNetlink)
		return
	}
	d, basis := f.Direction()
	for _, name := range f.Repairs.Names() {
		below("[Repaired: %s]", name)
	}
	below("[Direction: %s, by: %s]", d, basis)
	below("[Byte order: %s, by: %s, confidence: %s]", f.Order, f.OrderRule, f.Confidence)
}

// AppendText appends what a node of the frame's tree says, on one line. What is
// concluded and stands nowhere is in brackets.
func (n *Node) AppendText(b []byte, f *Frame) []byte {
	switch n.Kind {
	case NodeField, NodeFlag, NodeDerived:
		if n.Kind == NodeDerived {
			b = append(b, '[')
		}
		b = append(b, n.Value.Field.Name...)
		b = append(b, ": "...)
		at := len(b)
		if b = n.Value.Append(b); n.Value.Text != "" { // of a comment, or a host's name
			b = Escape(b, at)
		}
		if meaning := n.Value.AppendMeaning(nil); len(meaning) > 0 {
			b = append(b, " ("...)
			b = append(b, meaning...)
			b = append(b, ')')
		}
		if n.Kind == NodeDerived {
			b = append(b, ']')
		}
		return b
	case NodeBytes:
		b = append(b, n.Title...)
		b = append(b, ": "...)
		return appendSome(b, f.Data[n.Off:n.Off+n.Len])
	case NodeProblem:
		b = append(b, '[')
		b = append(b, n.Title...)
		return append(b, ']')
	}
	return append(b, n.Title...)
}

// appendSome appends bytes as hex: all of few, the first of many.
func appendSome(b, data []byte) []byte {
	const most = 24
	for _, c := range data[:min(most, len(data))] {
		b = append(b, lowerHex[c>>4], lowerHex[c&15])
	}
	if len(data) > most {
		b = append(b, "… ("...)
		b = digits.AppendInt(b, int64(len(data)))
		b = append(b, " bytes)"...)
	}
	return b
}
