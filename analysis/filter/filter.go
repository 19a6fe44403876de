package filter

import "github.com/cnwire/cnwire/analysis"

// Filter chooses frames. It is not to be used by two goroutines at once.
type Filter struct {
	root node // nil for the empty filter, which chooses all
	test test
	text string
}

// Compile compiles a filter. Its error is an *Error.
func Compile(text string) (*Filter, error) {
	root, err := parse(text)
	if err != nil {
		return nil, err
	}
	f := &Filter{root: root, text: text}
	if root == nil {
		return f, nil
	}
	c := compiler{text}
	if f.test, err = c.test(root); err != nil {
		return nil, err
	}
	return f, nil
}

// Match reports whether the filter chooses a frame.
func (f *Filter) Match(frame *analysis.Frame) bool {
	return f.test == nil || f.test.match(frame)
}
