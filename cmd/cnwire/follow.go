package main

import (
	"bufio"
	"io"
	"io/fs"
	"os"
	"strconv"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/processes"
)

type followCmd struct {
	Who         string `arg:"" name:"PID|NAME" help:"The process: its pid, or a name that a COMM event gave it."`
	Life        int    `placeholder:"N" help:"Only the Nth process with that pid or name, from 1."`
	Descendants bool   `help:"Also all that it starts, and those start."`
	sourceFlags
	listFlags
}

// Run lists the events of a process, from its fork to its exit.
func (c *followCmd) Run() error {
	w := bufio.NewWriterSize(os.Stdout, 1<<16)
	list, err := newList(&c.listFlags, w, processes.Steps)
	if err != nil {
		return err
	}
	inputs, err := c.inputs()
	if err != nil {
		return err
	}
	if c.Life < 0 {
		return usage("--life counts from 1")
	}
	f := processes.Follow{Life: c.Life, Descendants: c.Descendants, Each: list.Row}
	if pid, err := strconv.ParseInt(c.Who, 10, 32); err == nil {
		f.PID = int32(pid)
	} else if f.Keys, inputs, err = c.named(inputs); err != nil {
		return err
	}
	defer release(inputs)
	var wrong faults
	t := f.Table()
	c.pass = t.Pass
	err = c.scanInputs(inputs, &wrong, func(_ string, frame *analysis.Frame) error {
		if err := t.Add(frame); err != nil {
			return err
		}
		return f.Err()
	})
	if err != nil {
		return err
	}
	if err := t.Finish(); err != nil {
		return err
	}
	if err := list.End(); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	tellListeners(t)
	switch {
	case !f.Found():
		warn("there is no event of %s", c.Who)
	case c.Life > f.Lives():
		warn("there is no life %d of %s: %d found", c.Life, c.Who, f.Lives())
	}
	return wrong.err()
}

// named reads the captures for the processes that have the name, and returns
// what to read again. What it reads from a pipe it keeps in a temporary file.
func (c *followCmd) named(inputs []input) (processes.Keys, []input, error) {
	for i := range inputs {
		if err := inputs[i].keep(); err != nil {
			release(inputs)
			return nil, nil, err
		}
	}
	n := processes.Named{Name: c.Who}
	t := n.Table()
	c.pass = t.Add
	quiet := faults{quiet: true} // the second reading says it
	if err := c.scanInputs(inputs, &quiet, func(_ string, frame *analysis.Frame) error { return t.Add(frame) }); err != nil {
		release(inputs)
		return nil, nil, err
	}
	return n.Keys, inputs, t.Finish()
}

// keep makes an input that can be read once readable again.
func (i *input) keep() error {
	f, err := i.open()
	if err != nil {
		return nil // the reading says it
	}
	defer f.Close()
	if sizeOf(f) > 0 && i.name != "-" {
		return nil
	}
	kept, err := os.CreateTemp("", "cnwire-input-*")
	if err != nil {
		return err
	}
	os.Remove(kept.Name()) // it lives as long as it is open, where the system lets it
	i.kept = kept
	size, err := io.Copy(kept, f)
	i.open = func() (io.ReadCloser, error) { return keptInput{io.NewSectionReader(kept, 0, size), kept}, nil }
	return err
}

// keptInput reads what keep kept, from its start.
type keptInput struct {
	io.Reader
	file *os.File
}

func (k keptInput) Stat() (fs.FileInfo, error) { return k.file.Stat() }

func (keptInput) Close() error { return nil }

// release gives back what keep made.
func release(inputs []input) {
	for _, i := range inputs {
		if i.kept != nil {
			i.kept.Close()
			os.Remove(i.kept.Name())
		}
	}
}

func (*followCmd) help(w io.Writer) { printColumns(w, columnsTitle, &processes.Steps.Schema) }
