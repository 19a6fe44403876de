package output

import "github.com/cnwire/cnwire/analysis"

// jsonPrinter writes what tshark -T json --no-duplicate-keys writes: an array
// of frames, all values strings. Where tshark has the bytes of a connector
// message, the layers cn and cn_proc stand.
type jsonPrinter struct {
	layered
	count int
}

func (p *jsonPrinter) Frame(f *analysis.Frame) error {
	b := p.buf[:0]
	if p.count == 0 {
		b = append(b, "[\n  "...)
	} else {
		b = append(b, ",\n  "...)
	}
	p.count++
	p.doc.reset()
	packet := p.doc.object()
	packet.addString("_index", p.index.of(f))
	packet.addString("_type", "doc")
	packet.addWord("_score", "null")
	p.layers(packet.addObject("_source").addObject("layers"), f)
	p.buf = packet.append(b, 2)
	_, err := p.w.Write(p.buf)
	return err
}

func (p *jsonPrinter) End() error {
	end := "\n]\n"
	if p.count == 0 {
		end = "[]\n"
	}
	_, err := p.w.WriteString(end)
	return err
}

func (p *jsonPrinter) layers(o *object, f *analysis.Frame) {
	if len(p.fields) > 0 {
		o.chosen(f, p.fields)
		return
	}
	p.frameLayer(o, f, func(frame *object, key string, v *analysis.Value) { frame.addValue(key, v) })
	p.tree = f.Tree(p.tree[:0])
	p.nodes(o, p.tree, f)
}

// nodes adds nodes, and those below them, to an object.
func (p *jsonPrinter) nodes(o *object, nodes []analysis.Node, f *analysis.Frame) {
	for i := 0; i < len(nodes); {
		n := &nodes[i]
		end := i + 1
		for end < len(nodes) && nodes[end].Depth > n.Depth {
			end++
		}
		p.node(o, n, nodes[i+1:end], f)
		i = end
	}
}

func (p *jsonPrinter) node(o *object, n *analysis.Node, below []analysis.Node, f *analysis.Frame) {
	switch n.Kind {
	case analysis.NodeProtocol, analysis.NodeText:
		if n.Repeated {
			p.nodes(o.addToList(n.Name), below, f)
		} else {
			p.nodes(o.addObject(headingKey(n)), below, f)
		}
	case analysis.NodeField, analysis.NodeFlag, analysis.NodeDerived:
		name := n.Value.Field.Name
		if isCooked(name) {
			return
		}
		o.addValue(name, &n.Value)
		if len(below) > 0 {
			p.nodes(o.addObject(name+"_tree"), below, f)
		}
	case analysis.NodeBytes:
		o.data(n, f, &p.keys)
	case analysis.NodeProblem:
		o.addString(n.Name, n.Title)
	}
}

func headingKey(n *analysis.Node) string {
	if n.Kind == analysis.NodeText {
		return n.Title
	}
	return n.Name
}
