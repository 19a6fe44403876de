package spec

import "strings"

// Condition is what must hold of a place for a payload to be there.
type Condition struct {
	Field   string // of the payload's struct; "len": that of its cn_msg
	Outer   bool   // Field is one of In, the struct that it stands in
	AtLeast bool   // the field may be larger
	All     bool   // len is what the struct and all that it counts need, no byte more
	Value   uint64
}

// holds reports whether the condition holds of a number.
func (c *Condition) holds(v uint64) bool { return v == c.Value || v > c.Value && c.AtLeast }

// condition reads len=4, len>=16, len=all or what=0; of what stands in another
// struct in.type=4, a number of that one, which decides for all that stands there.
func (t *Table) condition(r row, p *Payload, s string) (Condition, error) {
	field, value, ok := strings.Cut(s, "=")
	c := Condition{All: s == "len=all"}
	c.Field, c.AtLeast = strings.CutSuffix(field, ">")
	if c.Field, c.Outer = strings.CutPrefix(c.Field, "in."); c.Outer || p.In != "" {
		if in, found := t.Struct(p.In); !ok || !c.Outer || !found || !in.hasNumber(c.Field) {
			return c, r.errorf("condition %q: no number of the struct that %s stands in", s, p.Struct.Name)
		}
	} else if !ok || c.Field != "len" && !p.Struct.hasNumber(c.Field) {
		return c, r.errorf("condition %q: neither len nor a number of %s", s, p.Struct.Name)
	}
	if c.All {
		return c, nil
	}
	var err error
	one := row{r.file, r.line, []string{"when"}, []string{value}}
	c.Value, err = one.number("when", 64)
	return c, err
}
