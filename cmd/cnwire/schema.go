package main

import (
	"fmt"
	"os"
	"text/tabwriter"

	"github.com/cnwire/cnwire/analysis/export"
)

// printSchema lists the columns of what export writes.
func printSchema() error {
	w := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', 0)
	for _, c := range export.Schema().Columns {
		fmt.Fprintf(w, "%s\t%s\t%s\n", c.Name, c.SQL(), c.Doc)
	}
	return w.Flush()
}
