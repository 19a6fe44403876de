package jsondoc

import "github.com/cnwire/cnwire/analysis"

// Append appends the object. With an indent it is spread over lines, that many
// spaces deep; with a negative one it stays on one.
func (o *Object) Append(b []byte, indent int) []byte {
	inner := indent
	if indent >= 0 {
		inner += 2
	}
	b = append(b, '{')
	for i := range o.members {
		m := &o.members[i]
		if i > 0 {
			b = append(b, ',')
		}
		b = newline(b, inner)
		b = analysis.AppendJSONString(b, m.key)
		b = append(b, ':')
		if indent >= 0 {
			b = append(b, ' ')
		}
		if len(m.more) == 0 && !m.list {
			b = o.in.appendValue(b, &m.first, inner)
		} else {
			b = o.in.appendArray(b, m, inner)
		}
	}
	if len(o.members) > 0 {
		b = newline(b, indent)
	}
	return append(b, '}')
}

func (d *Document) appendArray(b []byte, m *member, indent int) []byte {
	inner := indent
	if indent >= 0 {
		inner += 2
	}
	b = append(b, '[')
	b = d.appendValue(newline(b, inner), &m.first, inner)
	for i := range m.more {
		b = d.appendValue(newline(append(b, ','), inner), &m.more[i], inner)
	}
	return append(newline(b, indent), ']')
}

func (d *Document) appendValue(b []byte, v *jsonValue, indent int) []byte {
	if v.object != nil {
		return v.object.Append(b, indent)
	}
	from := len(b)
	b = append(b, d.text[v.from:v.to]...)
	if v.traced > 0 {
		d.Placed = append(d.Placed, Placed{d.values[v.traced-1], from, len(b)})
	}
	return b
}

func newline(b []byte, indent int) []byte {
	if indent < 0 {
		return b
	}
	b = append(b, '\n')
	for range indent {
		b = append(b, ' ')
	}
	return b
}
