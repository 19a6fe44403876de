package filter

import "github.com/cnwire/cnwire/analysis"

type andTest []test

func (t andTest) match(f *analysis.Frame) bool {
	for _, part := range t {
		if !part.match(f) {
			return false
		}
	}
	return true
}

type orTest []test

func (t orTest) match(f *analysis.Frame) bool {
	for _, part := range t {
		if part.match(f) {
			return true
		}
	}
	return false
}

type notTest struct{ of test }

func (t notTest) match(f *analysis.Frame) bool { return !t.of.match(f) }

// existsTest is a name alone.
type existsTest struct{ of *named }

func (t existsTest) match(f *analysis.Frame) bool { return t.of.has(f) }

// presentTest is a slice alone: whether it has bytes.
type presentTest struct{ of operand }

func (t presentTest) match(f *analysis.Frame) bool {
	list, _ := t.of.values(f)
	for i := range list {
		if len(list[i].bytes) > 0 {
			return true
		}
	}
	return false
}

// nonzeroTest is arithmetic alone.
type nonzeroTest struct{ of operand }

func (t nonzeroTest) match(f *analysis.Frame) bool {
	list, ok := t.of.values(f)
	if !ok {
		return false
	}
	for i := range list {
		if !list[i].isZero() {
			return true
		}
	}
	return false
}
