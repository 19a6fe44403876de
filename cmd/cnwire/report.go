package main

import (
	"io"
	"path/filepath"
	"strings"

	"github.com/cnwire/cnwire/internal/ending"
	page "github.com/cnwire/cnwire/report"
)

type reportCmd struct {
	sourceFlags
	filtersFlags
	Out     string `short:"o" name:"output" placeholder:"OUT" help:"The page to write, - for standard output."`
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
	var names []string
	for _, in := range inputs {
		names = append(names, visible(filepath.Base(in.Name)))
	}
	var wrong faults
	r := page.New(strings.Join(names, ", "), c.filters())
	wrong.also = r
	write := func(w io.Writer) error {
		if err := c.scan(&wrong, into(r)); err != nil {
			return err
		}
		if err := c.readable(&wrong, c.Out, c.Partial); err != nil {
			return err
		}
		if _, err := r.WriteTo(w); err != nil {
			return err
		}
		c.tellDrawn(r, &wrong)
		return nil
	}
	return inTurn(func() error { return writing(c.Out, inputs, write) }, wrong.err)
}
