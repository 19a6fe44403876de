package main

import (
	"bufio"
	"os"

	"github.com/cnwire/cnwire/internal/manual"
)

type fieldsCmd struct {
	Names bool `help:"Only the names."`
	widthFlags
	Pattern string `arg:"" optional:"" name:"PATTERN" help:"A regular expression: only fields whose name or meaning has a match, in any case."`
}

func (c *fieldsCmd) Run() error {
	w := bufio.NewWriter(os.Stdout)
	width, err := c.columns(!c.Names)
	if err != nil {
		return err
	}
	n, err := manual.WriteFields(w, c.Pattern, c.Names, width)
	switch {
	case err != nil:
		return usage("%w", err)
	case n == 0:
		warn("no field has %s in its name or meaning", c.Pattern)
		return errReported
	}
	return w.Flush()
}
