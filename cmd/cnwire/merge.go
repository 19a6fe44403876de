package main

import (
	"io"
	"os"

	"github.com/cnwire/cnwire/analysis/convert"
	"github.com/cnwire/cnwire/pcap"
)

type mergeCmd struct {
	Out    string   `short:"w" name:"write" required:"" placeholder:"OUT" help:"The capture to write; - is standard output."`
	Format string   `short:"F" placeholder:"FORMAT" help:"Of OUT: pcap, nsecpcap or pcapng. By default the ending of its name says it, else pcapng."`
	Files  []string `arg:"" name:"FILE" help:"The captures to merge, in the order of time."`
}

// Run merges captures as mergecap does.
func (c *mergeCmd) Run() error {
	o := convert.Options{Default: convert.DefaultFormat(c.Out)}
	var err error
	if o.Format, err = format(c.Format); err != nil {
		return err
	}
	if o.Format == "" && o.Default == "" {
		o.Format = "pcapng"
	}
	var wrong faults
	var readers []*pcap.Reader
	var names []string
	for _, in := range named(c.Files...) {
		o, err := in.start(nil)
		if err != nil {
			wrong.add(in.name, err)
			continue
		}
		defer o.close()
		if f, ok := o.file.(*os.File); ok && sameFile(f, c.Out) {
			return usage("%s is an input: writing it would destroy what is read", c.Out)
		}
		r, err := pcap.NewReader(o.bytes)
		if err != nil {
			wrong.add(in.name, err)
			continue
		}
		defer r.Close()
		readers, names = append(readers, r), append(names, in.name)
	}
	return writing(c.Out, nil, func(w io.Writer) error {
		converter := convert.New(w, o)
		err := converter.Merge(readers, func(i int, err error) { wrong.add(names[i], err) })
		for i, r := range readers {
			wrong.notes(names[i], r)
		}
		if err != nil {
			return err
		}
		result, err := converter.Close()
		report(c.Out, &result, &wrong)
		if err != nil {
			return err
		}
		return wrong.err()
	})
}
