package main

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strings"

	"golang.org/x/term"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/output"
	"github.com/cnwire/cnwire/analysis/parallel"
	"github.com/cnwire/cnwire/analysis/rows"
)

// outputFlags are how frames are written; every command that lists some has
// them.
type outputFlags struct {
	Format  string   `short:"T" placeholder:"FORMAT" default:"text" help:"Format: text, fields, json, ek, jsonl, csv, pdml or psml."`
	Verbose bool     `short:"V" help:"Text: the tree of every byte, with its place, for each frame."`
	Hex     bool     `short:"x" help:"Text: a hex dump of each frame."`
	Fields  []string `short:"e" name:"field" type:"names" placeholder:"NAME,…" help:"Fields, csv, json, ek, pdml: fields to write; with commas between them, or once for each."`
	formFlags
	widthFlags
	Time     string `short:"t" placeholder:"FORM" default:"r" help:"Time column: a, ad, adoy, d, dd, e, r, u, ud or udoy, as in tshark."`
	Numeric  bool   `short:"n" help:"Numbers instead of the names of signals and errors."`
	LineWise bool   `short:"l" name:"line-buffered" help:"Write each frame at once, even when more input is at hand."`
	Color    string `enum:"auto,always,never" default:"auto" help:"Colour: auto, always or never."`

	own              func(*bufio.Writer, int) output.Printer // a command's own form, in place of the formats
	subjects, byName bool                                    // what is printed tells of subjects, by a field that is named
}

// formFlags are the details of two formats, of frames and of lists.
type formFlags struct {
	Option []string `short:"E" name:"option" type:"each" placeholder:"NAME=VALUE" help:"Fields: ${fieldoptions}."`
	RawCSV bool     `name:"raw-csv" help:"Csv: texts as they are. Without it one that a spreadsheet would calculate, since it begins with = + - or @, has a ' before it."`
}

// set sets the details of -T fields, if the flags go with the format.
func (o *formFlags) set(out *rows.FieldOutput, format string) error {
	for _, e := range o.Option {
		if err := out.Set(e); err != nil {
			return usage("%w", err)
		}
	}
	if len(o.Option) > 0 && format != "fields" {
		return usage("-E goes with -T fields")
	}
	if o.RawCSV && format != "csv" {
		return usage("--raw-csv goes with -T csv")
	}
	return nil
}

// printer makes the printer that the flags ask for.
func (o *outputFlags) printer(w *bufio.Writer) (*parallel.Printer, error) {
	width, err := o.columns(o.Format == "text")
	if err != nil {
		return nil, err
	}
	if o.own != nil {
		return parallel.New(w, true, func(w *bufio.Writer) (parallel.Single, error) { return o.own(w, width), nil })
	}
	t, err := analysis.ParseTimeFormat(o.Time)
	if err != nil {
		return nil, usage("-t: %w", err)
	}
	options := output.Options{
		Format:  o.Format,
		Columns: analysis.Columns{Time: t, Numeric: o.Numeric},
		Tree:    o.Verbose,
		Hex:     o.Hex,
		Color:   o.color(),
		Fields:  o.Fields,
		Width:   width,
		RawCSV:  o.RawCSV,
	}
	if err := o.set(&options.Output, o.Format); err != nil {
		return nil, err
	}
	o.subjects, o.byName = options.AsksForSubjects()
	printer, err := parallel.New(w, o.LineWise, func(w *bufio.Writer) (parallel.Single, error) { return output.New(w, options) })
	timed := !o.Verbose && len(o.Fields) == 0 && (o.Format == "text" || o.Format == "csv" || o.Format == "psml") ||
		slices.ContainsFunc(o.Fields, func(name string) bool { return strings.HasPrefix(strings.ToLower(name), "_ws.col.") })
	switch {
	case err != nil:
		return nil, usage("%w", err)
	case (o.Verbose || o.Hex) && o.Format != "text":
		return nil, usage("-V and -x go with -T text")
	case o.Time != "r" && !timed:
		return nil, usage("-t is of the time column, which is not printed")
	case o.Numeric && (o.Verbose || o.Format == "jsonl"):
		return nil, usage("-V and -T jsonl have numbers and names: they go without -n")
	case o.Color == "always" && o.Format != "text":
		return nil, errColour
	}
	return printer, nil
}

// context reports whether a field is named that tells of analysis.Message.Context.
func (o *outputFlags) context() bool {
	return slices.ContainsFunc(o.Fields, func(name string) bool {
		fd, err := analysis.Lookup(name)
		return err == nil && fd.OfContext()
	})
}

// color says whether lines are coloured: on a terminal that can, unless
// NO_COLOR says otherwise.
func (o *outputFlags) color() bool {
	switch o.Color {
	case "always":
		return true
	case "never":
		return false
	}
	return term.IsTerminal(int(os.Stdout.Fd())) && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb"
}

var errColour = usage("--color always goes with -T text")

// usageError is a command line that makes no sense.
type usageError struct{ error }

func (e *usageError) Unwrap() error { return e.error }

func usage(format string, args ...any) error {
	return &usageError{fmt.Errorf(format, args...)}
}

// warn prints a note that does not stop the work.
func warn(format string, args ...any) {
	statusLine.Lock()
	defer statusLine.Unlock()
	clearLine()
	lines := strings.Split(fmt.Sprintf(format, args...), "\n") // an excerpt of text may follow
	for i := range lines {
		lines[i] = visible(lines[i])
	}
	fmt.Fprintln(os.Stderr, "cnwire:", strings.Join(lines, "\n"))
}

// visible escapes what a terminal would obey, in the name of a file say.
func visible(s string) string { return string(analysis.Escape([]byte(s), 0)) }
