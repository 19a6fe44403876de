package main

import (
	"bufio"
	"cmp"
	"io"
	"path/filepath"
	"time"

	"github.com/cnwire/cnwire/analysis/timeline"
	"github.com/cnwire/cnwire/internal/ending"
)

type timelineCmd struct {
	sourceFlags
	filtersFlags
	Out      string         `short:"o" name:"output" placeholder:"OUT" help:"The file to write, - for standard output."`
	Format   string         `short:"F" placeholder:"FORMAT" help:"perfetto, TrackEvents for ui.perfetto.dev, or json, Chrome's trace events. By default json where OUT ends so."`
	Interval *time.Duration `placeholder:"DURATION" help:"How long the messages of a point of the rate are counted: 1s by default."`
	Partial  bool           `help:"Write also when an input is missing, from the others; the exit status is 1 all the same."`
}

// Run writes what happened to whom when, for viewers of traces.
func (c *timelineCmd) Run() error {
	if c.Out == "" {
		return usage("name what to write: -o OUT")
	}
	if err := ending.Fits(c.Out, "a trace", "JSON"); err != nil {
		return usage("%w", err)
	}
	inputs, err := c.inputs()
	if err != nil {
		return err
	}
	format := c.Format
	if filepath.Ext(c.Out) == ".json" {
		format = cmp.Or(format, "json")
	}
	collectEarly(50) // of 10.8 GB it would take 66 MB
	var wrong faults
	write := func(out io.Writer) error {
		w := bufio.NewWriterSize(out, 1<<16)
		t := timeline.Timeline{Filters: c.filters()}
		if c.Interval != nil {
			t.Interval = *c.Interval
		}
		end := w.Flush
		switch cmp.Or(format, "perfetto") {
		case "perfetto":
			t.Sink = timeline.NewPerfetto(w)
		case "json":
			sink := timeline.NewChrome(w)
			t.Sink, end = sink, func() error { return inTurn(sink.End, w.Flush) }
		default:
			return usage("-F: perfetto or json")
		}
		return c.drawn(&t, &wrong, c.Out, c.Partial, end)
	}
	return inTurn(func() error { return writing(c.Out, inputs, write) }, wrong.err)
}

// drawn has a timeline drawn into OUT, up to end.
func (c *sourceFlags) drawn(t *timeline.Timeline, wrong *faults, out string, partial bool, end func() error) error {
	if err := c.analyse(wrong, t); err != nil {
		return err
	}
	if err := c.readable(wrong, out, partial); err != nil {
		return err
	}
	if err := inTurn(t.End, end); err != nil {
		return err
	}
	c.tellDrawn(t, wrong)
	return nil
}

// readable is the error for the exit status where nothing is to be written of what was
// read.
func (c *sourceFlags) readable(wrong *faults, out string, partial bool) error {
	if err := wrong.incomplete(out, partial); err != nil {
		return err
	}
	switch {
	case c.seen.frames == 0 && wrong.any:
		return errNothing
	case wrong.ended && out != "-": // no file is half
		return errInterrupted
	}
	return nil
}

// tellDrawn says what a drawing does not show.
func (c *sourceFlags) tellDrawn(of interface {
	Late() uint64
	Unplaced() uint64
}, wrong *faults) {
	tellLate(of.Late())
	c.seen.tellFar()
	if n := of.Unplaced(); n > 0 {
		warn("%d lives, marks and messages have no time, and are not drawn", n)
	}
	if c.seen.connector == 0 {
		c.silent(wrong, "there is nothing to draw")
	}
}
