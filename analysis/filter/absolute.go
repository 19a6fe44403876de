package filter

import "strconv"

// strings is string: a number as text.
func (c *compiler) strings(n *callNode) (operand, *Error) {
	of, err := c.field(n)
	if err != nil {
		return nil, err
	}
	if !of.typ().isNumber() {
		return nil, c.fail(n.args[0], "string takes a field of numbers, not of a %v", of.typ())
	}
	return &mapped{of: of, t: typ{class: characters}, each: func(m *mapped, v *value) (value, bool) {
		n := len(m.arena)
		if v.signed {
			m.arena = strconv.AppendInt(m.arena, int64(v.num), 10)
		} else {
			m.arena = strconv.AppendUint(m.arena, v.num, 10)
		}
		return value{bytes: m.arena[n:]}, true
	}}, nil
}

// absolutes is abs, of numbers and time offsets.
func (c *compiler) absolutes(n *callNode) (operand, *Error) {
	of, err := c.operand(n.args[0], nil)
	if err != nil {
		return nil, err
	}
	t := of.typ()
	if !t.isNumber() && t.class != duration {
		return nil, c.fail(n.args[0], "abs takes a number or a time offset, not a %v", t)
	}
	return &mapped{of: of, t: *t, each: func(_ *mapped, v *value) (value, bool) {
		switch {
		case !v.signed || int64(v.num) >= 0:
			return *v, true
		case t.class == duration:
			return timeOf(-int64(v.num), -int64(v.nsec)), true
		}
		return value{num: -v.num, signed: true}, v.num != 1<<63
	}}, nil
}
