package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"text/tabwriter"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/pcap"
)

type infoCmd struct {
	Files []string `arg:"" name:"FILE" help:"Captures to look at; - is standard input."`
	orderFlags
	filterFlags
}

// Run says what each capture holds, as capinfos does.
func (c *infoCmd) Run() error {
	if _, err := c.frames(); err != nil {
		return err
	}
	if err := c.compile(); err != nil {
		return err
	}
	var wrong faults
	for i, in := range named(c.Files...) {
		if i > 0 {
			fmt.Println()
		}
		if err := c.file(in, &wrong); errors.Is(err, errWrite) {
			return err
		} else if err != nil {
			wrong.add(in.name, err)
		}
	}
	return wrong.err()
}

// file says what one capture holds, also when it ends too early.
func (c *infoCmd) file(in input, wrong *faults) error {
	frames, err := c.frames()
	if err != nil {
		return err
	}
	o, err := in.start(nil)
	if err != nil {
		return err
	}
	defer o.close()
	r, err := pcap.NewReader(o.bytes)
	if err != nil {
		return err
	}
	defer r.Close()
	frames.Open(r)
	info := analysis.NewInfo()
	for {
		var f *analysis.Frame
		if f, err = frames.Next(); err == nil {
			o.progress.frame()
			if c.chosen(f) {
				info.Add(f)
			} else {
				frames.Hide()
			}
			continue
		}
		if !pcap.Resumes(err) {
			break
		}
		wrong.add(in.name, err)
	}
	if err != io.EOF && r.Offset() == 0 {
		return err // not even a header could be read, so there is nothing to describe
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', 0)
	fmt.Fprintf(w, "File\t%s\n", visible(in.name))
	if o.size > 0 {
		fmt.Fprintf(w, "Size\t%d bytes\n", o.size)
	}
	info.Describe(w, r)
	if err := w.Flush(); err != nil {
		return fmt.Errorf("%w: %w", errWrite, err)
	}
	wrong.notes(in.name, r)
	if err == io.EOF {
		err = nil
	}
	return err
}
