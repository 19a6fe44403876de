package output

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/jsondoc"
	"github.com/cnwire/cnwire/analysis/mold"
	"github.com/cnwire/cnwire/analysis/parallel"
)

// jsonPrinter writes what tshark -T json --no-duplicate-keys writes: an array
// of frames, all values strings. Where tshark has the bytes of a connector
// message, the layers cn and cn_proc stand.
type jsonPrinter struct {
	layered
	parallel.State
}

func (p *jsonPrinter) Frame(f *analysis.Frame) error {
	b := p.buf[:0]
	if !p.Begun {
		b = append(b, "[\n  "...)
	} else {
		b = append(b, ",\n  "...)
	}
	p.Begun = true
	b = append(append(b, "{\n    \"_index\": \""...), p.index.of(f)...)
	b = append(b, "\",\n    \"_type\": \"doc\",\n    \"_score\": null,\n    \"_source\": {\n      \"layers\": "...)
	if p.molds == nil {
		p.molds = mold.New(&p.doc, "Jan _2, 2006 15:04:05.", " MST", false)
	}
	p.buf = append(p.molds.Append(b, f, p.long), "\n    }\n  }"...)
	_, err := p.w.Write(p.buf)
	return err
}

// long appends the layers of any frame.
func (p *jsonPrinter) long(b []byte, f *analysis.Frame) []byte {
	p.doc.Reset()
	layers := p.doc.Object()
	p.layers(layers, f)
	return layers.Append(b, 6)
}

func (p *jsonPrinter) End() error {
	end := "\n]\n"
	if !p.Begun {
		end = "[]\n"
	}
	_, err := p.w.WriteString(end)
	return err
}

func (p *jsonPrinter) layers(o *jsondoc.Object, f *analysis.Frame) {
	if len(p.fields) > 0 {
		p.chosen(o, f)
		return
	}
	p.frameLayer(o, f, addString)
	p.tree = f.Tree(p.tree[:0])
	p.nodes(o, p.tree, f)
}

// nodes adds nodes, and those below them, to an object.
func (p *jsonPrinter) nodes(o *jsondoc.Object, nodes []analysis.Node, f *analysis.Frame) {
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

func (p *jsonPrinter) node(o *jsondoc.Object, n *analysis.Node, below []analysis.Node, f *analysis.Frame) {
	switch n.Kind {
	case analysis.NodeProtocol, analysis.NodeText:
		if n.Repeated {
			p.nodes(o.AddToList(n.Name), below, f)
		} else {
			p.nodes(o.AddObject(headingKey(n)), below, f)
		}
	case analysis.NodeField, analysis.NodeFlag, analysis.NodeDerived:
		name := n.Value.Field.Name
		if isCooked(name) {
			return
		}
		addString(o, name, &n.Value)
		if len(below) > 0 {
			p.nodes(o.AddObject(name+"_tree"), below, f)
		}
	case analysis.NodeBytes:
		p.data(o, n, f)
	case analysis.NodeProblem:
		o.AddString(n.Name, n.Title)
	}
}

func headingKey(n *analysis.Node) string {
	if n.Kind == analysis.NodeText {
		return n.Title
	}
	return n.Name
}
