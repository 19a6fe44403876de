package filter

// slice makes an operand of a part of another's bytes: the ranges joined, up to
// the first that is not there whole. Of a field that is too short it is a value
// without bytes, as in tshark.
func (c *compiler) slice(n *sliceNode) operand {
	of := c.operand(n.of, nil)
	if t := of.typ(); !t.isBytes() && t.class != characters {
		panic(c.wrong(n, "%s is a %v and cannot be sliced into bytes", c.source(n.of), t))
	}
	return &mapped{of: of, t: typ{class: octets, sliced: true}, each: func(r *run, v value) (value, bool) {
		at := len(r.arena)
		for i := range n.spans {
			from, to, ok := n.spans[i].cut(len(v.bytes))
			switch {
			case ok && len(n.spans) == 1:
				return value{bytes: v.bytes[from:to]}, true
			case !ok:
				return value{bytes: r.arena[at:]}, true
			}
			r.arena = append(r.arena, v.bytes[from:to]...)
		}
		return value{bytes: r.arena[at:]}, true
	}}
}

// sign makes an operand with a minus before it.
func (c *compiler) sign(n *signNode, want *typ) operand {
	if literal, ok := n.of.(*literalNode); ok {
		return c.literal(literal, want, true)
	}
	of := c.operand(n.of, nil)
	t := of.typ()
	if !t.isNumber() && t.class != duration {
		panic(c.wrong(n, "a minus has no meaning before a %v", t))
	}
	return &mapped{of: of, t: *t, each: func(_ *run, v value) (value, bool) {
		if t.class == duration {
			return timeOf(-int64(v.num), -int64(v.nsec)), true
		}
		fits := v.signed && v.num != 1<<63 || !v.signed && v.num <= most(t.width()-1)
		return value{num: -v.num, signed: true}, fits
	}}
}
