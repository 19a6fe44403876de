package pdml

import (
	"bufio"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/parallel"
)

// Printer writes a packet for each frame. It keeps nothing of a frame but room.
type Printer struct {
	w       *bufio.Writer
	fields  []*analysis.Field // to write alone; none: all there is
	labels  map[*analysis.Field]*label
	frame   []*analysis.Field // of the protocol frame
	named   *analysis.Field   // frame.interface_name
	data    [2]*analysis.Field
	buf     []byte
	text    []byte
	tree    []analysis.Node
	union   *analysis.Field // of an event that nobody knows
	inUnion bool            // whether the protocol at hand has one
	values  []analysis.Value
	parallel.State
}

// New returns a Printer for w. With fields it writes these alone, below geninfo, as
// tshark -T pdml -e does.
func New(w *bufio.Writer, fields []*analysis.Field) *Printer {
	p := &Printer{w: w, fields: fields, labels: labels()}
	for _, name := range frameNames {
		p.frame = append(p.frame, analysis.MustLookup(name))
	}
	p.named = analysis.MustLookup("frame.interface_name")
	p.union = analysis.MustLookup("cn_proc.event_data")
	p.data = [2]*analysis.Field{analysis.MustLookup("data.data"), analysis.MustLookup("data.len")}
	for _, fd := range fields {
		if p.labels[fd] == nil {
			p.labels[fd] = newLabel(fd, "") // a column
		}
	}
	return p
}

// start begins the document. It has no time of its making, as tshark's has, so that
// the same capture gives the same text.
const start = `<?xml version="1.0" encoding="utf-8"?>
<?xml-stylesheet type="text/xsl" href="pdml2html.xsl"?>
<pdml version="0" creator="cnwire">
`

// Frame writes one frame. Its errors are those of the io.Writer.
func (p *Printer) Frame(f *analysis.Frame) error {
	b := p.buf[:0]
	if !p.Begun {
		p.Begun = true
		b = append(b, start...)
	}
	b = append(b, "<packet>\n"...)
	b = p.appendGeneral(b, f)
	if len(p.fields) > 0 {
		b = p.appendChosen(b, f)
	} else {
		b = p.appendFrame(b, f)
		p.tree = f.Tree(p.tree[:0])
		b = p.appendDatagram(b, f)
		b = p.appendMessages(b, f)
		b = p.appendProblems(b)
	}
	p.buf = append(b, "</packet>\n\n\n"...)
	_, err := p.w.Write(p.buf)
	return err
}

// End closes the document.
func (p *Printer) End() error {
	if !p.Begun {
		p.w.WriteString(start)
	}
	_, err := p.w.WriteString("</pdml>\n")
	return err
}

// appendChosen appends the fields that were asked for: their values alone.
func (p *Printer) appendChosen(b []byte, f *analysis.Frame) []byte {
	for _, fd := range p.fields {
		p.values = fd.Values(f, p.values[:0])
		for i := range p.values {
			p.text = p.values[i].Append(p.text[:0])
			b = appendAttribute(append(b, "  <field"...), "name", []byte(fd.Name))
			b = appendAttribute(b, "value", p.text)
			b = append(b, "/>\n"...)
		}
	}
	return b
}

// appendProblems appends what is wrong with the frame, as protocols of tshark's names.
func (p *Printer) appendProblems(b []byte) []byte {
	for i := range p.tree {
		if n := &p.tree[i]; n.Kind == analysis.NodeProblem {
			b = appendAttribute(append(b, "  <proto"...), "name", []byte(n.Name))
			b = appendAttribute(b, "showname", []byte("["+n.Title+"]"))
			b = append(b, " size=\"0\" pos=\"0\"/>\n"...)
		}
	}
	return b
}
