package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/differences"
	"github.com/cnwire/cnwire/analysis/fit"
	"github.com/cnwire/cnwire/analysis/source"
)

type diffCmd struct {
	fileFlags
	inputFlags
	filterFlags
	listFlags
	Only   []string `placeholder:"NAME,…" help:"Compare only these fields: as frame.time_epoch, cn.seq, cn_proc for all that begin so, link_type or byte_order."`
	Ignore []string `placeholder:"NAME,…" help:"Compare all but these. A frame that is in one capture alone is a difference all the same."`

	choice differences.Choice
}

// errDifferent gives the exit status of two captures that are not the same.
var errDifferent = errors.Join(errors.New("the captures differ"), errReported)

// Run compares two captures frame by frame and field by field.
func (c *diffCmd) Run() error {
	files := c.files()
	switch {
	case len(files) != 2:
		return usage("name two captures")
	case files[0] == "-" && files[1] == "-":
		return usage("standard input is one capture, not two")
	}
	o, err := c.orderFlags.options()
	if err != nil {
		return err
	}
	if c.choice, err = differences.Choose(c.Only, c.Ignore); err != nil {
		return usage("%w", err)
	}
	var wrong faults
	p := newProgress("diff")
	defer p.stop()
	o.Done = wrong.notes
	sides := [2]source.Progress{}
	var of [2]*source.Source
	for i, in := range source.Files(files...) {
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
	take, end, err := c.lister(w)
	if err != nil {
		return err
	}
	different, frames, err := c.compare(take, of[0], of[1], &wrong)
	if err == nil {
		err = inTurn(end, w.Flush)
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

// compare hands on how two captures differ, and counts the frames that do, and
// all.
func (c *diffCmd) compare(take func(*differences.Difference) error, a, b *source.Source, wrong *faults) (different, frames uint64, err error) {
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
		differ, err := c.choice.Each(c.files()[0], c.files()[1], fa, fb, take)
		if differ {
			different++
		}
		if err != nil {
			return different, frames, err
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

// lister returns what takes differences, and ends the list: in text a line each, unless
// columns are asked for.
func (c *diffCmd) lister(w *bufio.Writer) (take func(*differences.Difference) error, end func() error, err error) {
	list, err := newList(&c.listFlags, w, nil, differences.Columns)
	if err != nil {
		return nil, nil, err
	}
	if c.Format != "text" || len(c.Fields) > 0 || c.Sort != "" {
		return list.Row, list.End, nil
	}
	width, err := c.columns(true)
	return func(d *differences.Difference) error {
		_, err := w.Write(append(fit.Below(nil, bytes.TrimSuffix(d.AppendText(nil), []byte("\n")), []byte("    "), width), '\n'))
		return err
	}, func() error { return nil }, err
}
