package main

import (
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/analysis/rows"
)

type exportCmd struct {
	sourceFlags
	Out       string `short:"w" name:"write" placeholder:"OUT" help:"The file to write, - for standard output, or with --partition a folder."`
	Format    string `short:"F" placeholder:"FORMAT" help:"csv or parquet. By default the ending of OUT says it."`
	Partition string `placeholder:"BY" enum:",date,hour" default:"" help:"Write a folder of files, one or more for each date or hour: date=2026-11-21/NAME-00001.parquet."`
	Capture   string `placeholder:"NAME" help:"What the column capture says: by default the name of the file."`
	Schema    bool   `help:"Print the columns and exit."`
}

// Run writes the messages as a table for other tools.
func (c *exportCmd) Run() error {
	if c.Schema {
		return printSchema()
	}
	if c.Out == "" {
		return usage("name what to write: -w OUT")
	}
	newTable, ending, err := c.format()
	if err != nil {
		return err
	}
	inputs, err := c.inputs()
	if err != nil {
		return err
	}
	for _, in := range inputs {
		if overwrites(c.Out, in.name) {
			return usage("%s is an input: writing it would destroy what is read", c.Out)
		}
	}
	var wrong faults
	if c.Partition != "" {
		d := c.dataset(newTable, ending)
		defer d.abandon()
		if err := c.write(d, &wrong); err != nil {
			return err
		}
		return wrong.err()
	}
	err = writing(c.Out, nil, func(w io.Writer) error {
		table, err := newTable(w)
		if err != nil {
			return err
		}
		return c.write(table, &wrong)
	})
	if err != nil {
		return err
	}
	return wrong.err()
}

// format returns how a table is written, and the ending of its files.
func (c *exportCmd) format() (func(io.Writer) (export.Table, error), string, error) {
	format := c.Format
	if format == "" {
		format = strings.TrimPrefix(filepath.Ext(c.Out), ".")
	}
	switch format {
	case "csv":
		return export.NewCSV, ".csv", nil
	case "parquet":
		return export.NewParquet, ".parquet", nil
	}
	return nil, "", usage("-F: csv or parquet")
}

// write writes the rows of the captures and closes the table.
func (c *exportCmd) write(t interface {
	Write(rows.Row) error
	Close() error
}, wrong *faults) error {
	var all export.Rows
	frames := 0
	err := c.scanNamed(wrong, func(name string, f *analysis.Frame) error {
		frames++
		all.Capture = c.Capture
		if all.Capture == "" {
			all.Capture = visible(captureName(name))
		}
		return all.Each(f, t.Write)
	})
	if err != nil {
		return err
	}
	if err := t.Close(); err != nil {
		return err
	}
	if frames == 0 && wrong.any {
		return errNothing
	}
	return nil
}

// overwrites reports whether the output is the file of an input.
func overwrites(out, in string) bool {
	if in == "-" || out == "-" {
		return false
	}
	f, err := os.Open(in)
	if err != nil {
		return false
	}
	defer f.Close()
	return sameFile(f, out)
}

// captureName returns a file's name without its folder and its endings.
func captureName(file string) string {
	name := filepath.Base(file)
	for _, ending := range []string{".gz", ".zst", ".pcap", ".pcapng", ".cap"} {
		name = strings.TrimSuffix(name, ending)
	}
	return name
}
