package main

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/cnwire/cnwire/analysis/convert"
	"github.com/cnwire/cnwire/pcap"
)

// report says what could not be done, and what the output has no place for.
func report(out string, r *convert.Result, wrong *faults) {
	for _, reason := range slices.Sorted(maps.Keys(r.NotSwapped)) {
		wrong.add(out, fmt.Errorf("%d frames kept their byte order: %s", r.NotSwapped[reason], reason.String()))
	}
	if r.Refused > 0 {
		wrong.add(out, fmt.Errorf("%d frames or blocks could not be written: %w", r.Refused, r.Refusal))
		if errors.Is(r.Refusal, pcap.ErrLinkTypes) {
			warn("%s: a pcapng can hold several link types: -F pcapng", out)
		}
	}
	leftOut := func(n uint64, what string) {
		if n > 0 {
			warn("%s: left out, as they have no place there: %d %s", out, n, what)
		}
	}
	leftOut(r.Lost.Comments, "comments")
	leftOut(r.Lost.Options, "options of frames")
	leftOut(r.Lost.Interfaces, "descriptions of interfaces")
	leftOut(r.Lost.Statistics, "statistics")
	leftOut(r.Lost.Fractions, "fractions of times")
	r.LeftOut.Each(leftOut)
	if r.Lost.Times > 0 {
		warn("%s: %d frames had no time and now have 1970", out, r.Lost.Times)
	}
}
