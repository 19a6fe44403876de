package main

import (
	"bufio"
	"os"

	"github.com/cnwire/cnwire/analysis/users"
)

type idsCmd struct {
	listFlags
	Pattern string `arg:"" optional:"" name:"PATTERN" help:"A regular expression: only those whose id, name or purpose has a match, in any case."`
}

// Run lists who talks over the connector.
func (c *idsCmd) Run() error {
	all, err := users.Matching(c.Pattern)
	switch {
	case err != nil:
		return usage("%w", err)
	case len(all) == 0:
		warn("no user of the connector has %s in its id, name or purpose", c.Pattern)
		return errReported
	}
	w := bufio.NewWriter(os.Stdout)
	list, err := newList(&c.listFlags, w, nil, users.Columns)
	if err != nil {
		return err
	}
	for i := range all {
		if err := list.Row(&all[i]); err != nil {
			return err
		}
	}
	return inTurn(list.End, w.Flush)
}
