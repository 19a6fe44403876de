package main

import (
	"bufio"
	"errors"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/output"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/pcap/hexdump"
)

type explainCmd struct {
	Hex       []string `arg:"" name:"HEX" help:"Digits of one datagram or frame, spaces and colons as you like; - for standard input, which may be any hex dump."`
	Format    string   `short:"T" placeholder:"FORMAT" default:"text" help:"Format: text, json, ek or jsonl."`
	ByteOrder string   `default:"auto" placeholder:"ORDER" help:"Byte order of the messages: auto, little or big."`
	Layout    string   `default:"ns" placeholder:"LAYOUT" help:"Form of proc_event: ns, timespec32 or timespec64."`
}

// explainer prints bytes that no capture holds.
type explainer struct {
	w       *bufio.Writer
	frames  *analysis.Frames
	printer output.Printer
	failed  bool // something was wrong with what was read
}

func (c *explainCmd) Run() error {
	e := &explainer{w: bufio.NewWriter(os.Stdout)}
	in := orderFlags{ByteOrder: c.ByteOrder, Layout: c.Layout, hostFlags: hostFlags{"file"}}
	o, err := in.options()
	if err != nil {
		return err
	}
	e.frames = &analysis.Frames{Order: o.Order, Layout: o.Layout}
	if slices.Contains([]string{"fields", "csv", "pdml", "psml"}, c.Format) {
		return usage("-T %s is for captures: text, json, ek or jsonl", c.Format)
	}
	if e.printer, err = output.New(e.w, output.Options{Format: c.Format, Tree: true}); err != nil {
		return usage("%w", err)
	}
	if len(c.Hex) == 1 && c.Hex[0] == "-" {
		var in *source.Opened
		if in, err = source.New(o).Open(source.File("-")); err == nil {
			err = e.text(in.Bytes)
		}
	} else {
		err = e.argument(strings.Join(c.Hex, " "))
	}
	if err != nil {
		return err
	}
	if err := inTurn(e.printer.End, e.w.Flush); err != nil {
		return err
	}
	switch {
	case o.Context.Err() != nil:
		return errInterrupted
	case e.failed:
		return errReported
	}
	return nil
}

// argument explains the command line.
func (e *explainer) argument(s string) error {
	b, err := hexdump.Parse(s)
	if err != nil && isThere(s) {
		return usage("%s is a file: cnwire explain - <FILE explains hex dumps of a text, cnwire -V FILE a capture", visible(s))
	}
	if err != nil {
		return usage("%s\n%s", complaint(err), hexdump.Accepted)
	}
	return e.explain(b, len(b))
}

// text explains every packet of a text.
func (e *explainer) text(in io.Reader) error {
	r := hexdump.NewReader(in)
	for found := false; ; {
		var d hexdump.Dump
		err := r.Next(&d)
		switch {
		case interruption().Err() != nil:
			return nil
		case err == io.EOF && !found:
			e.fault("standard input holds no packet; lines of other text: %d; %s", r.Lines(), hexdump.Accepted)
			return nil
		case err == io.EOF:
			if r.Repeats() > 0 {
				warn("packets that stand there twice and were taken once: %d", r.Repeats())
			}
			return nil
		case err != nil:
			e.fault("standard input: %s", complaint(err))
		default:
			if err := e.explain(d.Data, d.Len); err != nil {
				return err
			}
		}
		found = true
	}
}

// explain prints one packet, of which there were wire bytes.
func (e *explainer) explain(b []byte, wire int) error {
	f, form := e.frames.Explain(b, wire)
	if err := e.printer.Frame(f); err != nil {
		return err
	}
	switch {
	case form == analysis.FormCnMsg:
		warn("note: this was taken for %s", form)
	case !f.HasMessage():
		e.fault("no message in %d bytes", len(b))
	}
	e.failed = e.failed || f.Err.Err != nil // which the output says
	return nil
}

// fault says what is wrong, behind what was printed before it.
func (e *explainer) fault(format string, args ...any) {
	e.w.Flush()
	warn(format, args...)
	e.failed = true
}

// complaint is an error with the place in the text below it.
func complaint(err error) string {
	text := strings.TrimPrefix(err.Error(), "hexdump: ")
	var place *hexdump.Error
	if errors.As(err, &place) && place.Excerpt() != "" {
		text += "\n  " + strings.ReplaceAll(place.Excerpt(), "\n", "\n  ")
	}
	return text
}
