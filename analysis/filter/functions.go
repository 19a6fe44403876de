package filter

import "strconv"

// functionNames are all functions, in the order of the manual.
var functionNames = []string{"upper", "lower", "len", "count", "string", "max", "min", "abs"}

// call makes an operand of a function.
func (c *compiler) call(n *callNode) operand {
	extreme := n.name == "max" || n.name == "min"
	switch {
	case extreme && len(n.args) == 0:
		panic(c.wrong(n, "%s takes at least one argument", n.name))
	case !extreme && len(n.args) != 1:
		panic(c.wrong(n, "%s takes one argument", n.name))
	case extreme:
		return c.extremes(n)
	case n.name == "abs":
		return c.absolutes(n)
	}
	of := c.field(n)
	t := of.typ()
	switch n.name {
	case "upper", "lower":
		return c.cases(n, of)
	case "len": // bytes of text or bytes, and of a number of any value
		return &mapped{of: of, t: typ{bits: 32}, each: func(_ *run, v value) (value, bool) {
			if t.isBytes() || t.class == characters {
				return value{num: uint64(len(v.bytes))}, true
			}
			return value{num: uint64(t.size())}, true
		}}
	case "count": // how often a field is in a frame that has it
		return &reduced{of: []operand{of}, t: typ{bits: 32}, all: func(list []value) value {
			return value{num: uint64(len(list))}
		}}
	}
	if !t.isNumber() {
		panic(c.wrong(n.args[0], "string takes a field of numbers, not of a %v", t))
	}
	return &mapped{of: of, t: typ{class: characters}, each: func(r *run, v value) (value, bool) {
		at := len(r.arena)
		if v.signed {
			r.arena = strconv.AppendInt(r.arena, int64(v.num), 10)
		} else {
			r.arena = strconv.AppendUint(r.arena, v.num, 10)
		}
		return value{bytes: r.arena[at:]}, true
	}}
}

// field returns the only argument, which must be a field or a protocol.
func (c *compiler) field(n *callNode) operand {
	if literal, ok := n.args[0].(*literalNode); ok && literal.token.kind == word {
		panic(c.noOperand(literal))
	}
	if _, ok := n.args[0].(*nameNode); !ok {
		panic(c.wrong(n.args[0], "%s takes a field", n.name))
	}
	return c.operand(n.args[0], nil)
}

// cases is upper and lower, of the letters of ASCII.
func (c *compiler) cases(n *callNode, of operand) operand {
	t := of.typ()
	if t.class != characters {
		panic(c.wrong(n.args[0], "%s takes a field of text", n.name))
	}
	from := byte('a')
	if n.name == "lower" {
		from = 'A'
	}
	return &mapped{of: of, t: typ{class: characters, bits: t.bits, name: t.name}, each: func(r *run, v value) (value, bool) {
		at := len(r.arena)
		for _, b := range v.bytes {
			if from <= b && b <= from+25 {
				b ^= 0x20
			}
			r.arena = append(r.arena, b)
		}
		return value{bytes: r.arena[at:]}, true
	}}
}

// absolutes is abs, of numbers and time offsets.
func (c *compiler) absolutes(n *callNode) operand {
	of := c.operand(n.args[0], nil)
	t := of.typ()
	if !t.isNumber() && t.class != duration {
		panic(c.wrong(n.args[0], "abs takes a number or a time offset, not a %v", t))
	}
	return &mapped{of: of, t: *t, each: func(_ *run, v value) (value, bool) {
		switch {
		case !v.negative():
			return v, true
		case t.class == duration:
			return timeOf(-int64(v.num), -int64(v.nsec)), true
		}
		return value{num: -v.num, signed: true}, v.num != 1<<63
	}}
}

// extremes is max and min, of all values of all arguments that are there.
func (c *compiler) extremes(n *callNode) operand {
	d := new(reduced)
	var want *typ
	for _, arg := range n.args {
		o := c.operand(arg, want)
		if want == nil {
			want = o.typ()
			d.t = *want
		}
		if !want.fits(o.typ()) {
			panic(c.wrong(arg, "the arguments of %s are a %v and a %v", n.name, want, o.typ()))
		}
		d.of = append(d.of, o)
	}
	sign := 1
	if n.name == "min" {
		sign = -1
	}
	d.all = func(list []value) value {
		best := list[0]
		for i := range list {
			if s, ok := order(&d.t, &list[i], &best); ok && s*sign > 0 {
				best = list[i]
			}
		}
		return best
	}
	return d
}
