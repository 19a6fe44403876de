package main

import "github.com/cnwire/cnwire/analysis"

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
