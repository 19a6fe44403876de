package filter

// mapped is an operand of each value of another one, or of those that become
// something.
type mapped struct {
	of   operand
	t    typ
	each func(r *run, v value) (value, bool)
}

func (m *mapped) typ() *typ { return &m.t }

func (m *mapped) push(r *run) bool {
	at := len(r.values)
	ok := m.of.push(r)
	for _, v := range r.values[at:] {
		if v, ok := m.each(r, v); ok {
			r.values[at] = v
			at++
		}
	}
	r.drop(at)
	return ok
}

// reduced is an operand of one value, made of all values of some operands, or of
// what it is of the first ones and the values of the next.
type reduced struct {
	of  []operand
	t   typ
	all func(list []value) value
}

func (d *reduced) typ() *typ { return &d.t }

func (d *reduced) push(r *run) bool {
	at := len(r.values)
	for _, of := range d.of {
		if of.push(r); len(r.values) > at {
			r.values[at] = d.all(r.values[at:])
			r.drop(at + 1)
		}
	}
	return len(r.values) > at
}
