package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/convert"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/rewrite"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/internal/ending"
	"github.com/cnwire/cnwire/pcap"
)

type convertCmd struct {
	In    string `arg:"" optional:"" name:"IN" help:"A capture, a text with hex dumps, or the bytes of one datagram; - is standard input."`
	Out   string `arg:"" optional:"" name:"OUT" help:"The capture to write; - is standard output."`
	Read  string `short:"r" name:"read-file" placeholder:"IN" help:"The same as IN, as in tshark."`
	Write string `short:"w" placeholder:"OUT" help:"The same as OUT."`

	Count         uint64 `short:"c" placeholder:"N" help:"Stop after N frames."`
	From          string `default:"auto" placeholder:"KIND" help:"What IN is: auto, capture, text or raw."`
	Format        string `short:"F" placeholder:"FORMAT" help:"Of OUT: pcap, nsecpcap or pcapng. By default the ending of its name says it, else IN."`
	OnlyConnector bool   `help:"Only frames of the connector's family."`
	Frames        string `placeholder:"RANGES" help:"Only these frames: 5, 10-20, 30-, joined by commas."`
	After         string `placeholder:"TIME" help:"Only frames of this moment or later: 21:05 or 21:05:03.5 of the first frame's day, a date with a time (RFC 3339, or local), seconds since 1970, or +SECONDS since the first frame."`
	Before        string `placeholder:"TIME" help:"Only frames before this moment, which may be as in --after."`
	filterFlags
	Snaplen       int    `placeholder:"N" help:"Keep N bytes of each frame."`
	SwapByteOrder bool   `help:"Write messages in the other byte order, by meaning. Frames that cannot be stay, are counted, and the exit status is 1."`
	Anonymize     bool   `help:"Map pids, user and group ids and names consistently, and erase what nobody decodes, so that the capture can be shared."`
	Key           string `placeholder:"SECRET" help:"With --anonymize: one key gives one mapping, over several captures. Random by default."`
	orderFlags
}

// Run copies a capture.
func (c *convertCmd) Run() error {
	if err := c.places(); err != nil {
		return err
	}
	copying := copying{in: source.File(c.In), out: c.Out, from: c.From}
	var err error
	if copying.to, err = c.options(); err != nil {
		return err
	}
	if copying.reading, err = c.orderFlags.options(); err != nil {
		return err
	}
	return copying.run()
}

// places finds out what IN and OUT are, which have a flag each too.
func (c *convertCmd) places() error {
	var names []string
	if c.Read != "" {
		names = append(names, c.Read)
	}
	for _, name := range []string{c.In, c.Out, c.Write} {
		if name != "" {
			names = append(names, name)
		}
	}
	if len(names) != 2 {
		return usage("name one capture to read and one to write: IN OUT, or -r IN -w OUT")
	}
	c.In, c.Out = names[0], names[1]
	return nil
}

// copying is the work of a converter on one input.
type copying struct {
	in      source.Input
	out     string
	from    string // what the input is: auto, capture, text or raw
	reading source.Options
	to      convert.Options
}

func (c *copying) run() error {
	if err := ending.Fits(c.out, "a capture"); err != nil {
		return usage("%w", err)
	}
	var wrong faults
	c.to.Warn = func(err error) { wrong.add(c.in.Name, err) }
	p := newProgress(c.in.Name)
	defer p.stop()
	c.reading.Progress, c.to.Progress = p.set, p.frame
	c.to.Hosts = &host.Teller{Hosts: c.reading.Hosts, Captures: source.HostFiles([]source.Input{c.in})}
	from := source.New(c.reading, c.in)
	defer from.Close()
	var answers *analysis.Answers
	var err error
	if c.reading.TwoPass {
		if answers, err = from.Answers(); err != nil {
			return err
		}
	}
	in, err := from.Open(c.in)
	if err != nil {
		wrong.add(c.in.Name, err)
		return wrong.err()
	}
	defer in.Close()
	if err := c.settle(in); err != nil {
		return err
	}
	copier, err := c.copier(in, &wrong)
	if err != nil { // and OUT stays as it is
		wrong.add(c.in.Name, err)
		return wrong.err()
	}
	return writing(c.out, []source.Input{c.in}, func(w io.Writer) error {
		converter := convert.New(w, c.to)
		converter.Frames.Order, converter.Frames.Layout, converter.Frames.Answers = c.reading.Order, c.reading.Layout, answers
		var output *convert.OutputError // about what is written, not what is read
		if err := copier(converter); errors.As(err, &output) {
			return err
		} else if err != nil {
			wrong.add(c.in.Name, err)
		}
		return finish(converter, &c.to, c.out, &wrong)
	})
}

