package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/rewrite"
	"github.com/cnwire/cnwire/pcap"
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
	if _, err := c.frames(); err != nil {
		return err
	}
	if err := c.compile(); err != nil {
		return err
	}
	var wrong faults
	w := bufio.NewWriter(os.Stdout)
	defer w.Flush()
	p := newProgress("diff")
	defer p.stop()
	var sides [2]*side
	for i, in := range named(c.A, c.B) {
		s, err := c.side(in, p)
		if err != nil {
			wrong.add(in.name, err)
			return wrong.err()
		}
		defer s.file.Close()
		defer s.r.Close()
		sides[i] = s
	}
	a, b := sides[0], sides[1]
	different, frames := uint64(0), uint64(0)
	for c.Count == 0 || frames < c.Count {
		fa, fb := a.next(c, &wrong), b.next(c, &wrong)
		if fa == nil && fb == nil {
			break
		}
		frames++
		if writeDifferences(w, c, fa, fb) {
			different++
		}
	}
	wrong.notes(c.A, a.r)
	wrong.notes(c.B, b.r)
	if err := w.Flush(); err != nil {
		return err
	}
	if different > 0 {
		warn("%d of %d frames differ", different, frames)
		return errDifferent
	}
	return wrong.err()
}

// writeDifferences writes what a pair of frames does not have in common, and
// reports whether there is anything. One of them may be missing.
func writeDifferences(w io.Writer, c *diffCmd, a, b *analysis.Frame) bool {
	switch {
	case a == nil:
		fmt.Fprintf(w, "frame %d is only in %s: %s\n", b.Number, c.B, b.AppendSummary(nil, false))
		return true
	case b == nil:
		fmt.Fprintf(w, "frame %d is only in %s: %s\n", a.Number, c.A, a.AppendSummary(nil, false))
		return true
	}
	differences := rewrite.Diff(a, b)
	for _, d := range differences {
		fmt.Fprintf(w, "frame %d: %s%s%s: %s | %s\n", a.Number, d.Name, nth(d.Nth), at(d.OffA, d.OffB), orNone(d.A), orNone(d.B))
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

func orNone(s string) string {
	if s == "" {
		return "(none)"
	}
	return s
}

// side is one of the captures that are compared.
type side struct {
	*opened
	r      *pcap.Reader
	frames *analysis.Frames
	ended  bool
}

func (c *diffCmd) side(in input, p *progress) (*side, error) {
	frames, err := c.frames()
	if err != nil {
		return nil, err
	}
	o, err := in.startIn(p, nil)
	if err != nil {
		return nil, err
	}
	r, err := pcap.NewReader(o.bytes)
	if err != nil {
		o.file.Close()
		return nil, err
	}
	frames.Open(r)
	return &side{opened: o, r: r, frames: frames}, nil
}

// next returns the next frame that is compared, or nil at the end, whatever made
// it.
func (s *side) next(c *diffCmd, wrong *faults) *analysis.Frame {
	for !s.ended {
		f, err := s.frames.Next()
		if err == nil {
			s.progress.frame()
			if c.chosen(f) {
				return f
			}
			s.frames.Hide()
			continue
		}
		s.ended = !pcap.Resumes(err)
		if err != io.EOF {
			wrong.add(s.name, err)
		}
	}
	return nil
}
