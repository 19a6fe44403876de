package output

import (
	"strconv"
	"strings"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/jsondoc"
	"github.com/cnwire/cnwire/analysis/mold"
	"github.com/cnwire/cnwire/internal/digits"
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
	b = digits.AppendInt(b, at.Unix())
	b = append(b, strconv.Itoa(1e3 + at.Nanosecond()/1e6)[1:]...)
	b = append(b, `","layers":`...)
	if p.molds == nil {
		p.molds = mold.New(&p.doc, "2006-01-02T15:04:05.", "Z", true)
	}
	p.buf = append(p.molds.Append(b, f, p.long), "}\n"...)
	_, err := p.w.Write(p.buf)
	return err
}

// long appends the layers of any frame.
func (p *ekPrinter) long(b []byte, f *analysis.Frame) []byte {
	p.doc.Reset()
	layers := p.doc.Object()
	p.layers(layers, f)
	return layers.Append(b, -1)
}

func (p *ekPrinter) End() error { return nil }

func (p *ekPrinter) layers(layers *jsondoc.Object, f *analysis.Frame) {
	if len(p.fields) > 0 {
		p.chosen(layers, f)
		return
	}
	p.frameLayer(layers, f, addEK)
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
				layer = layers.AddToList(n.Name)
			} else {
				layer = layers.AddObject(n.Name)
			}
		case analysis.NodeText:
			layers.AddString("text", n.Title)
			layer = layers
		case analysis.NodeField, analysis.NodeFlag, analysis.NodeDerived:
			if !isCooked(n.Value.Field.Name) {
				addString(layer, p.keys.key(n.Value.Field), &n.Value)
			}
		case analysis.NodeBytes:
			p.data(layers, n, f)
		case analysis.NodeProblem:
			layers.AddString(underscores(n.Name), n.Title)
		}
	}
}

// addEK adds a value of the layer "frame": the moment in the form that
// Elasticsearch takes for a date, and the two marks as booleans.
func addEK(o *jsondoc.Object, key string, v *analysis.Value) {
	switch v.Field.Name {
	case "frame.time":
		o.AddJSON(key, v, func(dst []byte) []byte { return v.Moment().UTC().AppendFormat(dst, `"2006-01-02T15:04:05.000000000Z"`) })
	case "frame.marked", "frame.ignored":
		o.AddWord(key, strconv.FormatBool(v.Num != 0))
	default:
		addString(o, key, v)
	}
}
