package main

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/alecthomas/kong"

	"github.com/cnwire/cnwire/internal/flags"
	"github.com/cnwire/cnwire/record"
)

// list lists what can be recorded here, as tshark -D does.
func (c *recordCmd) list(ctx *kong.Context) error {
	if other := flags.First(ctx.Path, func(name string) bool { return name != "list-interfaces" }); other != "" {
		return usage("-D records nothing: %s goes without", other)
	}
	list := record.Abilities()
	var text strings.Builder
	text.WriteString("1. connector (process events)\n")
	t := tabwriter.NewWriter(&text, 0, 8, 2, ' ', 0)
	for _, a := range list {
		word := "yes"
		if !a.OK {
			word = "no"
		}
		fmt.Fprintf(t, "   %s\t%s\t%s\n", word, a.What, visible(a.Why))
	}
	t.Flush()
	if _, err := os.Stdout.WriteString(text.String()); err != nil {
		return err
	}
	if !slices.ContainsFunc(list, func(a record.Ability) bool { return a.OK }) {
		return errReported
	}
	return nil
}
