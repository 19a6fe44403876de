package main

import (
	"bufio"
	"fmt"
	"os"
	"sort"

	"github.com/cnwire/cnwire/analysis"
)

type fieldsCmd struct {
	Names bool `help:"Only the names."`
}

func (c *fieldsCmd) Run() error {
	columns := analysis.Columns{Time: "r"}
	fields := append(columns.Fields(), analysis.Fields()...)
	sort.Slice(fields, func(i, j int) bool { return fields[i].Name < fields[j].Name })
	w := bufio.NewWriter(os.Stdout)
	for _, fd := range fields {
		if c.Names {
			fmt.Fprintln(w, fd.Name)
			continue
		}
		fmt.Fprintf(w, "%-33s %-16s %s\n", fd.Name, fd.Type(), fd.Doc)
	}
	return w.Flush()
}