// finish ends an output and says what came of it.
func finish(c *convert.Converter, o *convert.Options, out string, wrong *faults) error {
	result, err := c.Close()
	report(out, &result, wrong)
	for _, r := range o.Frames {
		if r.First > result.Read && !wrong.ended {
			warn("--frames: there is no frame %d: the capture has %d", r.First, result.Read)
		}
	}
	if err != nil {
		return err
	}
	if result.Read == 0 && wrong.any {
		return errNothing
	}
	return wrong.err()
}

// options turns the flags into what the converter takes.
func (c *convertCmd) options() (o convert.Options, err error) {
	o.Count, o.OnlyConnector, o.SnapLen, o.Swap = c.Count, c.OnlyConnector, c.Snaplen, c.SwapByteOrder
	o.Default = convert.DefaultFormat(c.Out)
	if o.Format, err = format(c.Format); err != nil {
		return o, err
	}
	if c.Frames != "" {
		if o.Frames, err = convert.ParseRanges(c.Frames); err != nil {
			return o, usage("--frames: %w", err)
		}
	}
	if c.After != "" {
		if o.After, err = convert.ParsePoint(c.After); err != nil {
			return o, usage("--after: %w", err)
		}
	}
	if c.Before != "" {
		if o.Before, err = convert.ParsePoint(c.Before); err != nil {
			return o, usage("--before: %w", err)
		}
	}
	if o.Choose, err = c.choose(); err != nil {
		return o, err
	}
	if c.names != nil {
		o.See = c.names.Add
	}
	if c.Anonymize {
		o.Anonymizer = rewrite.NewAnonymizer([]byte(c.Key))
	} else if c.Key != "" {
		return o, usage("--key goes with --anonymize")
	}
	return o, nil
}

// format checks the name of an output format.
func format(name string) (string, error) {
	if name != "" && !slices.Contains([]string{"pcap", "nsecpcap", "pcapng"}, name) {
		return "", usage("-F: unknown format %q: one of pcap, nsecpcap, pcapng", name)
	}
	return name, nil
}

// settle finds out what the input is.
func (c *copying) settle(in *source.Opened) error {
	switch c.from {
	case "auto":
		head, _ := in.Bytes.Peek(convert.HeadSize)
		r, err := pcap.NewReader(bytes.NewReader(head))
		if err == nil {
			r.Close()
		}
		c.from = string(convert.SourceOf(head, !errors.Is(err, pcap.ErrFormat)))
		if is := pcap.KnownAs(head); is != "" && c.from == string(convert.SourceRaw) {
			return fmt.Errorf("%s: no capture, no hex dump and no datagram: %s", visible(c.in.Name), is)
		}
	case string(convert.SourceCapture), string(convert.SourceText), string(convert.SourceRaw):
	default:
		return usage("--from: unknown kind %q: one of auto, capture, text, raw", c.from)
	}
	return nil
}

// copier returns what copies the input, whatever it is.
func (c *copying) copier(in *source.Opened, wrong *faults) (func(to *convert.Converter) error, error) {
	switch convert.Source(c.from) {
	case convert.SourceText:
		return func(to *convert.Converter) error { return to.Text(in.Bytes) }, nil
	case convert.SourceRaw:
		return func(to *convert.Converter) error { return to.Raw(in.Bytes) }, nil
	}
	if err := in.Capture(); err != nil {
		return nil, err
	}
	return func(to *convert.Converter) error {
		defer wrong.notes(in)
		return to.Capture(in.Reader)
	}, nil
}
