package main

import (
	"bufio"
	"os"

	"github.com/alecthomas/kong"

	"github.com/cnwire/cnwire/analysis/pairs"
)

type pairsCmd struct {
	sourceFlags
	listFlags
	framesOfFlags
	Unsolicited bool `help:"Also list answers whose request the capture does not have."`
}

// Run lists each request with its answer.
func (c *pairsCmd) Run(ctx *kong.Context) error {
	var wrong faults
	release, err := c.begin(ctx, &c.sourceFlags, &c.listFlags, &wrong)
	if err != nil {
		return err
	}
	defer release()
	w := bufio.NewWriter(os.Stdout)
	list, err := newList(&c.listFlags, w, c.several, pairs.Columns)
	if err != nil {
		return err
	}
	p := pairs.Pairs{Emit: list.Row, Unsolicited: c.Unsolicited}
	scan := func() error { return c.analyse(&wrong, &p) }
	if err := inTurn(scan, p.End, list.End, w.Flush); err != nil {
		return err
	}
	c.seen.tellFar()
	if list.Rows() == 0 && p.Alone == 0 {
		c.silent(&wrong, "there is no request to list")
	}
	if p.Alone > 0 && !c.Unsolicited {
		warn("%d answers to requests that the capture does not have: --unsolicited lists them", p.Alone)
	}
	return c.framesOfFlags.end(&c.sourceFlags, wrong.err())
}
