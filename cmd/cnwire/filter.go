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

	filter *filter.Filter // nil before compile, and for none
	gaveUp bool           // and that was said
}

// compile compiles the filter. Its error is one of usage and shows the place.
func (o *filterFlags) compile() error {
	if strings.TrimSpace(o.DisplayFilter) == "" {
		return nil
	}
	var err error
	o.filter, err = filter.Compile(o.DisplayFilter)
	var wrong *filter.Error
	if errors.As(err, &wrong) {
		return usage("-Y: %w\n    %s", err, strings.ReplaceAll(wrong.Caret(), "\n", "\n    "))
	}
	for _, remark := range o.filter.Remarks() {
		warn("-Y: %s", remark)
	}
	return err
}

// chosen reports whether the filter, which was compiled, chooses a frame.
func (o *filterFlags) chosen(f *analysis.Frame) bool {
	if o.filter == nil {
		return true
	}
	is := o.filter.Match(f)
	if o.filter.GaveUp() && !o.gaveUp {
		o.gaveUp = true
		warn("-Y: frame %d has more than 65536 pairs of values to calculate with, which have no value then; there may be more such frames", f.Number)
	}
	return is
}

// choose returns chosen, or nil if there is no filter.
func (o *filterFlags) choose() func(*analysis.Frame) bool {
	if o.filter == nil {
		return nil
	}
	return o.chosen
}
