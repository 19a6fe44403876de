package pdml

import (
	"encoding/hex"
	"strings"

	"github.com/cnwire/cnwire/analysis"
)

// wrapper is tshark's protocol around what stands in none.
const wrapper = "  <proto name=\"fake-field-wrapper\">\n"

const endProto = "  </proto>\n"

// appendDatagram appends the part of the tree that tshark shows without a plugin: the
// cooked header and the netlink messages, each with its payload as data.
func (p *Printer) appendDatagram(b []byte, f *analysis.Frame) []byte {
	for i := 0; i < len(p.tree); {
		n := &p.tree[i]
		end := below(p.tree, i)
		switch inside := p.tree[i+1 : end]; n.Kind {
		case analysis.NodeProtocol: // the cooked header
			b = p.appendProtocol(b, n, n.Len)
			b = p.appendNodes(b, inside, f, 2)
			b = append(b, endProto...)
		case analysis.NodeText:
			b = p.appendNetlink(append(b, wrapper...), n, inside, f)
			b = append(b, endProto...)
		case analysis.NodeBytes: // that hold no message
			b = p.appendData(append(b, wrapper...), f, n.Off, n.Len, 2)
			b = append(b, endProto...)
		}
		i = end
	}
	return b
}

// below returns the index behind what is below a node.
func below(nodes []analysis.Node, i int) int {
	end := i + 1
	for end < len(nodes) && nodes[end].Depth > nodes[i].Depth {
		end++
	}
	return end
}

// appendNetlink appends a netlink message: its header, and its payload.
func (p *Printer) appendNetlink(b []byte, n *analysis.Node, inside []analysis.Node, f *analysis.Frame) []byte {
	b = p.appendHeading(b, n, f, 2)
	payload, end := n.Off, unpadded(n, inside)
	for i := 0; i < len(inside) && inside[i].Kind == analysis.NodeText; {
		after := below(inside, i)
		b = p.appendHeading(b, &inside[i], f, 3)
		b = p.appendNodes(b, inside[i+1:after], f, 4)
		b = append(b, "      </field>\n"...)
		payload = inside[i].Off + inside[i].Len
		i = after
	}
	if payload < end {
		b = p.appendData(b, f, payload, end-payload, 3)
	}
	return append(b, "    </field>\n"...)
}

// unpadded returns where a netlink message ends: its padding is nobody's.
func unpadded(n *analysis.Node, inside []analysis.Node) int {
	if last := len(inside) - 1; last >= 0 && inside[last].Depth == n.Depth+1 && inside[last].Name == "pad" {
		return inside[last].Off
	}
	return n.Off + n.Len
}

// appendHeading begins a field that is only a heading.
func (p *Printer) appendHeading(b []byte, n *analysis.Node, f *analysis.Frame, depth int) []byte {
	b = append(appendIndent(b, depth), `<field name=""`...)
	b = appendAttribute(b, "show", []byte(n.Title))
	b = appendPlace(b, n.Len, n.Off)
	return append(appendHex(b, f.Data[n.Off:n.Off+n.Len]), ">\n"...)
}

// appendNodes appends the fields of a header, with their bits below them.
func (p *Printer) appendNodes(b []byte, nodes []analysis.Node, f *analysis.Frame, depth int) []byte {
	for i := 0; i < len(nodes); {
		n := &nodes[i]
		end := below(nodes, i)
		switch {
		case n.Kind == analysis.NodeBytes:
			b = p.appendData(b, f, n.Off, n.Len, depth)
		case hasField(n) && !isCooked(n):
			b = p.appendValue(appendIndent(b, depth), &n.Value, f, n.Len, n.Off)
			if end == i+1 {
				b = append(b, "/>\n"...)
				break
			}
			b = p.appendNodes(append(b, ">\n"...), nodes[i+1:end], f, depth+1)
			b = append(appendIndent(b, depth), "</field>\n"...)
		}
		i = end
	}
	return b
}

// appendData appends bytes as tshark shows those that nobody decodes.
func (p *Printer) appendData(b []byte, f *analysis.Frame, off, n, depth int) []byte {
	bytes := f.Data[off : off+n]
	b = appendHex(append(appendIndent(b, depth), `<field name="data"`...), bytes)
	b = append(b, ">\n"...)
	data, size := p.labels[p.data[0]], p.labels[p.data[1]]
	b = append(append(append(appendIndent(b, depth+1), data.head...), data.title...), shortened(bytes)...)
	b = appendPlace(append(b, '"'), n, off)
	v := analysis.Value{Field: p.data[0], Data: bytes}
	p.text = v.Append(p.text[:0])
	b = appendAttribute(b, "show", p.text)
	b = append(appendHex(b, bytes), "/>\n"...)
	v = analysis.Value{Field: p.data[1], Num: uint64(n)}
	b = p.appendField(appendIndent(b, depth+1), size, &v, f, 0, off, "")
	b = append(b, "/>\n"...)
	return append(appendIndent(b, depth), "</field>\n"...)
}

// shortened returns bytes in hex: of many the first, as tshark does it.
func shortened(bytes []byte) []byte {
	const most = 36
	text := hex.AppendEncode(nil, bytes[:min(most, len(bytes))])
	if len(bytes) > most {
		text = append(text, "…"...)
	}
	return text
}

func hasField(n *analysis.Node) bool {
	return n.Kind == analysis.NodeField || n.Kind == analysis.NodeFlag || n.Kind == analysis.NodeDerived
}

// isCooked reports whether a field is one of the cooked header's that tshark does not
// show.
func isCooked(n *analysis.Node) bool { return strings.HasPrefix(n.Value.Field.Name, "sll.") }
