package main

import (
	"fmt"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/source"
)

type infoCmd struct {
	Files []string `arg:"" name:"FILE" help:"Captures to look at; - is standard input."`
	orderFlags
	filterFlags
}

// Run says what each capture holds, as capinfos does.
func (c *infoCmd) Run() error {
	o, err := c.options()
	if err != nil {
		return err
	}
	var wrong faults
	for i, in := range source.Files(c.Files...) {
		if o.Choose, err = c.choose(); err != nil { // what is known of one file is not of the next
			return err
		}
		if i > 0 {
			fmt.Println()
		}
		if err := c.file(o, in, &wrong); err != nil {
			return err
		}
		if wrong.ended {
			break
		}
	}
	return wrong.err()
}

// file says what one capture holds, also when it ends too early.
func (c *infoCmd) file(o source.Options, in source.Input, wrong *faults) (err error) {
	o.Hosts = &host.Hosts{Policy: o.Hosts.Policy}
	p := newProgress(in.Name)
	defer p.stop()
	o.Progress = p.set
	info := analysis.NewInfo()
	o.Done = func(of *source.Opened) {
		err = describe(info, of, o.Hosts)
		wrong.notes(of)
	}
	for f, fault := range source.New(o, in).Frames() {
		switch {
		case fault != nil:
			if fault := wrong.take(fault); fault != nil {
				return fault
			}
		case f.Chosen:
			info.Add(f.Frame)
		}
	}
	return err
}

// describe prints what is known of a capture.
func describe(info *analysis.Info, of *source.Opened, hosts *host.Hosts) error {
	if of.Reader.Offset() == 0 {
		return nil // not even a header could be read, so there is nothing to describe
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', 0)
	fmt.Fprintf(w, "File\t%s\n", visible(of.Name))
	if of.Size > 0 {
		fmt.Fprintf(w, "Size\t%d bytes\n", of.Size)
	}
	if hosts.Several() {
		fmt.Fprintf(w, "Hosts\t%d: %s\n", hosts.Len(), visible(strings.Join(hosts.Names(), ", ")))
	}
	info.Describe(w, of.Reader)
	return w.Flush()
}
