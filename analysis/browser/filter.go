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

// Filter returns the frames that a display filter chooses. Its error is a *filter.Error,
// which has the place, or what ended the reading.
func (b *Browser) Filter(text string) (*Chosen, error) {
	compiled, err := filter.Compile(text)
	if err != nil {
		return nil, err
	}
	c := &Chosen{Remarks: compiled.Remarks()}
	var subjects *known.State
	if compiled.OfSubject() {
		subjects = &known.State{Early: true, Context: compiled.OfContext()}
	}
	err = b.read(subjects, compiled.Match, func(f *analysis.Frame) bool {
		c.Numbers = append(c.Numbers, uint32(f.Number))
		return true
	})
	if compiled.GaveUp() {
		c.Remarks = append(c.Remarks, "a frame has more than 65536 pairs of values to calculate with, which have no value then; there may be more such frames")
	}
	return c, err
}
