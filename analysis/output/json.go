package output

import (
	"bufio"
	"time"

	"github.com/cnwire/cnwire/analysis"
)

// jsonPrinter writes what tshark -T json --no-duplicate-keys writes: an array
// of frames, all values strings. Where tshark has the bytes of a connector
// message, the layers cn and cn_proc stand.
type jsonPrinter struct {
	w      *bufio.Writer
	fields []*analysis.Field
	count  int
	buf    []byte
	tree   []analysis.Node
}

func (p *jsonPrinter) Frame(f *analysis.Frame) error {
	b := p.buf[:0]
	if p.count == 0 {
		b = append(b, "[\n  "...)
	} else {
		b = append(b, ",\n  "...)
	}
	p.count++
	layers := p.layers(f)
	packet, source := new(object), new(object)
	packet.add("_index", indexName(f))
	packet.add("_type", "doc")
	packet.add("_score", nil)
	packet.add("_source", source)
	source.add("layers", layers)
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

// indexName is the Elasticsearch index that tshark proposes: one a day.
func indexName(f *analysis.Frame) string {
	return "packets-" + sharkTime(f).Local().Format("2006-01-02")
}

// sharkTime is the frame's time, or 1970, which tshark takes for none.
func sharkTime(f *analysis.Frame) time.Time {
	if !f.HasTime() {
		return time.Unix(0, 0)
	}
	return f.Time
}

func (p *jsonPrinter) layers(f *analysis.Frame) *object {
	if len(p.fields) > 0 {
		return chosen(f, p.fields, asIs)
	}
	layers := new(object)
	layers.add("frame", frameLayer(f, asIs, func(v *analysis.Value) any { return string(v.Append(nil)) }))
	p.tree = f.Tree(p.tree[:0])
	addNodes(layers, p.tree, f)
	return layers
}

// asIs makes a key of a field's name.
func asIs(name string) string { return name }

// addNodes adds nodes, and those below them, to an object.
func addNodes(o *object, nodes []analysis.Node, f *analysis.Frame) {
	for i := 0; i < len(nodes); {
		n := &nodes[i]
		end := i + 1
		for end < len(nodes) && nodes[end].Depth > n.Depth {
			end++
		}
		addNode(o, n, nodes[i+1:end], f)
		i = end
	}
}

func addNode(o *object, n *analysis.Node, below []analysis.Node, f *analysis.Frame) {
	switch n.Kind {
	case analysis.NodeProtocol, analysis.NodeText:
		inner := new(object)
		addNodes(inner, below, f)
		if n.Repeated {
			o.addTo(n.Name, inner)
		} else {
			o.add(headingKey(n), inner)
		}
	case analysis.NodeField, analysis.NodeFlag, analysis.NodeDerived:
		name := n.Value.Field.Name
		if isCooked(name) {
			return
		}
		o.add(name, string(n.Value.Append(nil)))
		if len(below) > 0 {
			inner := new(object)
			addNodes(inner, below, f)
			o.add(name+"_tree", inner)
		}
	case analysis.NodeBytes:
		o.add(n.Name, dataLayer(n, f, asIs))
	case analysis.NodeProblem:
		o.add(n.Name, n.Title)
	}
}

func headingKey(n *analysis.Node) string {
	if n.Kind == analysis.NodeText {
		return n.Title
	}
	return n.Name
}

// dataLayer is how tshark shows bytes that nobody decodes.
func dataLayer(n *analysis.Node, f *analysis.Frame, key func(string) string) *object {
	o := new(object)
	data := analysis.Value{Field: analysis.MustLookup("data.data"), Data: f.Data[n.Off : n.Off+n.Len]}
	length := analysis.Value{Field: analysis.MustLookup("data.len"), Num: uint64(n.Len)}
	o.add(key("data.data"), string(data.Append(nil)))
	o.add(key("data.len"), string(length.Append(nil)))
	return o
}
