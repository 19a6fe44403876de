package pdml

import (
	"strings"
	"sync"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/spec"
)

// appendMessages appends the connector messages, each as protocols beside those of
// netlink: cn, and the one that it carries.
func (p *Printer) appendMessages(b []byte, f *analysis.Frame) []byte {
	message := 0
	stop, end := len(f.Data), len(f.Data) // of the netlink message, if there is one, and of the connector message
	for i := 0; i < len(p.tree); i++ {
		n := &p.tree[i]
		if n.Depth == 0 {
			stop = unpadded(n, p.tree[i+1:below(p.tree, i)])
		}
		if n.Depth != 1 || n.Kind != analysis.NodeProtocol {
			continue
		}
		size := n.Len
		if n.Name == "cn" {
			end = stop
			if message < len(f.Messages) && f.Messages[message].Spans[0].Off == n.Off {
				end = min(stop, n.Off+n.Len+int(f.Messages[message].CN.Length))
				message++
			}
			size = end - n.Off
		} else if parents()[n.Name] {
			size = end - n.Off
		}
		after := below(p.tree, i)
		p.inUnion = parents()[n.Name]
		b = p.appendProtocol(b, n, size)
		b = p.appendMembers(b, p.tree[i+1:after], f, 2)
		b = append(b, endProto...)
		i = after - 1
	}
	return b
}

// appendProtocol begins a protocol.
func (p *Printer) appendProtocol(b []byte, n *analysis.Node, size int) []byte {
	b = appendAttribute(append(b, "  <proto"...), "name", []byte(n.Name))
	b = appendAttribute(b, "showname", []byte(n.Title))
	return append(appendPlace(b, size, n.Off), ">\n"...)
}

// appendMembers appends what is in a protocol or in an arm. The parts of a wait
// status stand behind the arm's fields.
func (p *Printer) appendMembers(b []byte, nodes []analysis.Node, f *analysis.Frame, depth int) []byte {
	var parts []analysis.Node
	for i := 0; i < len(nodes); {
		n := &nodes[i]
		end := below(nodes, i)
		inside := nodes[i+1 : end]
		switch {
		case n.Kind == analysis.NodeProtocol:
			b = p.appendArm(b, n, inside, f, depth)
		case n.Kind == analysis.NodeBytes && n.Name == "data" && p.inUnion: // behind other structs Wireshark's plugin has no field
			v := analysis.Value{Field: p.union, Data: f.Data[n.Off : n.Off+n.Len]}
			b = append(p.appendValue(appendIndent(b, depth), &v, f, n.Len, n.Off), "/>\n"...)
		case hasField(n):
			b = append(p.appendValue(appendIndent(b, depth), &n.Value, f, n.Len, n.Off), "/>\n"...)
			if also := p.labels[n.Value.Field].also; also != nil {
				b = p.appendField(appendIndent(b, depth), also, &n.Value, f, n.Len, n.Off, ` hide="yes"`)
				b = append(b, "/>\n"...)
			}
			parts = append(parts, inside...)
		}
		i = end
	}
	for i := range parts {
		n := &parts[i]
		b = append(p.appendValue(appendIndent(b, depth), &n.Value, f, n.Len, n.Off), "/>\n"...)
	}
	return b
}

// appendArm appends a struct inside of another: a field without a value, or a
// protocol, if that is what its name is.
func (p *Printer) appendArm(b []byte, n *analysis.Node, inside []analysis.Node, f *analysis.Frame, depth int) []byte {
	element, empty := "field", ` show="" value=""`
	if !strings.Contains(n.Name, ".") {
		element, empty = "proto", ""
	}
	b = append(append(appendIndent(b, depth), '<'), element...)
	b = appendAttribute(appendAttribute(b, "name", []byte(n.Name)), "showname", []byte(n.Title))
	b = append(append(appendPlace(b, n.Len, n.Off), empty...), ">\n"...)
	b = p.appendMembers(b, inside, f, depth+1)
	return append(append(append(appendIndent(b, depth), "</"...), element...), ">\n"...)
}

// parents are the names of protocols with others below them: they have all of a
// message's data.
var parents = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for _, s := range spec.Default().Structs() {
		if at := strings.LastIndexByte(s.Prefix, '.'); at > 0 {
			all[s.Prefix[:at]] = true
		}
	}
	return all
})
