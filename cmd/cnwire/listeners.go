package main

import (
	"bufio"
	"os"
	"slices"

	"github.com/alecthomas/kong"

	"github.com/cnwire/cnwire/analysis/listeners"
	"github.com/cnwire/cnwire/internal/flags"
	"github.com/cnwire/cnwire/record/audience"
)

type listenersCmd struct {
	sourceFlags
	listFlags
	framesOfFlags
}

// ofCaptures are the flags that only say how a capture is read.
var ofCaptures = []string{"display-filter", "write", "write-format", "count", "byte-order", "layout", "host-by"}

// Run lists who asked for process events: in captures, or on this machine now.
func (c *listenersCmd) Run(ctx *kong.Context) error {
	if len(c.files()) == 0 {
		if given := flags.First(ctx.Path, func(name string) bool { return slices.Contains(ofCaptures, name) }); given != "" {
			return usage("%s goes with a capture: without one, those are listed that listen on this machine now", given)
		}
		return c.here()
	}
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
	scan := func() error { return c.analyse(&wrong, &a) }
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

// here lists those of this machine.
func (c *listenersCmd) here() error {
	w := bufio.NewWriter(os.Stdout)
	list, err := newList(&c.listFlags, w, nil, listeners.Here)
	if err != nil {
		return err
	}
	found, err := audience.Look()
	if err != nil {
		return err
	}
	for i := range found.List {
		if err := list.Row(&found.List[i]); err != nil {
			return err
		}
	}
	if err := inTurn(list.End, w.Flush); err != nil {
		return err
	}
	if list.Rows() == 0 {
		warn("nobody listens")
	}
	for _, sentence := range found.Sentences() {
		warn("%s", visible(sentence))
	}
	return nil
}
