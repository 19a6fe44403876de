package output

import (
	"strings"

	"github.com/cnwire/cnwire/analysis"
)

// document holds the JSON objects of a frame: their texts in one buffer, and all
// of it taken again for the next frame, so that a frame costs no memory.
type document struct {
	text    []byte    // of all values that are no objects, as JSON has them
	plain   []byte    // of a value, as text has it
	objects []*object // used of them are in use
	used    int
	values  []analysis.Value // of a field, on the way
}

// object is a JSON object in the making: keys in the order of their first
// value, and several values of one key in an array, as
// tshark --no-duplicate-keys has it.
type object struct {
	in      *document
	members []member
	places  map[string]int // of more than a few members: where each stands
}

// fewMembers are found faster one by one than by a map.
const (
	fewMembers  = 16
	manyMembers = 1024
)

// member is a key with its values: the first, and more.
type member struct {
	key   string
	list  bool // an array, also of one
	first jsonValue
	more  []jsonValue
}

// jsonValue is an object, or a part of the document's text.
type jsonValue struct {
	object   *object
	from, to int
}

// object returns an empty object.
func (d *document) object() *object {
	if d.used == len(d.objects) {
		d.objects = append(d.objects, &object{in: d})
	}
	o := d.objects[d.used]
	d.used++
	o.members = o.members[:0]
	if len(o.places) > manyMembers {
		o.places = nil // to clear a map costs what it once held, in each frame to come
	}
	clear(o.places)
	return o
}

// reset empties the document.
func (d *document) reset() { d.text, d.used = d.text[:0], 0 }

// member returns the member of a key, and whether it is a new one.
func (o *object) member(key string) (m *member, isNew bool) {
	if len(o.members) > fewMembers {
		if i, ok := o.places[key]; ok {
			return &o.members[i], false
		}
	} else {
		for i := range o.members {
			if o.members[i].key == key {
				return &o.members[i], false
			}
		}
	}
	n := len(o.members)
	if n == cap(o.members) {
		o.members = append(o.members, member{})
	}
	o.members = o.members[:n+1]
	m = &o.members[n]
	*m = member{key: key, more: m.more[:0]}
	switch {
	case n == fewMembers:
		if o.places == nil {
			o.places = map[string]int{}
		}
		for i := range o.members {
			o.places[o.members[i].key] = i
		}
	case n > fewMembers:
		o.places[key] = n
	}
	return m, true
}

// add adds a value under a key.
func (o *object) add(key string, v jsonValue) *member {
	m, isNew := o.member(key)
	if isNew {
		m.first = v
	} else {
		m.more = append(m.more, v)
	}
	return m
}

// addObject adds a new object, which it returns.
func (o *object) addObject(key string) *object {
	inner := o.in.object()
	o.add(key, jsonValue{object: inner})
	return inner
}

// addToList is addObject where several of the key may come: in an array, also
// the only one.
func (o *object) addToList(key string) *object {
	inner := o.in.object()
	o.add(key, jsonValue{object: inner}).list = true
	return inner
}

// addWord adds a word of JSON: null, true, false.
func (o *object) addWord(key, word string) {
	d := o.in
	from := len(d.text)
	d.text = append(d.text, word...)
	o.add(key, jsonValue{from: from, to: len(d.text)})
}

// addString adds a string.
func (o *object) addString(key, s string) *member {
	d := o.in
	from := len(d.text)
	d.text = analysis.AppendJSONString(d.text, s)
	return o.add(key, jsonValue{from: from, to: len(d.text)})
}

// addValue adds a field's value, which is a string whatever it is.
func (o *object) addValue(key string, v *analysis.Value) *member {
	d := o.in
	from := len(d.text)
	switch v.Field.Kind {
	case analysis.Text, analysis.Time: // which may hold anything, a zone's name too
		d.plain = v.Append(d.plain[:0])
		d.text = analysis.AppendJSONString(d.text, d.plain)
	default:
		d.text = append(v.Append(append(d.text, '"')), '"')
	}
	return o.add(key, jsonValue{from: from, to: len(d.text)})
}

// append writes the object. With an indent it is spread over lines, that many
// spaces deep; with a negative one it stays on one.
func (o *object) append(b []byte, indent int) []byte {
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

func (d *document) appendArray(b []byte, m *member, indent int) []byte {
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

func (d *document) appendValue(b []byte, v *jsonValue, indent int) []byte {
	if v.object != nil {
		return v.object.append(b, indent)
	}
	return append(b, d.text[v.from:v.to]...)
}

func newline(b []byte, indent int) []byte {
	if indent < 0 {
		return b
	}
	b = append(b, '\n')
	return appendSpaces(b, indent)
}

// isCooked reports whether a field of the cooked header is one that tshark does
// not show for netlink: it would stand in another protocol's name.
func isCooked(name string) bool { return strings.HasPrefix(name, "sll.") }
