package filter

import "github.com/cnwire/cnwire/analysis"

// in makes a test of a set. As in tshark, only a field can be in one.
func (c *compiler) in(n *inNode) (test, *Error) {
	left, err := c.operand(n.left, nil)
	if err != nil {
		return nil, err
	}
	if _, ok := n.left.(*nameNode); !ok {
		return nil, c.fail(n.left, "only a field can be tested for membership in a set")
	}
	in := &inTest{left: left, all: n.quantifier == "all"}
	for _, e := range n.set {
		var r bounds
		if r.from, err = c.member(left, e.from); err != nil {
			return nil, err
		}
		if e.to != nil {
			if r.to, err = c.member(left, e.to); err != nil {
				return nil, err
			}
		}
		in.set = append(in.set, r)
	}
	return in, nil
}

// member makes an operand of a set.
func (c *compiler) member(left operand, n node) (operand, *Error) {
	o, err := c.operand(n, left.typ())
	if err == nil && !left.typ().fits(o.typ()) {
		err = c.fail(n, "a %v cannot be in a set with a %v", left.typ(), o.typ())
	}
	return o, err
}

// bounds are those of a range, or a value where to is nil.
type bounds struct{ from, to operand }

type inTest struct {
	left operand
	set  []bounds
	all  bool // every value must be in the set, else any
}

func (t *inTest) match(f *analysis.Frame) bool {
	left, ok := t.left.values(f)
	if !ok {
		return false
	}
	for i := range left {
		if t.has(f, &left[i]) != t.all {
			return !t.all
		}
	}
	return t.all
}

// has reports whether the set has a value.
func (t *inTest) has(f *analysis.Frame, v *value) bool {
	for i := range t.set {
		if t.set[i].has(f, t.left.typ(), v) {
			return true
		}
	}
	return false
}

func (b *bounds) has(f *analysis.Frame, t *typ, v *value) bool {
	from, ok := b.from.values(f)
	if !ok {
		return false
	}
	if b.to == nil {
		return anyOf(t, v, from, equal)
	}
	if !anyOf(t, v, from, atLeast) {
		return false
	}
	to, ok := b.to.values(f)
	return ok && anyOf(t, v, to, atMost)
}

// anyOf reports whether a relation holds to any value of a list.
func anyOf(t *typ, v *value, list []value, r relation) bool {
	for i := range list {
		if sign, ok := order(t, v, &list[i]); ok && r[sign+1] {
			return true
		}
	}
	return false
}
