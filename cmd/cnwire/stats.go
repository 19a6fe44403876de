package main

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/cnwire/cnwire/analysis/fit"
	"github.com/cnwire/cnwire/analysis/statistics"
)

type statsCmd struct {
	sourceFlags
	listFlags
	By        []string       `placeholder:"TABLE,…" help:"Tables: ${statstables}."`
	Hierarchy bool           `help:"The same as --by hierarchy: frames and bytes by protocol, as tshark -z io,phs."`
	Interval  *time.Duration `placeholder:"DURATION" help:"Length of a row of --by time, and of what a peak is of; 1s by default, and what fits in a sparkline."`
	filtersFlags
}

// Run counts what captures hold.
func (c *statsCmd) Run() error {
	o := statistics.Options{Filters: c.filters()}
	tables, err := c.tables()
	if err != nil {
		return err
	}
	if c.Interval != nil {
		o.Interval = *c.Interval
		hasOne := func(t *statistics.Table) bool {
			return slices.Contains([]string{"overview", "time", "sparkline"}, t.Name)
		}
		if !slices.ContainsFunc(tables, hasOne) {
			return usage("--interval goes with --by overview and time")
		}
	}
	if o.Width, err = c.columns(c.Format == "text"); err != nil {
		return err
	}
	w := bufio.NewWriterSize(os.Stdout, 1<<16)
	rows, err := newStatsRows(&c.listFlags, w, tables, c.several)
	if err != nil {
		return err
	}
	rows.width = o.Width
	s := statistics.New(o, tables, rows.row)
	var wrong faults
	if err := c.analyse(&wrong, s); err != nil {
		return err
	}
	if wrong.any && c.seen.frames == 0 {
		return wrong.err() // which was said; zeros would hide it
	}
	if err := inTurn(s.End, rows.out.End); err != nil {
		return err
	}
	notes := slices.DeleteFunc([]string{s.Unmeasured(), s.Blind()}, func(note string) bool { return note == "" })
	if c.Format == "text" && len(c.Fields) == 0 && len(rows.filled) > 0 {
		for _, note := range notes {
			fmt.Fprintf(w, "\n%s\n", fit.Below(nil, []byte(note), nil, o.Width))
		}
		notes = nil
	}
	if err := w.Flush(); err != nil {
		return err
	}
	tellLate(s.Late())
	c.seen.tellFar()
	for _, note := range notes {
		warn("%s", note)
	}
	var silent []string
	for _, t := range tables {
		switch {
		case rows.filled[t]:
		case t.Name == "loss":
			silent = append(silent, "loss: no number is missing between those that are there")
		default:
			silent = append(silent, t.Name+": there is nothing to count")
		}
	}
	c.silent(&wrong, silent...)
	return wrong.err()
}

// tables returns what the options ask for. In text for people, time is drawn.
func (c *statsCmd) tables() ([]*statistics.Table, error) {
	drawn := c.Format == "text" && len(c.Fields) == 0
	names := c.By
	if c.Hierarchy {
		names = append(names, "hierarchy")
	}
	if len(names) == 0 {
		names = []string{"overview"}
		if drawn {
			names = append(names, "time")
		}
	}
	var tables []*statistics.Table
	for _, name := range names {
		if name == "time" && drawn {
			name = "sparkline"
		}
		t, err := statistics.Lookup(name)
		if err != nil {
			return nil, usage("--by: %w", err)
		}
		if !slices.Contains(tables, t) {
			tables = append(tables, t)
		}
	}
	return tables, nil
}

// statsTables names the tables for the help.
func statsTables() string {
	var names []string
	for _, t := range statistics.Tables() {
		names = append(names, t.Name)
	}
	return strings.Join(names, ", ")
}
