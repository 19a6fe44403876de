package filter

// in makes a test of a set. As in tshark, only a field can be in one.
func (c *compiler) in(n *inNode) test {
	in := &inTest{left: c.operand(n.left, nil), all: n.quantifier == "all"}
	if _, ok := n.left.(*nameNode); !ok {
		panic(c.wrong(n.left, "only a field can be tested for membership in a set"))
	}
	for _, e := range n.set {
		r := bounds{from: c.member(in.left, e.from)}
		if e.to != nil {
			r.to = c.member(in.left, e.to)
		} else {
			c.shorten(in.left.typ(), r.from)
		}
		in.set = append(in.set, r)
	}
	return in.match
}

// member makes an operand of a set.
func (c *compiler) member(left operand, n node) operand {
	o := c.operand(n, left.typ())
	if !left.typ().fits(o.typ()) {
		panic(c.wrong(n, "a %v cannot be in a set with a %v", left.typ(), o.typ()))
	}
	return o
}

// bounds are those of a range, or a value where to is nil.
type bounds struct{ from, to operand }

type inTest struct {
	left operand
	set  []bounds
	all  bool // every value must be in the set, else any
}

// match takes from the values those that are in one part of the set after
// another.
func (t *inTest) match(r *run) bool {
	r.reset()
	left, ok := r.of(t.left)
	at := len(r.values)
	for i := 0; ok && i < len(t.set) && len(left) > 0; i++ {
		rest := t.set[i].without(r, t.left.typ(), left)
		if !t.all && len(rest) < len(left) {
			return true
		}
		left = rest
		r.drop(at)
	}
	return ok && t.all && len(left) == 0
}

// without returns the values that are not within the bounds.
func (b *bounds) without(r *run, t *typ, list []value) []value {
	lower := atLeast
	if b.to == nil {
		lower = equal
	}
	from, ok := r.of(b.from)
	upper := from
	if ok && b.to != nil {
		upper, ok = r.of(b.to)
	}
	if !ok {
		return list
	}
	many := len(list) > few
	if many {
		sorted(t, from)
		sorted(t, upper)
	}
	rest := list[:0]
	for i := range list {
		v := &list[i]
		if !r.related(t, v, from, lower, many) || b.to != nil && !r.related(t, v, upper, atMost, many) {
			rest = append(rest, *v)
		}
	}
	return rest
}
