package filter

import "github.com/cnwire/cnwire/analysis"

// functionNames are all functions, in the order of the manual.
var functionNames = []string{"upper", "lower", "len", "count", "string", "max", "min", "abs"}

// call makes an operand of a function.
func (c *compiler) call(n *callNode) (operand, *Error) {
	extreme := n.name == "max" || n.name == "min"
	switch {
	case extreme && len(n.args) == 0:
		return nil, c.fail(n, "%s takes at least one argument", n.name)
	case !extreme && len(n.args) != 1:
		return nil, c.fail(n, "%s takes one argument", n.name)
	}
	switch n.name {
	case "upper", "lower":
		return c.cases(n)
	case "len":
		return c.lengths(n)
	case "count":
		return c.counts(n)
	case "string":
		return c.strings(n)
	case "abs":
		return c.absolutes(n)
	}
	return c.extremes(n)
}

// mapped is an operand of each value of another one.
type mapped struct {
	of    operand
	t     typ
	each  func(m *mapped, v *value) (value, bool)
	list  []value
	arena []byte
}

func (m *mapped) typ() *typ { return &m.t }

func (m *mapped) values(f *analysis.Frame) ([]value, bool) {
	of, ok := m.of.values(f)
	m.list, m.arena = m.list[:0], m.arena[:0]
	for i := range of {
		if v, ok := m.each(m, &of[i]); ok {
			m.list = append(m.list, v)
		}
	}
	return m.list, ok
}

// field returns the only argument, which must be a field or a protocol.
func (c *compiler) field(n *callNode) (operand, *Error) {
	if literal, ok := n.args[0].(*literalNode); ok && literal.token.kind == word {
		return nil, c.noOperand(literal)
	}
	if _, ok := n.args[0].(*nameNode); !ok {
		return nil, c.fail(n.args[0], "%s takes a field", n.name)
	}
	return c.operand(n.args[0], nil)
}

// cases is upper and lower, of the letters of ASCII.
func (c *compiler) cases(n *callNode) (operand, *Error) {
	of, err := c.field(n)
	if err != nil {
		return nil, err
	}
	if of.typ().class != characters {
		return nil, c.fail(n.args[0], "%s takes a field of text", n.name)
	}
	from := byte('a')
	if n.name == "lower" {
		from = 'A'
	}
	return &mapped{of: of, t: typ{class: characters}, each: func(m *mapped, v *value) (value, bool) {
		n := len(m.arena)
		for _, b := range v.bytes {
			if from <= b && b <= from+25 {
				b ^= 0x20
			}
			m.arena = append(m.arena, b)
		}
		return value{bytes: m.arena[n:]}, true
	}}, nil
}

// lengths is len: bytes of text or bytes, and of a number of any value.
func (c *compiler) lengths(n *callNode) (operand, *Error) {
	of, err := c.field(n)
	if err != nil {
		return nil, err
	}
	t := of.typ()
	return &mapped{of: of, t: typ{bits: 32}, each: func(_ *mapped, v *value) (value, bool) {
		if t.isBytes() || t.class == characters {
			return value{num: uint64(len(v.bytes))}, true
		}
		return value{num: uint64(t.size())}, true
	}}, nil
}

// counts is count: how often a field is in a frame that has it.
func (c *compiler) counts(n *callNode) (operand, *Error) {
	of, err := c.field(n)
	return &reduced{of: []operand{of}, t: typ{bits: 32}, all: func(list []value) value {
		return value{num: uint64(len(list))}
	}}, err
}

// extremes is max and min, of all values of all arguments that are there.
func (c *compiler) extremes(n *callNode) (operand, *Error) {
	r := new(reduced)
	var want *typ
	for _, arg := range n.args {
		o, err := c.operand(arg, want)
		if err != nil {
			return nil, err
		}
		if want == nil {
			want = o.typ()
			r.t = *want
		}
		if !want.fits(o.typ()) {
			return nil, c.fail(arg, "the arguments of %s are a %v and a %v", n.name, want, o.typ())
		}
		r.of = append(r.of, o)
	}
	sign := 1
	if n.name == "min" {
		sign = -1
	}
	r.all = func(list []value) value {
		best := list[0]
		for i := range list {
			if d, ok := order(&r.t, &list[i], &best); ok && d*sign > 0 {
				best = list[i]
			}
		}
		return best
	}
	return r, nil
}

// reduced is an operand of one value, made of all values of some operands.
type reduced struct {
	of   []operand
	t    typ
	all  func(list []value) value
	list []value
	one  [1]value
}

func (r *reduced) typ() *typ { return &r.t }

func (r *reduced) values(f *analysis.Frame) ([]value, bool) {
	r.list = r.list[:0]
	for _, of := range r.of {
		list, _ := of.values(f)
		r.list = append(r.list, list...)
	}
	if len(r.list) == 0 {
		return nil, false
	}
	r.one[0] = r.all(r.list)
	return r.one[:], true
}
