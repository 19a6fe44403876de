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
		return usage("-w takes one capture: cnwire merge makes one of several")
	case printing != "":
		return usage("-w prints nothing: it goes without %s", printing)
	}
	copying := copying{in: source.File(files[0]), out: c.Write, from: string(convert.SourceCapture)}
	copying.to = convert.Options{Count: c.Count, Default: convert.DefaultFormat(c.Write)}
	var err error
	if copying.to.Format, err = format(c.WriteFormat); err != nil {
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

// notPrinting are the flags of read that do not change what it prints.
var notPrinting = []string{"read-file", "count", "byte-order", "host-by", "layout", "two-pass", "no-copies", "display-filter", "write", "write-format"}
