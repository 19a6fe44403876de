package main

import (
	"bufio"
	"cmp"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/alecthomas/kong"
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/analysis/fit"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/internal/ending"
	"github.com/cnwire/cnwire/internal/flags"
)

type exportCmd struct {
	sourceFlags
	filtersFlags
	Table     string   `placeholder:"TABLE" default:"events" help:"The table: events, a row a message; processes, as ps lists them; losses, what is missing of the counters of events; pairs, requests with their answers; notes, as check lists them."`
	Out       string   `short:"w" name:"write" placeholder:"OUT" help:"The file to write, - for standard output, or with --partition a folder."`
	Format    string   `short:"F" placeholder:"FORMAT" help:"csv or parquet. By default the ending of OUT says it. CSV has the texts exactly as they are: to open in a spreadsheet take -T csv of other commands, for a name may be a formula."`
	Columns   []string `short:"e" name:"field" type:"names" placeholder:"NAME,…" help:"Columns to write, in this order; with commas between them, or once for each. All of them by default, most of which are empty."`
	Partition string   `placeholder:"BY" enum:",date,hour" default:"" help:"Write a folder of files, one or more for each date or hour: date=2026-11-21/NAME-00001.parquet."`
	Capture   string   `placeholder:"NAME" help:"What the column capture says: by default the name of the file."`
	Context   bool     `help:"Events: fill the columns life, age_ns, fork_to_exec_ns and ancestors, and ppid from the first FORK on."`
	Partial   bool     `help:"Write also when an input is missing, from the others; the exit status is 1 all the same."`
	Schema    bool     `help:"Print the columns of the table and exit."`
}

// Run writes the messages as a table for other tools.
func (c *exportCmd) Run(ctx *kong.Context) error {
	k, err := export.Find(c.Table)
	if err != nil {
		return usage("--table: %w", err)
	}
	if other := flags.First(ctx.Path, func(name string) bool { return name != "schema" && name != "table" }); c.Schema && other+strings.Join(c.Args, "") != "" {
		return usage("--schema prints the columns and goes without %s", cmp.Or(other, "FILE"))
	} else if c.Schema {
		return printSchema(k)
	}
	switch {
	case c.Context && k != export.Events:
		return usage("--context fills columns of the events: it goes without --table %s", k)
	case c.filters() != analysis.FiltersUnknown && k != export.Losses && k != export.Notes:
		return usage("--filtered and --unfiltered say what losses are: they go with --table losses and notes")
	}
	if c.Out == "" {
		return usage("name what to write: -w OUT")
	}
	choice, err := export.Choose(k, c.Columns)
	if err != nil {
		return usage("-e: %w", err)
	}
	newTable, ending, err := c.format(choice)
	if err != nil {
		return err
	}
	if c.Partition != "" && c.Out == "-" {
		return usage("--partition writes a folder: -w - is none")
	}
	inputs, err := c.inputs()
	if err != nil {
		return err
	}
	var wrong faults
	if c.Partition != "" {
		d := c.dataset(k, newTable, ending)
		defer d.Abandon()
		write := func() error { return c.write(k, d, inputs, &wrong) }
		return inTurn(write, d.Commit, wrong.err)
	}
	write := func(w io.Writer) error {
		table, err := newTable(w, k)
		if err != nil {
			return err
		}
		return c.write(k, table, inputs, &wrong)
	}
	return inTurn(func() error { return writing(c.Out, inputs, write) }, wrong.err)
}

// newTable starts a table in a form.
type newTable = func(io.Writer, export.Kind) (export.Table, error)

// format returns how a table is written, and the ending of its files.
func (c *exportCmd) format(choice *export.Choice) (newTable, string, error) {
	newCSV, newParquet := newTable(export.NewCSV), newTable(export.NewParquet)
	if len(c.Columns) > 0 {
		newCSV, newParquet = choice.NewCSV, choice.NewParquet
	}
	switch cmp.Or(c.Format, strings.TrimPrefix(filepath.Ext(c.Out), ".")) {
	case "csv":
		return newCSV, ".csv", nil
	case "parquet":
		collectEarly(10) // of 100 MB it takes 56 MB to 75
		return newParquet, ".parquet", nil
	}
	switch err := ending.Fits(c.Out, "a table", "CSV", "Parquet"); {
	case c.Format != "":
		return nil, "", usage("-F: unknown format %q: csv or parquet", c.Format)
	case err != nil:
		return nil, "", usage("%w; or say with -F csv or -F parquet what to write", err)
	}
	return nil, "", usage("the name %s does not say what to write: -F csv or -F parquet does", c.Out)
}

// write writes the rows of the captures and closes the table.
func (c *exportCmd) write(k export.Kind, t interface {
	Write(rows.Row) error
	Close() error
}, inputs []source.Input, wrong *faults) error {
	all := &export.Tables{Capture: c.Capture, Filters: c.filters(), Context: c.Context}
	all.Write[k] = t.Write
	if k == export.Notes {
		wrong.also = all
	}
	frames := 0
	err := c.scanInputs(inputs, wrong, func(f *source.Frame) error {
		if frames++; frames == 1 { // all inputs are open
			all.Known = c.names
			if err := wrong.incomplete(c.Out, c.Partial); err != nil {
				return err
			}
		}
		return all.Add(f)
	}, nil)
	switch {
	case err != nil:
		return err
	case wrong.ended && c.Out != "-": // what is shown is shown, but no file is half
		return errInterrupted
	case frames == 0 && k == export.Notes: // what is wrong with the inputs is there to write
		if err := wrong.incomplete(c.Out, c.Partial); err != nil {
			return err
		}
	}
	if err := inTurn(all.Close, t.Close); err != nil {
		return err
	}
	tellLate(all.Late())
	c.seen.tellFar()
	if frames == 0 && wrong.any && k != export.Notes {
		return errNothing
	}
	return nil
}

// printSchema lists the columns of a table.
func printSchema(k export.Kind) error {
	width, err := new(widthFlags).columns(true)
	if err != nil {
		return err
	}
	var rows [][]string
	for _, c := range k.Schema().Columns {
		rows = append(rows, []string{c.Name, c.SQL(), c.Doc})
	}
	w := bufio.NewWriter(os.Stdout)
	return inTurn(func() error { return fit.List(w, "", width, rows) }, w.Flush)
}
