package main

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/capinfo"
	"github.com/cnwire/cnwire/analysis/fit"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/source"
)

type infoCmd struct {
	fileFlags
	inputFlags
	filterFlags
	Format string `short:"T" placeholder:"FORMAT" enum:"text,json,jsonl" default:"text" help:"Format: text, json or jsonl: an object a capture."`
	widthFlags

	described int
	wide      int
}

// Run says what each capture holds, as capinfos does.
func (c *infoCmd) Run() error {
	o, err := c.options()
	if err != nil {
		return err
	}
	if c.wide, err = c.columns(c.Format == "text"); err != nil {
		return err
	}
	var wrong faults
	inputs, err := c.inputs()
	if err != nil {
		return err
	}
	for _, in := range inputs {
		if o.Choose, err = c.choose(); err != nil { // what is known of one file is not of the next
			return err
		}
		if err := c.file(o, in, &wrong); err != nil {
			return err
		}
		if wrong.ended {
			break
		}
	}
	if err := c.end(); err != nil {
		return err
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
		err = c.describe(info, of, o.Hosts)
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
func (c *infoCmd) describe(info *analysis.Info, of *source.Opened, hosts *host.Hosts) error {
	if of.Reader.Offset() == 0 {
		return nil // not even a header could be read, so there is nothing to describe
	}
	if c.described++; c.Format != "text" {
		return c.object(info, of, hosts)
	}
	if c.described > 1 {
		fmt.Println()
	}
	var text bytes.Buffer
	w := tabwriter.NewWriter(&text, 0, 8, 2, ' ', 0)
	fmt.Fprintf(w, "File\t%s\n", visible(of.Name))
	if of.Size > 0 {
		fmt.Fprintf(w, "Size\t%d bytes\n", of.Size)
	}
	if hosts.Several() {
		fmt.Fprintf(w, "Hosts\t%d: %s\n", hosts.Len(), visible(strings.Join(hosts.Names(), ", ")))
	}
	info.Describe(w, of.Reader)
	w.Flush()
	_, err := os.Stdout.Write(c.fitted(text.Bytes()))
	return err
}

// fitted has of each line what has no room below it, in the column of the values.
func (c *infoCmd) fitted(text []byte) (b []byte) {
	value := len("File")
	for value < len(text) && text[value] == ' ' {
		value++
	}
	for line := range bytes.Lines(text) {
		line = bytes.TrimSuffix(line, []byte("\n"))
		at := min(value, len(line))
		b = append(b, fit.Below(line[:at:at], line[at:], bytes.Repeat([]byte(" "), value), c.wide)...)
		b = append(b, '\n')
	}
	return b
}

// object writes what is known of a capture as JSON.
func (c *infoCmd) object(info *analysis.Info, of *source.Opened, hosts *host.Hosts) error {
	var names []string
	if hosts.Several() {
		names = hosts.Names()
	}
	lead := ""
	switch {
	case c.Format == "json" && c.described == 1:
		lead = "[\n  "
	case c.Format == "json":
		lead = ",\n  "
	}
	b, err := capinfo.Of(info, of.Reader, of.Name, of.Size, names).Append([]byte(lead), "  ", c.Format == "json")
	if c.Format == "jsonl" {
		b = append(b, '\n')
	}
	return inTurn(func() error { return err }, func() error { _, err := os.Stdout.Write(b); return err })
}

// end closes what is open of the output.
func (c *infoCmd) end() (err error) {
	switch {
	case c.Format != "json":
	case c.described == 0:
		_, err = os.Stdout.WriteString("[]\n")
	default:
		_, err = os.Stdout.WriteString("\n]\n")
	}
	return err
}
