package main

import (
	"bufio"
	"cmp"
	"errors"
	"fmt"
	"io"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/rewrite"
	"github.com/cnwire/cnwire/analysis/source"
)

type diffCmd struct {
	A string `arg:"" name:"A" help:"A capture; - is standard input."`
	B string `arg:"" name:"B" help:"Another one."`
	inputFlags
	filterFlags
}

// errDifferent gives the exit status of two captures that are not the same.
var errDifferent = errors.Join(errors.New("the captures differ"), errReported)

// Run compares two captures frame by frame and field by field.
func (c *diffCmd) Run() error {
	if c.A == "-" && c.B == "-" {
		return usage("standard input is one capture, not two")
	}
	o, err := c.orderFlags.options()
	if err != nil {
		return err
	}
	var wrong faults
	p := newProgress("diff")
	defer p.stop()
	o.Done = wrong.notes
	sides := [2]source.Progress{}
	var of [2]*source.Source
	for i, in := range source.Files(c.A, c.B) {
		if o.Choose, err = c.choose(); err != nil { // what is known of one is not of the other
			return err
		}
		o.Progress = func(at source.Progress) {
			sides[i] = at
			p.set(both(sides[0], sides[1]))
		}
		of[i] = source.New(o, in)
		defer of[i].Close()
	}
	w := bufio.NewWriter(&untilClosed{})
	different, frames, err := c.compare(w, of[0], of[1], &wrong)
	if err == nil {
		err = w.Flush()
	}
	switch {
	case err != nil:
		return err
	case wrong.ended, wrong.missing:
		return wrong.err()
	case different > 0:
		warn("%d of %d frames differ", different, frames)
		return errDifferent
	}
	return wrong.err()
}

// both is the progress of two readings.
func both(a, b source.Progress) source.Progress {
	sum := source.Progress{Bytes: a.Bytes + b.Bytes, Frames: a.Frames + b.Frames}
	if a.Size > 0 && b.Size > 0 {
		sum.Size = a.Size + b.Size
	}
	return sum
}

// compare writes how two captures differ, and counts the frames that do, and
// all.
func (c *diffCmd) compare(w io.Writer, a, b *source.Source, wrong *faults) (different, frames uint64, err error) {
	for c.Count == 0 || frames < c.Count {
		fa, err := next(a, wrong)
		if err != nil {
			return different, frames, err
		}
		fb, err := next(b, wrong)
		if err != nil || wrong.missing || wrong.ended || fa == nil && fb == nil {
			return different, frames, err
		}
		frames++
		if writeDifferences(w, c, fa, fb) {
			different++
		}
	}
	return different, frames, nil
}

// next returns the next frame that is compared, or nil at the end, whatever made
// it.
func next(s *source.Source, wrong *faults) (*analysis.Frame, error) {
	for !wrong.missing && !wrong.ended {
		f, err := s.Next()
		switch {
		case err == io.EOF:
			return nil, nil
		case err != nil:
			if err := wrong.take(err); err != nil {
				return nil, err
			}
		case f.Chosen:
			return f.Frame, nil
		}
	}
	return nil, nil
}

// writeDifferences writes what a pair of frames does not have in common, and
// reports whether there is anything. One of them may be missing.
func writeDifferences(w io.Writer, c *diffCmd, a, b *analysis.Frame) bool {
	switch {
	case a == nil:
		fmt.Fprintf(w, "frame %d is only in %s: %s\n", b.Number, visible(c.B), b.AppendSummary(nil, false))
		return true
	case b == nil:
		fmt.Fprintf(w, "frame %d is only in %s: %s\n", a.Number, visible(c.A), a.AppendSummary(nil, false))
		return true
	}
	const none = "(none)"
	differences := rewrite.Diff(a, b)
	for _, d := range differences {
		fmt.Fprintf(w, "frame %d: %s%s%s: %s | %s\n", a.Number, d.Name, nth(d.Nth), at(d.OffA, d.OffB), cmp.Or(visible(d.A), none), cmp.Or(visible(d.B), none))
	}
	return len(differences) > 0
}

func nth(n int) string {
	if n < 2 {
		return ""
	}
	return fmt.Sprintf(" #%d", n)
}

// at says at which byte a value stands, if it stands anywhere.
func at(a, b int) string {
	switch {
	case a < 0 && b < 0:
		return ""
	case a == b || b < 0:
		return fmt.Sprintf(" at byte %d", a)
	case a < 0:
		return fmt.Sprintf(" at byte %d", b)
	}
	return fmt.Sprintf(" at bytes %d and %d", a, b)
}
