package output

import (
	"fmt"
	"strconv"

	"github.com/cnwire/cnwire/analysis"
)

// writeTree writes every byte of the frame by name, its range in front:
//
//	           Frame 2: 92 bytes on wire, 92 bytes captured
//	0-15       Linux netlink (cooked header)
//	2-3            netlink.hatype: 824 (ARPHRD_NETLINK)
//
// A range counts from the start of the frame and includes both ends. What is
// concluded and stands nowhere is in brackets.
func (p *textPrinter) writeTree(f *analysis.Frame) {
	p.frameLines(f)
	p.tree = f.Tree(p.tree[:0])
	for i := range p.tree {
		n := &p.tree[i]
		if n.Kind == analysis.NodeFlag {
			continue // the flags field names the bits that are set
		}
		line := appendRange(p.line[:0], n)
		line = appendSpaces(line, 4*n.Depth)
		p.line = append(appendNode(line, n, f), '\n')
		p.w.Write(p.line)
	}
}

// frameLines writes what the capture says of the frame.
func (p *textPrinter) frameLines(f *analysis.Frame) {
	margin := rangeWidth
	fmt.Fprintf(p.w, "%*sFrame %d: %d bytes on wire, %d bytes captured", margin, "", f.Number, f.Len, len(f.Data))
	if f.Offset > 0 { // else it stands in no file
		fmt.Fprintf(p.w, ", record at byte %d", f.Offset)
	}
	p.w.WriteByte('\n')
	for _, name := range []string{
		"frame.time", "frame.time_epoch", "frame.time_delta", "frame.time_relative",
		"frame.interface_name", "frame.section_number", "frame.comment", "frame.protocols",
	} {
		for _, v := range analysis.MustLookup(name).Values(f, nil) {
			fmt.Fprintf(p.w, "%*s    %s: %s\n", margin, "", name, analysis.Escape(v.Append(nil), 0))
		}
	}
	if !f.Netlink {
		fmt.Fprintf(p.w, "%*s    [%s]\n", margin, "", f.NotNetlink)
		return
	}
	d, basis := f.Direction()
	for _, name := range f.Repairs.Names() {
		fmt.Fprintf(p.w, "%*s    [Repaired: %s]\n", margin, "", name)
	}
	fmt.Fprintf(p.w, "%*s    [Direction: %s, by: %s]\n", margin, "", d, basis)
	fmt.Fprintf(p.w, "%*s    [Byte order: %s, by: %s, confidence: %s]\n", margin, "", f.Order, f.OrderRule, f.Confidence)
}

// rangeWidth is the width of the ranges in front of the tree.
const rangeWidth = 12

// appendRange appends "  16-31    ", or spaces for a node without bytes.
func appendRange(b []byte, n *analysis.Node) []byte {
	if n.Len == 0 {
		return appendSpaces(b, rangeWidth)
	}
	first := strconv.Itoa(n.Off)
	b = appendSpaces(b, 5-len(first))
	b = append(b, first...)
	if n.Len > 1 {
		b = append(b, '-')
		b = strconv.AppendInt(b, int64(n.Off+n.Len-1), 10)
	}
	return appendSpaces(b, max(1, rangeWidth-len(b)))
}

// appendNode appends what a node says.
func appendNode(b []byte, n *analysis.Node, f *analysis.Frame) []byte {
	switch n.Kind {
	case analysis.NodeField, analysis.NodeDerived:
		if n.Kind == analysis.NodeDerived {
			b = append(b, '[')
		}
		b = append(b, n.Value.Field.Name...)
		b = append(b, ": "...)
		at := len(b)
		if b = n.Value.Append(b); n.Value.Text != "" { // of a comment, or a host's name
			b = analysis.Escape(b, at)
		}
		if meaning := n.Value.AppendMeaning(nil); len(meaning) > 0 {
			b = append(b, " ("...)
			b = append(b, meaning...)
			b = append(b, ')')
		}
		if n.Kind == analysis.NodeDerived {
			b = append(b, ']')
		}
		return b
	case analysis.NodeBytes:
		b = append(b, n.Title...)
		b = append(b, ": "...)
		return appendBytes(b, f.Data[n.Off:n.Off+n.Len])
	case analysis.NodeProblem:
		b = append(b, '[')
		b = append(b, n.Title...)
		return append(b, ']')
	}
	return append(b, n.Title...)
}

// appendBytes appends bytes as hex: all of few, the first of many. -x has all.
func appendBytes(b, data []byte) []byte {
	const most = 24
	for _, c := range data[:min(most, len(data))] {
		b = append(b, lowerHex[c>>4], lowerHex[c&15])
	}
	if len(data) > most {
		b = append(b, "… ("...)
		b = strconv.AppendInt(b, int64(len(data)), 10)
		b = append(b, " bytes)"...)
	}
	return b
}

const lowerHex = "0123456789abcdef"
