package output

import (
	"strconv"
	"strings"

	"github.com/cnwire/cnwire/analysis"
)

// object is a JSON object in the making: keys in the order of their first
// value, and several values of one key in an array, as
// tshark --no-duplicate-keys has it.
type object struct {
	keys   []string
	values map[string][]any // string, bool, nil, []any or *object
	lists  map[string]bool  // keys whose value is an array, also of one
}

// addTo adds to an array.
func (o *object) addTo(key string, value any) {
	if o.lists == nil {
		o.lists = map[string]bool{}
	}
	o.lists[key] = true
	o.add(key, value)
}

func (o *object) add(key string, value any) {
	if o.values == nil {
		o.values = map[string][]any{}
	}
	if _, ok := o.values[key]; !ok {
		o.keys = append(o.keys, key)
	}
	o.values[key] = append(o.values[key], value)
}

// append writes the object. With an indent it is spread over lines, that many
// spaces deep; with a negative one it stays on one.
func (o *object) append(b []byte, indent int) []byte {
	inner := indent
	if indent >= 0 {
		inner += 2
	}
	b = append(b, '{')
	for i, k := range o.keys {
		if i > 0 {
			b = append(b, ',')
		}
		b = newline(b, inner)
		b = analysis.AppendJSONString(b, k)
		b = append(b, ':')
		if indent >= 0 {
			b = append(b, ' ')
		}
		if values := o.values[k]; len(values) == 1 && !o.lists[k] {
			b = appendValue(b, values[0], inner)
		} else {
			b = appendArray(b, values, inner)
		}
	}
	if len(o.keys) > 0 {
		b = newline(b, indent)
	}
	return append(b, '}')
}

func appendArray(b []byte, values []any, indent int) []byte {
	inner := indent
	if indent >= 0 {
		inner += 2
	}
	b = append(b, '[')
	for i, v := range values {
		if i > 0 {
			b = append(b, ',')
		}
		b = newline(b, inner)
		b = appendValue(b, v, inner)
	}
	b = newline(b, indent)
	return append(b, ']')
}

func appendValue(b []byte, v any, indent int) []byte {
	switch v := v.(type) {
	case *object:
		return v.append(b, indent)
	case []any:
		return appendArray(b, v, indent)
	case nil:
		return append(b, "null"...)
	case bool:
		return strconv.AppendBool(b, v)
	}
	return analysis.AppendJSONString(b, v.(string))
}

func newline(b []byte, indent int) []byte {
	if indent < 0 {
		return b
	}
	b = append(b, '\n')
	return appendSpaces(b, indent)
}

// frameKeys are the fields of the layer "frame", in tshark's order.
var frameKeys = []string{
	"frame.section_number", "frame.interface_name", "frame.encap_type", "frame.time", "frame.offset_shift", "frame.time_epoch",
	"frame.time_delta", "frame.time_delta_displayed", "frame.time_relative", "frame.number",
	"frame.len", "frame.cap_len", "frame.marked", "frame.ignored", "frame.protocols", "frame.comment",
}

// frameLayer makes the layer "frame". value turns a field's value into JSON's.
func frameLayer(f *analysis.Frame, key func(string) string, value func(*analysis.Value) any) *object {
	o := new(object)
	for _, name := range frameKeys {
		for _, v := range analysis.MustLookup(name).Values(f, nil) {
			o.add(key(name), value(&v))
		}
	}
	return o
}

// chosen makes the layers of -e: every value of every field, always in an
// array.
func chosen(f *analysis.Frame, fields []*analysis.Field, key func(string) string) *object {
	o := new(object)
	for _, fd := range fields {
		var values []any
		for _, v := range fd.Values(f, nil) {
			values = append(values, string(v.Append(nil)))
		}
		if len(values) > 0 && o.values[key(fd.Name)] == nil {
			o.add(key(fd.Name), values)
		}
	}
	return o
}

// isCooked reports whether a field of the cooked header is one that tshark does
// not show for netlink: it would stand in another protocol's name.
func isCooked(name string) bool { return strings.HasPrefix(name, "sll.") }
