package main

import (
	"io"

	"github.com/cnwire/cnwire/analysis/convert"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/internal/ending"
	"github.com/cnwire/cnwire/pcap"
)

type mergeCmd struct {
	Out     string `short:"w" name:"write" required:"" placeholder:"OUT" help:"The capture to write; - is standard output."`
	Format  string `short:"F" placeholder:"FORMAT" help:"Of OUT: pcap, nsecpcap or pcapng. By default the ending of its name says it, else pcapng."`
	Partial bool   `help:"Write OUT also when an input is missing, from the others; the exit status is 1 all the same."`
	Count   uint64 `short:"c" placeholder:"N" help:"Stop after N frames."`
	fileFlags
	filterFlags
	hostFlags
}

// Run merges captures as mergecap does.
func (c *mergeCmd) Run() error {
	o := convert.Options{Count: c.Count, Default: convert.DefaultFormat(c.Out)}
	var err error
	if o.Format, err = format(c.Format); err != nil {
		return err
	}
	if err := ending.Fits(c.Out, "a capture"); err != nil {
		return usage("%w", err)
	}
	if o.Choose, err = c.choose(); err != nil {
		return err
	}
	hosts, err := c.hosts()
	if err != nil {
		return err
	}
	o.Hosts = &host.Teller{Hosts: hosts}
	if o.Format == "" && o.Default == "" {
		o.Format = "pcapng"
	}
	var wrong faults
	p := newProgress(c.Out)
	defer p.stop()
	o.Progress = p.frame
	files, err := c.inputs()
	if err != nil {
		return err
	}
	from := source.New(source.Options{Context: interruption(), Progress: p.set}, files...)
	var readers []*pcap.Reader
	var inputs []*source.Opened
	names := source.HostFiles(files)
	for n, in := range files {
		i, err := from.OpenCapture(in)
		if err != nil {
			if err := wrong.take(err); err != nil {
				return err
			}
			continue
		}
		defer i.Close()
		readers, inputs = append(readers, i.Reader), append(inputs, i)
		o.Hosts.Captures = append(o.Hosts.Captures, names[n])
	}
	hosts.Files = len(readers)
	if err := wrong.incomplete(c.Out, c.Partial); err != nil || len(readers) == 0 {
		return err
	}
	return writing(c.Out, files, func(w io.Writer) error {
		converter := convert.New(w, o)
		err := converter.Merge(readers, func(i int, err error) { wrong.add(inputs[i].Name, err) })
		for _, in := range inputs {
			wrong.notes(in)
		}
		if err != nil {
			return err
		}
		if o.Format == "pcapng" || o.Format == "" && o.Default == "pcapng" {
			remark(hosts)
		} else if n := hosts.Strangers(); n > 1 {
			warn("%s: a classic pcap cannot say which of %d hosts a frame is of: -F pcapng", visible(c.Out), n)
		}
		return finish(converter, &o, c.Out, &wrong)
	})
}
