package filter

import "github.com/cnwire/cnwire/analysis"

// Filter chooses frames. It is not to be used by two goroutines at once.
type Filter struct {
	test    test // nil for the empty filter, which chooses all
	remarks []string
	subject bool
	context bool
	bytes   bool // what it asks for stands in the bytes of a frame
	run     run

	behind analysis.Behind
	chose  bool // the answer for the last frame
}

// Compile compiles a filter. Its error is an *Error.
func Compile(text string) (f *Filter, err error) {
	defer func() {
		switch wrong := recover().(type) {
		case nil:
		case *Error: // how the parser and the compiler stop
			f, err = nil, wrong
		default:
			panic(wrong)
		}
	}()
	f = new(Filter)
	if root := parse(text); root != nil {
		c := compiler{text: text, bytes: true}
		f.test = c.test(root)
		f.remarks, f.subject, f.context, f.bytes = c.remarks, c.subject, c.context, c.bytes
	}
	return f, nil
}

// Remarks returns a sentence for each thing in the filter that was not taken as
// it is written: a name that is longer than the kernel keeps.
func (f *Filter) Remarks() []string { return f.remarks }

// OfSubject reports whether the filter asks for Message.Subject, which is there where
// package known was asked for it.
func (f *Filter) OfSubject() bool { return f.subject }

// OfContext reports whether the filter asks for Message.Context.
func (f *Filter) OfContext() bool { return f.context }

// Match reports whether the filter chooses a frame.
func (f *Filter) Match(frame *analysis.Frame) bool {
	if f.test == nil {
		return true
	}
	if f.behind.Same(frame) && f.bytes {
		return f.chose
	}
	f.run.Frame = frame
	f.chose = f.test(&f.run)
	return f.chose
}

// GaveUp reports whether a frame that was asked had more pairs of values than
// arithmetic takes, so that they had no value.
func (f *Filter) GaveUp() bool { return f.run.gaveUp }
