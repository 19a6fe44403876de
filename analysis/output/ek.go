package output

import (
	"fmt"
	"strings"

	"github.com/cnwire/cnwire/analysis"
)

// ekPrinter writes what tshark -T ek writes: for each frame a line that names
// an index and a line with its layers, flat, as Elasticsearch's bulk interface
// takes them.
type ekPrinter struct{ layered }

func (p *ekPrinter) Frame(f *analysis.Frame) error {
	b := append(p.buf[:0], `{"index":{"_index":"`...)
	b = append(b, p.index.of(f)...)
	b = append(b, `","_type":"doc"}}`+"\n"+`{"timestamp":"`...)
	at := sharkTime(f)
	b = fmt.Appendf(b, "%d%03d", at.Unix(), at.Nanosecond()/1e6)
	b = append(b, `","layers":`...)
	p.doc.reset()
	layers := p.doc.object()
	p.layers(layers, f)
	p.buf = append(layers.append(b, -1), "}\n"...)
	_, err := p.w.Write(p.buf)
	return err
}

func (p *ekPrinter) End() error { return nil }

func (p *ekPrinter) layers(layers *object, f *analysis.Frame) {
	if len(p.fields) > 0 {
		layers.chosen(f, p.fields)
		return
	}
	p.frameLayer(layers, f, (*object).addEK)
	p.tree = f.Tree(p.tree[:0])
	layer := layers
	for i := range p.tree {
		n := &p.tree[i]
		switch n.Kind {
		case analysis.NodeProtocol:
			if strings.Contains(n.Name, ".") {
				continue // an arm's fields stand flat in its protocol's layer
			}
			if n.Repeated {
				layer = layers.addToList(n.Name)
			} else {
				layer = layers.addObject(n.Name)
			}
		case analysis.NodeText:
			layers.addString("text", n.Title)
			layer = layers
		case analysis.NodeField, analysis.NodeFlag, analysis.NodeDerived:
			if !isCooked(n.Value.Field.Name) {
				layer.addValue(p.keys.key(n.Value.Field), &n.Value)
			}
		case analysis.NodeBytes:
			layers.data(n, f, &p.keys)
		case analysis.NodeProblem:
			layers.addString(underscores(n.Name), n.Title)
		}
	}
}

// addEK adds a value of the layer "frame": the moment in the form that
// Elasticsearch takes for a date, and the two marks as booleans.
func (o *object) addEK(key string, v *analysis.Value) {
	switch v.Field.Name {
	case "frame.time":
		d := o.in
		from := len(d.text)
		d.text = v.Moment().UTC().AppendFormat(d.text, `"2006-01-02T15:04:05.000000000Z"`)
		o.add(key, jsonValue{from: from, to: len(d.text)})
	case "frame.marked", "frame.ignored":
		word := "false"
		if v.Num != 0 {
			word = "true"
		}
		o.addWord(key, word)
	default:
		o.addValue(key, v)
	}
}
