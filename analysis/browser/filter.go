package browser

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/filter"
	"github.com/cnwire/cnwire/analysis/known"
)

// Chosen are the frames that a filter chooses.
type Chosen struct {
	Numbers []uint32
	Remarks []string // what of the filter was not taken as it is written
}

// Window is a time, both ends included, in nanoseconds since 1970.
type Window struct{ From, To int64 }

// Filter returns the frames that a display filter chooses, of a time where there is one:
// a frame that has no time is of none. Its error is a *filter.Error, which has the place,
// or what ended the reading.
func (b *Browser) Filter(text string, within *Window) (*Chosen, error) {
	compiled, err := filter.Compile(text)
	if err != nil {
		return nil, err
	}
	c := &Chosen{Remarks: compiled.Remarks()}
	var subjects *known.State
	if compiled.OfSubject() {
		subjects = &known.State{Early: true, Context: compiled.OfContext()}
	}
	choose := func(f *analysis.Frame) bool { return within.has(f) && compiled.Match(f) }
	err = b.read(subjects, choose, func(f *analysis.Frame) bool {
		c.Numbers = append(c.Numbers, uint32(f.Number))
		return true
	})
	if compiled.GaveUp() {
		c.Remarks = append(c.Remarks, "a frame has more than 65536 pairs of values to calculate with, which have no value then; there may be more such frames")
	}
	return c, err
}

func (w *Window) has(f *analysis.Frame) bool {
	if w == nil {
		return true
	}
	at, ok := f.Nanos()
	return ok && at >= w.From && at <= w.To
}
