package rows

import (
	"bufio"
	"bytes"
	"strings"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/fit"
	"github.com/cnwire/cnwire/internal/digits"
)

// jsonForm writes an object for each row: in an array, a line each, or a line
// each behind one that names an index, as Elasticsearch's bulk interface takes
// them.
type jsonForm struct {
	w      *bufio.Writer
	format string
	name   string
	object object
	count  int

	several func() bool
}

func (j *jsonForm) head(s *Schema, _ []int) error {
	j.name, j.object = s.Name, newObject(s)
	return nil
}

func (j *jsonForm) print(p *printed, r Row) {
	b := p.text[:0]
	o := j.object
	o.single = !j.several()
	switch j.format {
	case "json":
		p.text = o.append(b, r, 2)
		return
	case "ek":
		b = append(append(append(b, `{"index":{"_index":"`...), j.name...), "\"}}\n"...)
	}
	p.text = append(o.append(b, r, -1), '\n')
}

func (j *jsonForm) write(p *printed) error {
	if j.format == "json" {
		before := ",\n  "
		if j.count == 0 {
			before = "[\n  "
		}
		j.w.WriteString(before)
	}
	j.count++
	_, err := j.w.Write(p.text) // a bufio.Writer keeps its first error
	return err
}

func (j *jsonForm) end() error {
	if j.format != "json" {
		return nil
	}
	end := "\n]\n"
	if j.count == 0 {
		end = "[]\n"
	}
	_, err := j.w.WriteString(end)
	return err
}

// object writes rows as objects.
type object struct {
	columns []Column
	members []member
	single  bool // host: columns that tell hosts apart have no key
}

// member is a key of an object and its value: a cell, or an object of the keys
// a.b and a.c that follow each other, which is null where none of them has a
// value.
type member struct {
	lead  string // what stands before the value, on one line and behind another
	place int
	inner *object
}

func newObject(s *Schema) object {
	o := object{columns: s.Columns}
	last := ""
	for _, at := range s.objects() {
		outer, key, nested := strings.Cut(s.Columns[at].key(), ".")
		if !nested {
			o.members = append(o.members, newMember(outer, at))
			last = ""
			continue
		}
		if outer != last {
			o.members = append(o.members, newMember(outer, at))
			o.members[len(o.members)-1].inner = &object{columns: s.Columns}
			last = outer
		}
		inner := o.members[len(o.members)-1].inner
		inner.members = append(inner.members, newMember(key, at))
	}
	return o
}

func newMember(key string, at int) member { return member{lead: `,"` + key + `":`, place: at} }

// AppendJSON appends a row as an object on one line.
func (s *Schema) AppendJSON(dst []byte, r Row) []byte {
	o := newObject(s)
	return o.append(dst, r, -1)
}

// append writes the object. With an indent it is spread over lines, that many
// spaces deep; with a negative one it stays on one.
func (o *object) append(b []byte, r Row, indent int) []byte {
	in := deeper(indent)
	b = append(b, '{')
	start := len(b)
	for i := range o.members {
		m := &o.members[i]
		c := &r[m.place]
		if c.Kind == Absent && m.inner == nil || o.single && o.columns[m.place].Hosts {
			continue
		}
		switch {
		case indent >= 0:
			if len(b) > start {
				b = append(b, ',')
			}
			b = append(append(newline(b, in), m.lead[1:]...), ' ')
		case len(b) > start:
			b = append(b, m.lead...)
		default:
			b = append(b, m.lead[1:]...)
		}
		switch {
		case m.inner != nil && m.inner.any(r):
			b = m.inner.append(b, r, in)
		case m.inner != nil || c.Kind == Missing:
			b = append(b, "null"...)
		default:
			b = c.appendJSON(b, &o.columns[m.place], in)
		}
	}
	if len(b) > start {
		b = newline(b, indent)
	}
	return append(b, '}')
}

// any reports whether one of the members has a value.
func (o *object) any(r Row) bool {
	for i := range o.members {
		if r[o.members[i].place].Is() {
			return true
		}
	}
	return false
}

func deeper(indent int) int {
	if indent < 0 {
		return indent
	}
	return indent + 2
}

func newline(b []byte, indent int) []byte {
	if indent < 0 {
		return b
	}
	return fit.Spaces(append(b, '\n'), indent)
}

// appendJSON appends the cell, which has a value, as one of JSON.
func (c *Cell) appendJSON(b []byte, as *Column, indent int) []byte {
	switch c.Kind {
	case Unsigned:
		return digits.AppendUint(b, c.Num)
	case Text:
		return analysis.AppendJSONString(b, c.Data)
	case Bytes, Time:
		return append(c.append(append(b, '"'), as, false), '"')
	case Texts:
		if len(c.Data) == 0 {
			return append(b, "[]"...)
		}
		b = append(b, '[')
		for rest := c.Data; len(rest) > 0; {
			n := bytes.IndexByte(rest, 0)
			if len(rest) < len(c.Data) {
				b = append(b, ',')
			}
			if b = newline(b, deeper(indent)); as.Type == Numbers {
				b = append(b, rest[:n]...)
			} else {
				b = analysis.AppendJSONString(b, rest[:n])
			}
			rest = rest[n+1:]
		}
		return append(newline(b, indent), ']')
	}
	return c.append(b, as, false)
}
