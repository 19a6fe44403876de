package main

import (
	"errors"
	"strings"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/filter"
	"github.com/cnwire/cnwire/analysis/known"
)

// filterFlags is the display filter; every command that reads frames has it.
type filterFlags struct {
	DisplayFilter string `short:"Y" placeholder:"FILTER" help:"Only frames that a display filter chooses, in Wireshark's language."`

	gaveUp   bool // the filter did, and that was said
	remarked bool // what the filter remarks was said
	names    *known.State
}

// knowing has the subjects of frames found before choose, which may be nil, is asked of
// them: by name, or for a format that has all there is.
func (o *filterFlags) knowing(byName bool, choose func(*analysis.Frame) bool) func(*analysis.Frame) bool {
	if o.names != nil { // the filter needs them
		return choose
	}
	o.names = &known.State{Early: byName}
	return o.names.Before(choose)
}

// choose compiles the filter and returns what reports whether it chooses a
// frame, nil if there is none. Its error is one of usage and shows the place.
func (o *filterFlags) choose() (func(*analysis.Frame) bool, error) {
	if o.names = nil; strings.TrimSpace(o.DisplayFilter) == "" {
		return nil, nil
	}
	compiled, err := filter.Compile(o.DisplayFilter)
	var wrong *filter.Error
	if errors.As(err, &wrong) {
		return nil, usage("-Y: %w\n    %s", err, strings.ReplaceAll(wrong.Caret(), "\n", "\n    "))
	}
	for _, remark := range compiled.Remarks() {
		if !o.remarked {
			warn("-Y: %s", remark)
		}
	}
	o.remarked = true
	match := func(f *analysis.Frame) bool {
		is := compiled.Match(f)
		if compiled.GaveUp() && !o.gaveUp {
			o.gaveUp = true
			warn("-Y: frame %d has more than 65536 pairs of values to calculate with, which have no value then; there may be more such frames", f.Number)
		}
		return is
	}
	if compiled.OfSubject() {
		match = o.knowing(true, match)
		o.names.Context = compiled.OfContext()
	}
	return match, nil
}

// filtersFlags say what a capture does not: whether its listener had a mask.
type filtersFlags struct {
	Filtered   bool `xor:"filters" help:"The listener had asked for some events only: what is missing is filtered or lost, whatever the capture proves."`
	Unfiltered bool `xor:"filters" help:"The listener had asked for all events: what is missing was lost."`
}

func (c *filtersFlags) filters() analysis.Filters {
	switch {
	case c.Filtered:
		return analysis.Filtered
	case c.Unfiltered:
		return analysis.Unfiltered
	}
	return analysis.FiltersUnknown
}
