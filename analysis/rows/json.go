package rows

import (
	"bufio"
	"bytes"
	"strings"

	"github.com/cnwire/cnwire/analysis"
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
	buf    []byte
}

func (j *jsonForm) head(s *Schema, _ []int) error {
	j.name, j.object = s.Name, newObject(s)
	return nil
}

func (j *jsonForm) row(r Row) error {
	b := j.buf[:0]
	switch {
	case j.format == "ek":
		b = append(append(append(b, `{"index":{"_index":"`...), j.name...), "\"}}\n"...)
	case j.format == "json" && j.count == 0:
		b = append(b, "[\n  "...)
	case j.format == "json":
		b = append(b, ",\n  "...)
	}
	j.count++
	if j.format == "json" {
		b = j.object.append(b, r, 2)
	} else {
		b = append(j.object.append(b, r, -1), '\n')
	}
	j.buf = b
	_, err := j.w.Write(b)
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

// object writes rows as objects. Keys a.b and a.c that follow each other are b
// and c in an object a, which is null where none of them has a value.
type object struct {
	columns []Column
	places  []int
	members []member // one for each of places
}

// member is a key of an object, or the first of one within it.
type member struct {
	outer string // the key that it stands in, or nothing
	key   string
	lead  string // what stands before its value on a line, but for the first
	span  int    // how many members stand in outer, from here on
}

func newObject(s *Schema) object {
	o := object{columns: s.Columns, places: s.objects()}
	first := -1
	for i, at := range o.places {
		outer, key, nested := strings.Cut(s.Columns[at].key(), ".")
		if !nested {
			outer, key = "", outer
		}
		o.members = append(o.members, member{outer, key, `,"` + key + `":`, 1})
		if nested && i > 0 && o.members[i-1].outer == outer {
			o.members[first].span++
		} else {
			first = i
		}
	}
	return o
}

// AppendJSON appends a row as an object on one line.
func (s *Schema) AppendJSON(dst []byte, r Row) []byte {
	o := newObject(s)
	return o.append(dst, r, -1)
}

// append writes the object. With an indent it is spread over lines, that many
// spaces deep; with a negative one it stays on one.
func (o *object) append(b []byte, r Row, indent int) []byte {
	in := deeper(indent)
	start := len(b)
	for i := 0; i < len(o.places); {
		m := &o.members[i]
		if m.outer == "" {
			b = o.member(b, r, i, start, in)
			i++
			continue
		}
		b = openMember(b, m.outer, start, in)
		inner := len(b)
		any := false
		for k := range m.span {
			any = any || r[o.places[i+k]].Is()
		}
		if !any {
			b = append(b, "null"...)
		} else {
			for k := range m.span {
				b = o.member(b, r, i+k, inner, deeper(in))
			}
			b = append(newline(b, in), '}')
		}
		i += m.span
	}
	if len(b) == start {
		return append(b, "{}"...)
	}
	return append(newline(b, indent), '}')
}

// member appends a key and its value to an object that starts at a place.
func (o *object) member(b []byte, r Row, i, start, indent int) []byte {
	c := &r[o.places[i]]
	if c.Kind == Absent {
		return b
	}
	if indent < 0 && len(b) > start {
		b = append(b, o.members[i].lead...)
	} else {
		b = openMember(b, o.members[i].key, start, indent)
	}
	return c.appendJSON(b, &o.columns[o.places[i]], indent)
}

// openMember appends what stands before a value.
func openMember(b []byte, key string, start, indent int) []byte {
	if len(b) == start {
		b = append(b, '{')
	} else {
		b = append(b, ',')
	}
	b = append(newline(b, indent), '"')
	b = append(append(b, key...), `":`...)
	if indent >= 0 {
		b = append(b, ' ')
	}
	return b
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
	return appendSpaces(append(b, '\n'), indent)
}

// appendJSON appends the cell as a JSON value.
func (c *Cell) appendJSON(b []byte, as *Column, indent int) []byte {
	switch c.Kind {
	case Missing, Absent:
		return append(b, "null"...)
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
			b = analysis.AppendJSONString(newline(b, deeper(indent)), rest[:n])
			rest = rest[n+1:]
		}
		return append(newline(b, indent), ']')
	}
	return c.append(b, as, false)
}
