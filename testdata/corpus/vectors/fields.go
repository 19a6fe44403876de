package vectors

import (
	"bytes"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
)

// Field is a named value.
type Field struct {
	Name  string // path of C names: "nlmsg[0].cn_msg[0].proc_event.exit.exit_code"
	Value string // as JSON has it: 768, "00ff", true
}

// Fields are values in the order of their bytes; in JSON, an object. What is
// read from JSON may be nested: an object in an object adds its key behind a
// dot, an array its index in brackets. null is no value.
type Fields []Field

// Number returns a field with a number.
func Number[T int | int64 | uint64](name string, v T) Field {
	return Field{name, fmt.Sprint(v)}
}

// Hex returns a field with bytes.
func Hex(name string, b []byte) Field { return Text(name, hex.EncodeToString(b)) }

// Text returns a field with a text.
func Text(name, s string) Field {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // a direction has a < or >
	e.Encode(s)            // a string has no error
	return Field{name, strings.TrimSuffix(b.String(), "\n")}
}

// Bool returns a field with a truth.
func Bool(name string, v bool) Field { return Field{name, strconv.FormatBool(v)} }

// MarshalJSON keeps the order.
func (f Fields) MarshalJSON() ([]byte, error) {
	b := []byte{'{'}
	for i, x := range f {
		if i > 0 {
			b = append(b, ',')
		}
		name, err := json.Marshal(x.Name)
		if err != nil {
			return nil, err
		}
		b = append(append(append(b, name...), ':'), x.Value...)
	}
	return append(b, '}'), nil
}

// UnmarshalJSON reads an object, nested or flat.
func (f *Fields) UnmarshalJSON(b []byte) error {
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	t, err := d.Token()
	if err != nil {
		return err
	}
	*f = Fields{}
	switch t {
	case nil:
		*f = nil
		return nil
	case json.Delim('{'):
		return f.object(d, "")
	}
	return fmt.Errorf("fields are an object, not %.20s", b)
}

// object reads up to the closing brace. encoding/json has checked the syntax
// and the depth of what UnmarshalJSON gets.
func (f *Fields) object(d *json.Decoder, prefix string) error {
	for d.More() {
		key, err := d.Token()
		if err != nil {
			return err
		}
		if err := f.value(d, prefix+key.(string)); err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}

func (f *Fields) array(d *json.Decoder, name string) error {
	for i := 0; d.More(); i++ {
		if err := f.value(d, fmt.Sprintf("%s[%d]", name, i)); err != nil {
			return err
		}
	}
	_, err := d.Token()
	return err
}

func (f *Fields) value(d *json.Decoder, name string) error {
	t, err := d.Token()
	if err != nil {
		return err
	}
	switch v := t.(type) {
	case json.Delim:
		if v == '{' {
			return f.object(d, name+".")
		}
		return f.array(d, name)
	case json.Number:
		*f = append(*f, Field{name, v.String()})
	case string:
		*f = append(*f, Text(name, v))
	case bool:
		*f = append(*f, Bool(name, v))
	}
	return nil
}

// get returns the value of a name. An empty text counts as none.
func (f Fields) get(name string) (value string, times int) {
	for _, x := range f {
		if x.Name == name && x.Value != `""` {
			value = x.Value
			times++
		}
	}
	return value, times
}

// same compares a wanted value with one that was given, which may be a number in
// quotation marks, as some languages need them, or hexadecimal in capitals.
func same(want, got string) bool {
	if want == got {
		return true
	}
	if strings.HasPrefix(want, `"`) {
		return strings.EqualFold(want, got) && strings.Trim(want, `"0123456789abcdef`) == ""
	}
	return `"`+want+`"` == got
}
