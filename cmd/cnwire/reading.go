package main

import (
	"bufio"
	"os"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/parallel"
	"github.com/cnwire/cnwire/analysis/source"
)

// reader prints the frames of several captures, one after the other.
type reader struct {
	out     *outputFlags
	w       *bufio.Writer
	printer *parallel.Printer
	faults  faults
	seen
}

// reading prints the frames of the inputs. What is wrong with one is said when
// it is found; the next one is read all the same.
func reading(inputs []source.Input, in *inputFlags, show *showFlags, out *outputFlags) error {
	r := &reader{out: out, w: bufio.NewWriterSize(os.Stdout, 1<<16)}
	o, err := in.options()
	if err != nil {
		return err
	}
	if r.printer, err = out.printer(r.w); err != nil {
		return err
	}
	if err := show.choosing(&o, inputs); err != nil {
		return err
	}
	if out.subjects {
		o.Choose = show.knowing(out.byName, o.Choose)
		show.names.Context = show.names.Context || out.context()
	}
	p := newProgress(inputs[0].Name)
	defer p.stop()
	o.Sequence, o.Progress = true, p.set
	o.Wait = r.printer.Flush // on a pipe a frame appears when it has arrived
	o.Done = func(o *source.Opened) {
		r.printer.Flush()
		r.faults.notes(o)
	}
	err = source.New(o, inputs...).Each(r.printer.Stages(func(f *source.Frame, err error) error {
		if err == nil {
			return r.print(f)
		}
		if err := r.printer.Flush(); err != nil { // behind what was readable
			return err
		}
		return r.faults.take(err)
	}))
	if err != nil {
		return err
	}
	if err := inTurn(r.printer.End, r.w.Flush); err != nil {
		return err
	}
	if !r.faults.ended {
		r.remarks()
		remark(o.Hosts)
	}
	return r.faults.err()
}

func (r *reader) print(f *source.Frame) error {
	r.add(f.Frame)
	if !f.Chosen {
		return r.printer.Pass(f)
	}
	if err := r.printer.Frame(f); err != nil {
		return err
	}
	if r.out.LineWise {
		return r.printer.Flush()
	}
	return nil
}

// remarks says on standard error what the output does not show.
func (r *reader) remarks() {
	if n := r.printer.Skipped(); n > 0 {
		warn("%d frames without a connector message were skipped", n)
	}
	r.explain()
}

// choosing says which frames are shown, and what must be known of them.
func (s *showFlags) choosing(o *source.Options, inputs []source.Input) error {
	chosen, err := s.choose()
	if err != nil {
		return err
	}
	o.Choose = chosen
	if s.NoCopies {
		o.Choose = func(f *analysis.Frame) bool {
			if s.names != nil {
				s.names.Add(f) // the comments of a copy tell too
			}
			return !f.IsCopy() && (chosen == nil || chosen(f))
		}
	}
	o.TwoPass = s.TwoPass
	for _, i := range inputs {
		if s.TwoPass && !i.Twice() {
			return usage("-2 reads a capture twice, and %s can be read only once", i.Name)
		}
	}
	return nil
}
