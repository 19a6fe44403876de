package main

import (
	"bufio"
	"os"
	"strconv"

	"github.com/alecthomas/kong"

	"github.com/cnwire/cnwire/analysis/lineage"
	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/internal/habits"
)

type followCmd struct {
	Who         string `arg:"" name:"PID|NAME" help:"The process: its pid, or a name that a COMM event gave it."`
	Life        int    `placeholder:"N" help:"Only the Nth process with that pid or name, from 1."`
	Descendants bool   `help:"Also all that it starts, and those start."`
	sourceFlags
	listFlags
	framesOfFlags
}

// Run lists the events of a process, from its fork to its exit.
func (c *followCmd) Run(ctx *kong.Context) error {
	if err := habits.Follow(c.Who, append(c.File, c.Args...), isThere); err != nil {
		return usage("%w", err)
	}
	var wrong faults
	done, err := c.begin(ctx, &c.sourceFlags, &c.listFlags, &wrong)
	if err != nil {
		return err
	}
	defer done()
	w := bufio.NewWriterSize(os.Stdout, 1<<16)
	list, err := newList(&c.listFlags, w, c.several, processes.Steps)
	if err != nil {
		return err
	}
	inputs, err := c.inputs()
	if err != nil {
		return err
	}
	release := func() {}
	f := processes.Follow{Life: c.Life, Descendants: c.Descendants, Each: list.Row, Lineage: new(lineage.Tracker)}
	if pid, err := strconv.ParseInt(c.Who, 10, 32); err == nil {
		f.PID = int32(pid)
	} else if f.Keys, inputs, release, err = c.named(inputs); err != nil {
		return err
	}
	defer release()
	t := f.Table()
	take := into(t)
	err = c.scanInputs(inputs, &wrong, func(frame *source.Frame) error {
		if err := take(frame); err != nil {
			return err
		}
		return f.Err()
	}, nil)
	if err != nil {
		return err
	}
	if err := inTurn(t.Finish, list.End, w.Flush); err != nil {
		return err
	}
	tellListeners(t)
	c.seen.tellFar()
	switch {
	case wrong.ended: // what was not read may have it
	case !f.Found():
		c.silent(&wrong, "there is no event of "+c.Who)
		return errReported
	case c.Life > f.Lives():
		warn("there is no life %d of %s: %d found", c.Life, c.Who, f.Lives())
		return errReported
	}
	return c.framesOfFlags.end(&c.sourceFlags, wrong.err())
}

// named reads the captures for the processes that have the name, and returns
// what to read again, until release. What it reads from a pipe is kept.
func (c *followCmd) named(inputs []source.Input) (keys processes.Keys, kept []source.Input, release func(), err error) {
	var quiet faults
	kept, release, err = source.Keep(interruption(), inputs...)
	if err != nil {
		if err := quiet.take(err); err != nil {
			return nil, nil, nil, err
		}
		return nil, nil, nil, quiet.err()
	}
	if len(c.Who) > maxComm {
		warn("the kernel keeps %d bytes of a name: looking for %s", maxComm, c.Who[:maxComm])
		c.Who = c.Who[:maxComm]
	}
	n := processes.Named{Name: c.Who}
	t := n.Table()
	quiet.quiet = true // the second reading says it
	if err = c.scanInputs(kept, &quiet, func(f *source.Frame) error { return t.Add(f.Frame) }, nil); err == nil {
		err = t.Finish()
	}
	if err != nil {
		release()
	}
	return n.Keys, kept, release, err
}

// maxComm is how long the kernel's names are.
const maxComm = 15 // TASK_COMM_LEN less its NUL
