package main

import (
	"io"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/convert"
	"github.com/cnwire/cnwire/pcap"
)

// writeFlags write the chosen frames as a capture.
type writeFlags struct {
	Write       string `short:"w" placeholder:"OUT" help:"Write the chosen frames, unchanged, into a capture and print nothing; - is standard output."`
	WriteFormat string `short:"F" placeholder:"FORMAT" help:"With -w: pcap, nsecpcap or pcapng. By default the ending of OUT's name says it, else FILE."`
}

// writeChosen is read -w: the work of convert, with the flags of read.
func (c *readCmd) writeChosen(files []string) error {
	switch {
	case c.Write == "":
		return usage("-F goes with -w")
	case len(files) > 1:
		return usage("-w takes one capture: cnwire merge makes one of several")
	}
	o := convert.Options{Count: c.Count, Default: convert.DefaultFormat(c.Write)}
	var err error
	if o.Format, err = format(c.WriteFormat); err != nil {
		return err
	}
	frames, err := c.frames()
	if err != nil {
		return err
	}
	if err := c.compile(); err != nil {
		return err
	}
	if c.filter != nil || c.NoCopies {
		o.Choose = func(f *analysis.Frame) bool { return !c.hides(f) }
	}
	inputs := named(files...)
	if c.TwoPass {
		if frames.Answers, err = firstPass(inputs, &c.inputFlags); err != nil {
			return err
		}
	}
	var wrong faults
	o.Warn = func(err error) { wrong.add(files[0], err) }
	in, err := inputs[0].start(nil)
	if err != nil {
		wrong.add(files[0], err)
		return wrong.err()
	}
	defer in.close()
	o.Progress = in.progress.frame
	r, err := pcap.NewReader(in.bytes)
	if err != nil { // and OUT stays as it is
		wrong.add(files[0], err)
		return wrong.err()
	}
	defer r.Close()
	return writing(c.Write, []*opened{in}, func(w io.Writer) error {
		converter := convert.New(w, o)
		converter.Frames.Order, converter.Frames.Layout, converter.Frames.Answers = frames.Order, frames.Layout, frames.Answers
		if err := converter.Capture(r); isOutput(err) {
			return err
		} else if err != nil {
			wrong.add(files[0], err)
		}
		wrong.notes(files[0], r)
		return finish(converter, c.Write, &wrong)
	})
}
