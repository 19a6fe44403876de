package filter

// test is what a part of a filter says of a frame.
type test interface {
	match(r *run) bool
}

type andTest []test

func (t andTest) match(r *run) bool {
	for _, part := range t {
		if !part.match(r) {
			return false
		}
	}
	return true
}

type orTest []test

func (t orTest) match(r *run) bool {
	for _, part := range t {
		if part.match(r) {
			return true
		}
	}
	return false
}

type notTest struct{ of test }

func (t notTest) match(r *run) bool { return !t.of.match(r) }

// existsTest is a name alone.
type existsTest struct{ of *named }

func (t existsTest) match(r *run) bool { return t.of.has(r) }

// valueTest is a slice alone, whether it has bytes, or arithmetic, whether it has
// a value that is not zero.
type valueTest struct {
	of    operand
	holds func(v *value) bool
}

func (t valueTest) match(r *run) bool {
	r.reset()
	list, _ := r.of(t.of)
	for i := range list {
		if t.holds(&list[i]) {
			return true
		}
	}
	return false
}
