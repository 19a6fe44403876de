package main

import (
	"slices"

	"github.com/alecthomas/kong"

	"github.com/cnwire/cnwire/analysis/convert"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/internal/flags"
)

// writeFlags write the chosen frames as a capture.
type writeFlags struct {
	Write       string `short:"w" placeholder:"OUT" help:"Write the chosen frames, unchanged, into a capture and print nothing; - is standard output."`
	WriteFormat string `short:"F" placeholder:"FORMAT" help:"With -w: pcap, nsecpcap or pcapng. By default the ending of OUT's name says it, else FILE."`
}

// writeChosen is read -w: the work of convert, with the flags of read.
func (c *readCmd) writeChosen(ctx *kong.Context, files []string) error {
	printing := flags.First(ctx.Path, func(name string) bool { return !slices.Contains(notPrinting, name) })
	switch {
	case c.Write == "":
		return usage("-F goes with -w")
	case len(files) > 1:
		return errOneCapture
	case printing != "":
		return usage("-w prints nothing: it goes without %s", printing)
	}
	copying, err := c.copying(source.File(files[0]), c.Count)
	if err != nil {
		return err
	}
	if copying.reading, err = c.options(); err != nil {
		return err
	}
	if err = c.choosing(&copying.reading, []source.Input{copying.in}); err != nil {
		return err
	}
	copying.to.Choose = copying.reading.Choose
	return copying.run()
}

// errOneCapture is of -w with several inputs.
var errOneCapture = usage("-w takes one capture: cnwire merge makes one of several")

// copying is the work of writing frames of an input.
func (w *writeFlags) copying(in source.Input, count uint64) (c copying, err error) {
	c = copying{in: in, out: w.Write, from: string(convert.SourceCapture)}
	c.to = convert.Options{Count: count, Default: convert.DefaultFormat(w.Write)}
	c.to.Format, err = format(w.WriteFormat)
	return c, err
}

// notPrinting are the flags of read that do not change what it prints.
var notPrinting = []string{"read-file", "count", "byte-order", "host-by", "layout", "two-pass", "no-copies", "display-filter", "write", "write-format"}
