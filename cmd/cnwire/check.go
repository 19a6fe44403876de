package main

import (
	"bufio"
	"fmt"
	"io"
	"syscall"

	"github.com/alecthomas/kong"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/fit"
	"github.com/cnwire/cnwire/analysis/notes"
	"github.com/cnwire/cnwire/analysis/output"
	"github.com/cnwire/cnwire/analysis/rows"
)

type checkCmd struct {
	sourceFlags
	listFlags
	framesOfFlags
	FailOn string `enum:"error,warn,note,never" default:"error" placeholder:"SEVERITY" help:"Exit with status 1 when there is a note so bad, or worse: error, warn, note or never."`
	filtersFlags
	All   bool   `help:"Text: all notes, and not the first ten of a kind."`
	Color string `enum:"auto,always,never" default:"auto" help:"Colour: auto, always or never."`
}

// shownOfAKind is how many notes of a kind text lists.
const shownOfAKind = 10

// Run lists what is odd.
func (c *checkCmd) Run(ctx *kong.Context) error {
	var wrong faults
	release, err := c.begin(ctx, &c.sourceFlags, &c.listFlags, &wrong)
	if err != nil {
		return err
	}
	defer release()
	out := &untilClosed{}
	w := bufio.NewWriterSize(out, 1<<16)
	if o := (outputFlags{Color: c.Color}); c.Format == "text" && o.color() {
		c.colour = noteColour
	}
	list, err := newList(&c.listFlags, w, c.several, notes.Columns)
	if err != nil {
		return err
	}
	if c.Color == "always" && c.Format != "text" {
		return errColour
	}
	checker := &notes.Checker{Emit: list.Row, Filters: c.filters()}
	if c.Format == "text" && !c.All && c.Write == "" {
		checker.Limit = shownOfAKind
	}
	wrong.to = checker
	if err := c.analyse(&wrong, &heard{checker, out, c}); err != nil {
		return err
	}
	if err := inTurn(checker.End, list.End); err != nil {
		return err
	}
	if c.Format == "text" && len(c.Fields) == 0 && c.Write == "" {
		wide, err := c.columns(true)
		if err != nil {
			return err
		}
		checkSummary(w, checker, wide)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if list.Rows() == 0 {
		c.silent(&wrong, "there is nothing to note")
	}
	if wrong.ended {
		return errInterrupted // what was not read has no verdict
	}
	return c.framesOfFlags.end(&c.sourceFlags, c.verdict(checker))
}

// heard is a checker that stops when nobody reads what it says, and the verdict is sure.
type heard struct {
	*notes.Checker
	out *untilClosed
	c   *checkCmd
}

func (h *heard) Add(f *analysis.Frame) error        { return h.behind(h.Checker.Add(f)) }
func (h *heard) Pass(f *analysis.Frame) error       { return h.behind(h.Checker.Pass(f)) }
func (h *heard) AddSkimmed(f *analysis.Frame) error { return h.behind(h.Checker.AddSkimmed(f)) }

func (h *heard) behind(err error) error {
	switch {
	case err != nil || !h.out.closed:
		return err
	case h.c.FailOn == "never":
		return syscall.EPIPE // nobody reads it
	}
	return h.c.verdict(h.Checker) // which nothing can mend that comes behind
}

// verdict is the error for the exit status.
func (c *checkCmd) verdict(checker *notes.Checker) error {
	if c.FailOn == "never" {
		return nil
	}
	limit, err := notes.ParseSeverity(c.FailOn)
	if err != nil {
		return err
	}
	if worst, any := checker.Worst(); any && worst >= limit {
		return errReported
	}
	return nil
}

// checkSummary says how many notes there are, and which were not listed.
func checkSummary(w io.Writer, checker *notes.Checker, wide int) {
	any := false
	for _, n := range checker.Counts() {
		any = true
		if n.Kept > 0 {
			fmt.Fprintf(w, "and %d more of %s: --all lists them\n", n.Kept, n.Kind.Name)
		}
	}
	if any {
		fmt.Fprintln(w)
	}
	if lost := checker.Lost(); lost != "" {
		fmt.Fprintf(w, "%s\n", fit.Below(nil, []byte(lost), nil, wide))
	}
	for i, s := range notes.Severities() {
		if i > 0 {
			fmt.Fprint(w, ", ")
		}
		fmt.Fprintf(w, "%s %d", s, checker.BySeverity(s))
	}
	fmt.Fprintln(w)
}

// noteColour is how bad a line is: its first cell says it.
func noteColour(r rows.Row) string {
	switch string(r[0].Data) {
	case notes.Error.String():
		return output.ColourError
	case notes.Warning.String():
		return output.ColourWarning
	case notes.Chat.String():
		return output.ColourQuiet
	}
	return ""
}
