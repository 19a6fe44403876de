package output

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/cnwire/cnwire/analysis"
)

// ekPrinter writes what tshark -T ek writes: for each frame a line that names
// an index and a line with its layers, flat, as Elasticsearch's bulk interface
// takes them.
type ekPrinter struct {
	w      *bufio.Writer
	fields []*analysis.Field
	buf    []byte
	tree   []analysis.Node
}

func (p *ekPrinter) Frame(f *analysis.Frame) error {
	b := append(p.buf[:0], `{"index":{"_index":"`...)
	b = append(b, indexName(f)...)
	b = append(b, `","_type":"doc"}}`+"\n"+`{"timestamp":"`...)
	at := sharkTime(f)
	b = fmt.Appendf(b, "%d%03d", at.Unix(), at.Nanosecond()/1e6)
	b = append(b, `","layers":`...)
	b = p.layers(f).append(b, -1)
	p.buf = append(b, "}\n"...)
	_, err := p.w.Write(p.buf)
	return err
}

func (p *ekPrinter) End() error { return nil }

func (p *ekPrinter) layers(f *analysis.Frame) *object {
	if len(p.fields) > 0 {
		return chosen(f, p.fields, underscores)
	}
	layers := new(object)
	layers.add("frame", frameLayer(f, ekKey, ekFrameValue))
	p.tree = f.Tree(p.tree[:0])
	layer := layers
	for i := range p.tree {
		n := &p.tree[i]
		switch n.Kind {
		case analysis.NodeProtocol:
			if strings.Contains(n.Name, ".") {
				continue // an arm's fields stand flat in its protocol's layer
			}
			layer = new(object)
			if n.Repeated {
				layers.addTo(n.Name, layer)
			} else {
				layers.add(n.Name, layer)
			}
		case analysis.NodeText:
			layers.add("text", n.Title)
			layer = layers
		case analysis.NodeField, analysis.NodeFlag, analysis.NodeDerived:
			if name := n.Value.Field.Name; !isCooked(name) {
				layer.add(ekKey(name), string(n.Value.Append(nil)))
			}
		case analysis.NodeBytes:
			layers.add(n.Name, dataLayer(n, f, ekKey))
		case analysis.NodeProblem:
			layers.add(underscores(n.Name), n.Title)
		}
	}
	return layers
}

func underscores(name string) string { return strings.ReplaceAll(name, ".", "_") }

// ekKey returns a field's key: its protocol and its name, frame_frame_number.
func ekKey(name string) string {
	protocol, _, _ := strings.Cut(name, ".")
	return protocol + "_" + underscores(name)
}

// ekFrameValue writes the moment in the form that Elasticsearch takes for a
// date, and the two marks as booleans.
func ekFrameValue(v *analysis.Value) any {
	switch v.Field.Name {
	case "frame.time":
		return v.Moment().UTC().Format("2006-01-02T15:04:05.000000000Z")
	case "frame.marked", "frame.ignored":
		return v.Num != 0
	}
	return string(v.Append(nil))
}
