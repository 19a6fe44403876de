package main

import (
	"slices"

	"github.com/alecthomas/kong"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/frameset"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/internal/ending"
	"github.com/cnwire/cnwire/internal/flags"
)

// framesOfFlags write the frames that a list is of as a capture, in place of the list.
type framesOfFlags struct {
	writeFlags
	picked frameset.Set
	in     source.Input
}

// forLists are the flags that only say how a list is printed.
var forLists = []string{"format", "field", "option", "raw-csv", "sort", "width", "tree", "gantt", "color"}

// begin checks the flags, and lets the capture be read several times, until release.
func (w *framesOfFlags) begin(ctx *kong.Context, s *sourceFlags, l *listFlags, wrong *faults) (release func(), err error) {
	release = func() {}
	printing := flags.First(ctx.Path, func(name string) bool { return slices.Contains(forLists, name) })
	switch {
	case w.Write == "" && w.WriteFormat != "":
		return release, usage("-F goes with -w")
	case w.Write == "":
		return release, nil
	case printing != "":
		return release, usage("-w prints nothing: it goes without %s", printing)
	}
	inputs, err := s.inputs()
	switch {
	case err != nil:
		return release, err
	case len(inputs) > 1:
		return release, errOneCapture
	}
	if _, err = format(w.WriteFormat); err != nil {
		return release, err
	}
	if err = ending.Fits(w.Write, "a capture"); err != nil {
		return release, usage("%w", err)
	}
	kept, release, err := source.Keep(interruption(), inputs...)
	if err != nil {
		if err = wrong.take(err); err == nil {
			err = wrong.err()
		}
		return func() {}, err
	}
	s.kept, w.in, l.frames = kept, kept[0], w.picked.Add
	wrong.quiet = true // the last reading says it
	return release, nil
}

// end writes the frames, if that was asked for. status is what the list ends with.
func (w *framesOfFlags) end(s *sourceFlags, status error) error {
	if w.Write == "" || status != nil && !isReported(status) {
		return status
	}
	copying, err := w.copying(w.in, s.Count)
	if err != nil {
		return err
	}
	if copying.reading, err = s.orderFlags.options(); err != nil {
		return err
	}
	copying.to.Choose = func(f *analysis.Frame) bool { return w.picked.Has(f.Number) }
	if err := copying.run(); err != nil {
		return err
	}
	return status
}
