package main

import (
	"io"
	"path/filepath"
	"strings"

	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/internal/ending"
	"github.com/cnwire/cnwire/record"
	about "github.com/cnwire/cnwire/report"
	"github.com/cnwire/cnwire/report/page"
)

type reportCmd struct {
	sourceFlags
	filtersFlags
	Out     string `short:"o" name:"output" placeholder:"OUT" help:"The page to write, - for standard output."`
	Limit   string `name:"embed-limit" placeholder:"SIZE" default:"64M" help:"The page holds captures up to so many bytes whole, for its packet browser, also what -Y does not choose: 64M, 1G; 0 for none."`
	Partial bool   `help:"Write also when an input is missing, from the others; the exit status is 1 all the same."`
}

// Run writes a page that says what captures hold.
func (c *reportCmd) Run() error {
	if c.Out == "" {
		return usage("name the page to write: -o OUT")
	}
	if err := ending.Fits(c.Out, "HTML"); err != nil {
		return usage("%w", err)
	}
	inputs, err := c.inputs()
	if err != nil {
		return err
	}
	captures, err := c.embedded()
	if err != nil {
		return err
	}
	var names []string
	for _, in := range inputs {
		names = append(names, visible(filepath.Base(in.Name)))
	}
	collectEarly(20) // of 100 MB it would take 79 MB
	var wrong faults
	r := about.New(strings.Join(names, ", "), c.filters())
	wrong.also = r
	write := func(w io.Writer) error {
		take := into(r)
		if err := c.scanInputs(captures.Inputs(inputs), &wrong, func(f *source.Frame) error {
			captures.Frame(f.Frame)
			return take(f)
		}, nil); err != nil {
			return err
		}
		if err := c.readable(&wrong, c.Out, c.Partial); err != nil {
			return err
		}
		if err := page.Write(w, r, captures); err != nil {
			return err
		}
		c.tellDrawn(r, &wrong)
		return nil
	}
	return inTurn(func() error { return writing(c.Out, inputs, write) }, wrong.err)
}

// embedded returns what keeps the captures for the page.
func (c *reportCmd) embedded() (*page.Captures, error) {
	size := 0
	if c.Limit != "0" {
		var err error
		if size, err = record.ParseSize(c.Limit); err != nil {
			return nil, usage("--embed-limit: %w", err)
		}
	}
	k := page.NewCaptures(int64(size))
	k.Filter, k.Order, k.Layout, k.HostBy = c.DisplayFilter, c.ByteOrder, c.Layout, c.HostBy
	return k, nil
}
