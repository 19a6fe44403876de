package main

import (
	"errors"
	"strings"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/filter"
)

// filterFlags is the display filter; every command that reads frames has it.
type filterFlags struct {
	DisplayFilter string `short:"Y" placeholder:"FILTER" help:"Only frames that a display filter chooses, in Wireshark's language."`

	gaveUp bool // the filter did, and that was said
}

// choose compiles the filter and returns what reports whether it chooses a
// frame, nil if there is none. Its error is one of usage and shows the place.
func (o *filterFlags) choose() (func(*analysis.Frame) bool, error) {
	if strings.TrimSpace(o.DisplayFilter) == "" {
		return nil, nil
	}
	compiled, err := filter.Compile(o.DisplayFilter)
	var wrong *filter.Error
	if errors.As(err, &wrong) {
		return nil, usage("-Y: %w\n    %s", err, strings.ReplaceAll(wrong.Caret(), "\n", "\n    "))
	}
	for _, remark := range compiled.Remarks() {
		warn("-Y: %s", remark)
	}
	return func(f *analysis.Frame) bool {
		is := compiled.Match(f)
		if compiled.GaveUp() && !o.gaveUp {
			o.gaveUp = true
			warn("-Y: frame %d has more than 65536 pairs of values to calculate with, which have no value then; there may be more such frames", f.Number)
		}
		return is
	}, err
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
