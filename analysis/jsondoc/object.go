package jsondoc

import (
	"github.com/cnwire/cnwire/analysis"
)

// Document holds JSON objects: their texts in one buffer, and all of it taken
// again for the next ones. The zero Document is ready.
type Document struct {
	text    []byte    // of all values that are no objects, as JSON has them
	plain   []byte    // of a value, as text has it
	objects []*Object // used of them are in use
	used    int

	// Trace says that Append notes in Placed where the values of fields stand.
	Trace  bool
	Placed []Placed
	values []analysis.Value
}

// Placed is a value and where it stands in what Append returned, with its quotes.
type Placed struct {
	Value    analysis.Value
	From, To int
}

// Object is a JSON object in the making: keys in the order of their first
// value, and several values of one key in an array, as
// tshark --no-duplicate-keys has it.
type Object struct {
	in      *Document
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
	object   *Object
	from, to int
	traced   int // its place among the values that are traced, from 1
}

// Object returns an empty object.
func (d *Document) Object() *Object {
	if d.used == len(d.objects) {
		d.objects = append(d.objects, &Object{in: d})
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

// Reset empties the document: its objects are not valid any more.
func (d *Document) Reset() {
	d.text, d.used, d.Placed, d.values = d.text[:0], 0, d.Placed[:0], d.values[:0]
}

// member returns the member of a key, and whether it is a new one.
func (o *Object) member(key string) (m *member, isNew bool) {
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
func (o *Object) add(key string, v jsonValue) *member {
	m, isNew := o.member(key)
	if isNew {
		m.first = v
	} else {
		m.more = append(m.more, v)
	}
	return m
}

// AddObject adds a new object, which it returns.
func (o *Object) AddObject(key string) *Object {
	inner := o.in.Object()
	o.add(key, jsonValue{object: inner})
	return inner
}

// AddToList is AddObject where several of the key may come: in an array, also
// the only one.
func (o *Object) AddToList(key string) *Object {
	inner := o.in.Object()
	o.add(key, jsonValue{object: inner}).list = true
	return inner
}

// AddJSON adds what append appends: a value as JSON has it, that of a field or nil.
func (o *Object) AddJSON(key string, v *analysis.Value, append func(dst []byte) []byte) {
	d := o.in
	from := len(d.text)
	d.text = append(d.text)
	o.add(key, d.value(v, from))
}

// value is the text from a byte on, which is a field's value or nobody's.
func (d *Document) value(v *analysis.Value, from int) jsonValue {
	text := jsonValue{from: from, to: len(d.text)}
	if d.Trace && v != nil {
		d.values = append(d.values, *v)
		text.traced = len(d.values)
	}
	return text
}

// AddWord adds a word of JSON: null, true, false.
func (o *Object) AddWord(key, word string) {
	o.AddJSON(key, nil, func(dst []byte) []byte { return append(dst, word...) })
}

// AddString adds a string.
func (o *Object) AddString(key, s string) {
	o.AddJSON(key, nil, func(dst []byte) []byte { return analysis.AppendJSONString(dst, s) })
}

// AddValue adds a field's value, which is a string whatever it is; in a list, also
// the only one is in an array.
func (o *Object) AddValue(key string, v *analysis.Value, list bool) {
	d := o.in
	from := len(d.text)
	d.text = AppendValue(d.text, v, &d.plain)
	m := o.add(key, d.value(v, from))
	m.list = m.list || list
}

// AppendValue appends a field's value as a string of JSON. room is taken for its text.
func AppendValue(dst []byte, v *analysis.Value, room *[]byte) []byte {
	switch v.Field.Kind {
	case analysis.Text, analysis.Time: // which may hold anything, a zone's name too
		*room = v.Append((*room)[:0])
		return analysis.AppendJSONString(dst, *room)
	}
	return append(v.Append(append(dst, '"')), '"')
}
