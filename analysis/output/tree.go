package output

import (
	"fmt"
	"strconv"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/fit"
	"github.com/cnwire/cnwire/internal/digits"
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
		line = fit.Spaces(line, 4*n.Depth)
		p.line = append(n.AppendText(line, f), '\n')
		p.w.Write(p.line)
	}
}

// frameLines writes what the capture says of the frame.
func (p *textPrinter) frameLines(f *analysis.Frame) {
	f.Head(func(depth int, text []byte) { fmt.Fprintf(p.w, "%*s%s\n", rangeWidth+4*depth, "", text) })
}

// rangeWidth is the width of the ranges in front of the tree.
const rangeWidth = 12

// appendRange appends "  16-31    ", or spaces for a node without bytes.
func appendRange(b []byte, n *analysis.Node) []byte {
	if n.Len == 0 {
		return fit.Spaces(b, rangeWidth)
	}
	first := strconv.Itoa(n.Off)
	b = fit.Spaces(b, 5-len(first))
	b = append(b, first...)
	if n.Len > 1 {
		b = append(b, '-')
		b = digits.AppendInt(b, int64(n.Off+n.Len-1))
	}
	return fit.Spaces(b, max(1, rangeWidth-len(b)))
}

const lowerHex = "0123456789abcdef"
