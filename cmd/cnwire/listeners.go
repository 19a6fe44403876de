package main

import (
	"bufio"
	"os"

	"github.com/alecthomas/kong"

	"github.com/cnwire/cnwire/analysis/listeners"
)

type listenersCmd struct {
	sourceFlags
	listFlags
	framesOfFlags
}

// Run lists who asked for process events.
func (c *listenersCmd) Run(ctx *kong.Context) error {
	var wrong faults
	release, err := c.begin(ctx, &c.sourceFlags, &c.listFlags, &wrong)
	if err != nil {
		return err
	}
	defer release()
	w := bufio.NewWriter(os.Stdout)
	list, err := newList(&c.listFlags, w, c.several, listeners.Columns)
	if err != nil {
		return err
	}
	a := listeners.Audience{Emit: list.Row}
	scan := func() error { return c.scan(&wrong, into(&a)) }
	if err := inTurn(scan, a.End, list.End, w.Flush); err != nil {
		return err
	}
	c.seen.tellFar()
	if list.Rows() == 0 {
		c.silent(&wrong, "nobody asked for process events")
	}
	for _, sentence := range a.Sentences() {
		warn("%s", visible(sentence))
	}
	return c.framesOfFlags.end(&c.sourceFlags, wrong.err())
}
