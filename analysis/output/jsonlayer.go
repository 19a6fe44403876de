package output

import (
	"bufio"
	"strings"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/jsondoc"
	"github.com/cnwire/cnwire/analysis/mold"
)

// layered is what the printers have in common whose frames are objects of layers.
type layered struct {
	w      *bufio.Writer
	keys   keys
	fields []keyed // of -e
	frame  []keyed // of the layer "frame"
	index  indexName
	doc    jsondoc.Document
	molds  *mold.Molds
	buf    []byte
	tree   []analysis.Node
	values []analysis.Value // of a field, on the way
}

// newLayered makes one whose keys are made of names in two ways: those in layers,
// and those of -e.
func newLayered(w *bufio.Writer, fields []*analysis.Field, inLayers, alone func(string) string) layered {
	flat := newKeys(alone)
	p := layered{w: w, keys: newKeys(inLayers), fields: flat.all(fields)}
	p.frame = p.keys.all(frameFields())
	return p
}

// frameLayer adds the layer "frame".
func (p *layered) frameLayer(layers *jsondoc.Object, f *analysis.Frame, add func(*jsondoc.Object, string, *analysis.Value)) {
	p.each(layers.AddObject("frame"), f, p.frame, add)
}

// chosen adds the fields of -e: every value of every field, always in an array.
func (p *layered) chosen(o *jsondoc.Object, f *analysis.Frame) {
	p.each(o, f, p.fields, func(o *jsondoc.Object, key string, v *analysis.Value) { o.AddValue(key, v, true) })
}

func (p *layered) each(o *jsondoc.Object, f *analysis.Frame, fields []keyed, add func(*jsondoc.Object, string, *analysis.Value)) {
	for _, fd := range fields {
		p.values = fd.Values(f, p.values[:0])
		for i := range p.values {
			add(o, fd.key, &p.values[i])
		}
	}
}

// data adds how tshark shows bytes that nobody decodes.
func (p *layered) data(o *jsondoc.Object, n *analysis.Node, f *analysis.Frame) {
	inner := o.AddObject(n.Name)
	for _, v := range []analysis.Value{
		{Field: analysis.MustLookup("data.data"), Data: f.Data[n.Off : n.Off+n.Len], Off: n.Off, Len: n.Len},
		{Field: analysis.MustLookup("data.len"), Num: uint64(n.Len)},
	} {
		addString(inner, p.keys.key(v.Field), &v)
	}
}

// addString adds a value as a string.
func addString(o *jsondoc.Object, key string, v *analysis.Value) { o.AddValue(key, v, false) }

// keyed is a field with the key that a format has for it.
type keyed struct {
	*analysis.Field
	key string
}

// keys remembers the key that a format makes of each field's name.
type keys struct {
	of   func(name string) string
	made map[*analysis.Field]string
}

func newKeys(of func(string) string) keys { return keys{of, map[*analysis.Field]string{}} }

func (k *keys) key(fd *analysis.Field) string {
	key, ok := k.made[fd]
	if !ok {
		key = k.of(fd.Name)
		k.made[fd] = key
	}
	return key
}

// all are fields with their keys, each key once: what is asked for again is
// there already.
func (k *keys) all(fields []*analysis.Field) (list []keyed) {
	seen := map[string]bool{}
	for _, fd := range fields {
		if key := k.key(fd); !seen[key] {
			seen[key] = true
			list = append(list, keyed{fd, key})
		}
	}
	return list
}

// frameFields are the fields of the layer "frame", in tshark's order.
func frameFields() (list []*analysis.Field) {
	for _, name := range frameKeys {
		list = append(list, analysis.MustLookup(name))
	}
	return list
}

var frameKeys = []string{
	"frame.section_number", "frame.interface_name", "frame.encap_type", "frame.time", "frame.offset_shift", "frame.time_epoch",
	"frame.time_delta", "frame.time_delta_displayed", "frame.time_relative", "frame.number",
	"frame.len", "frame.cap_len", "frame.marked", "frame.ignored", "frame.protocols", "frame.comment",
}

// indexName is the Elasticsearch index that tshark proposes: one a day.
type indexName struct {
	sec  int64 // when it was made
	name string
}

func (i *indexName) of(f *analysis.Frame) string {
	if at := sharkTime(f); i.name == "" || at.Unix() != i.sec {
		i.sec, i.name = at.Unix(), "packets-"+at.Local().Format("2006-01-02")
	}
	return i.name
}

// sharkTime is the frame's time, or 1970, which tshark takes for none.
func sharkTime(f *analysis.Frame) time.Time {
	if !f.HasTime() {
		return time.Unix(0, 0)
	}
	return f.Time
}

func asIs(name string) string { return name }

func underscores(name string) string { return strings.ReplaceAll(name, ".", "_") }

// ekKey returns a field's key: its protocol and its name, frame_frame_number.
func ekKey(name string) string {
	protocol, _, _ := strings.Cut(name, ".")
	return protocol + "_" + underscores(name)
}

// isCooked reports whether a field of the cooked header is one that tshark does
// not show for netlink: it would stand in another protocol's name.
func isCooked(name string) bool { return strings.HasPrefix(name, "sll.") }
