package main

import (
	"bytes"
	"fmt"
)

// property is a member of an object; they keep their order.
type property struct {
	name string
	schema
}

type properties []property

func (p properties) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, m := range p {
		if i > 0 {
			b.WriteByte(',')
		}
		value, err := encode(m.schema)
		if err != nil {
			return nil, err
		}
		fmt.Fprintf(&b, "%q:%s", m.name, value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// merge adds a member, or to the one of its name what that has not: layouts share a
// key, and so do the structs that may stand in one row.
func (p *properties) merge(m property) {
	i := p.index(m.name)
	if i < 0 {
		*p = append(*p, m)
		return
	}
	to, from := &(*p)[i].schema, &m.schema
	if to.Items != nil && from.Items != nil {
		to, from = to.Items, from.Items
	}
	for _, q := range from.Properties {
		if to.Properties.index(q.name) < 0 {
			to.Properties = append(to.Properties, q)
		} else if q.Items != nil || q.Type == "object" {
			to.Properties.merge(q)
		}
	}
}

// widen gives a member the larger of two ranges.
func (p *property) widen(by schema) {
	if len(by.Maximum) > len(p.Maximum) {
		p.Minimum, p.Maximum = by.Minimum, by.Maximum
	}
}

func (p properties) index(name string) int {
	for i := range p {
		if p[i].name == name {
			return i
		}
	}
	return -1
}
