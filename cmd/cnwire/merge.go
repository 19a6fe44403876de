package main

import (
	"io"

	"github.com/cnwire/cnwire/analysis/convert"
	"github.com/cnwire/cnwire/pcap"
)

type mergeCmd struct {
	Out    string   `short:"w" name:"write" required:"" placeholder:"OUT" help:"The capture to write; - is standard output."`
	Format string   `short:"F" placeholder:"FORMAT" help:"Of OUT: pcap, nsecpcap or pcapng. By default the ending of its name says it, else pcapng."`
	Files  []string `arg:"" name:"FILE" help:"The captures to merge, in the order of time."`
	filterFlags
}

// Run merges captures as mergecap does.
func (c *mergeCmd) Run() error {
	o := convert.Options{Default: convert.DefaultFormat(c.Out)}
	var err error
	if o.Format, err = format(c.Format); err != nil {
		return err
	}
	if err := c.compile(); err != nil {
		return err
	}
	o.Choose = c.choose()
	if o.Format == "" && o.Default == "" {
		o.Format = "pcapng"
	}
	var wrong faults
	p := newProgress(c.Out)
	defer p.stop()
	o.Progress = p.frame
	var readers []*pcap.Reader
	var inputs []*opened
	for _, in := range named(c.Files...) {
		o, err := in.startIn(p, nil)
		if err != nil {
			wrong.add(in.name, err)
			continue
		}
		defer o.file.Close()
		r, err := pcap.NewReader(o.bytes)
		if err != nil {
			wrong.add(in.name, err)
			continue
		}
		defer r.Close()
		readers, inputs = append(readers, r), append(inputs, o)
	}
	if len(readers) == 0 { // and OUT stays as it is
		return wrong.err()
	}
	return writing(c.Out, inputs, func(w io.Writer) error {
		converter := convert.New(w, o)
		err := converter.Merge(readers, func(i int, err error) { wrong.add(inputs[i].name, err) })
		for i, r := range readers {
			wrong.notes(inputs[i].name, r)
		}
		if err != nil {
			return err
		}
		return finish(converter, c.Out, &wrong)
	})
}
