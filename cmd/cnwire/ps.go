package main

import (
	"bufio"
	"cmp"
	"os"
	"time"

	"github.com/alecthomas/kong"

	"github.com/cnwire/cnwire/analysis/convert"
	"github.com/cnwire/cnwire/analysis/gantt"
	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/analysis/program"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/internal/habits"
)

type psCmd struct {
	sourceFlags
	listFlags `set:"graphs=; of --tree dot and mermaid too"`
	framesOfFlags
	Tree       bool           `help:"Draw the tree of who started whom; with a choice, its processes and their ancestors. -T dot or mermaid writes it for documents."`
	Gantt      bool           `help:"Draw the lives as bars over time, in the width that there is."`
	At         string         `placeholder:"TIME" help:"Those that lived at a moment, as it was known then: 21:05 or 21:05:03.5 of the first frame's day, a date with a time, seconds since 1970, or +SECONDS since the first frame."`
	PID        []int32        `short:"p" name:"pid" sep:"," placeholder:"PID" help:"Only these, of every life; the same as PIDs before FILE."`
	Exec       []string       `short:"C" name:"exec" sep:"," placeholder:"NAME" help:"Only those that ran a program of that name, by their executable, the first word of their command line, or their name."`
	Orphans    bool           `help:"Only those that outlived their parent."`
	Failed     bool           `help:"Only those that ended with a code that is not 0, or by a signal."`
	LongerThan *time.Duration `placeholder:"DURATION" help:"Only those that lived longer, as far as it was seen: 1.5s, 2m."`

	pids map[int32]bool // those of PID, and those before FILE
	ran  *program.Names
}

// Run lists the processes, in the order in which they appeared.
func (c *psCmd) Run(ctx *kong.Context) error {
	if err := habits.PS(c.Fields, c.Args, isThere); err != nil {
		return usage("%w", err)
	}
	pids, files := habits.PIDs(c.Args, isThere)
	c.Args, c.pids, c.ran = files, map[int32]bool{}, program.New(c.Exec...)
	for _, pid := range append(c.PID, pids...) {
		c.pids[pid] = true
	}
	var wrong faults
	release, err := c.begin(ctx, &c.sourceFlags, &c.listFlags, &wrong)
	if err != nil {
		return err
	}
	defer release()
	w := bufio.NewWriterSize(os.Stdout, 1<<16)
	show, err := c.shower(w)
	if err != nil {
		return err
	}
	listed := 0
	t := processes.Table{Each: func(p *processes.Process) error {
		if c.chooses(p) { // a tree takes all
			listed++
		}
		return show.add(p)
	}, Keep: c.keeps, Lends: true}
	if c.Tree {
		t.Keep = c.lives // it chooses itself, for it draws ancestors too
		t.Unlisted = show.ancestor
	}
	scan := func() error { return c.analyse(&wrong, &t) }
	if c.At != "" {
		at, err := convert.ParsePoint(c.At)
		if err != nil {
			return usage("--at: %w", err)
		}
		scan = func() error { return c.scan(&wrong, until(at, into(&t))) }
	}
	if err := inTurn(scan, func() error { return show.rest(t.Finish) }, show.end, w.Flush); err != nil {
		return err
	}
	tellListeners(&t)
	c.seen.tellFar()
	if listed == 0 {
		c.silent(&wrong, "there is no process to list")
	}
	if c.Write != "" {
		err = c.framesOf(show.keys)
	}
	return c.framesOfFlags.end(&c.sourceFlags, cmp.Or(err, wrong.err()))
}

// framesOf reads the capture for the frames of processes.
func (c *psCmd) framesOf(keys processes.Keys) error {
	f := processes.Follow{Keys: keys, Each: func(s *processes.Step) error {
		c.picked.Add(s.Event.Frame)
		return nil
	}}
	t := f.Table()
	return inTurn(func() error {
		return c.scan(&faults{quiet: true}, func(f *source.Frame) error { return t.Add(f.Frame) })
	}, t.Finish)
}

// tellListeners says that there were copies, and what came late.
func tellListeners(t *processes.Table) {
	tellLate(t.Late())
	if n := t.Listeners.Most(); n > 1 {
		warn("%d listeners: each event counts once", n)
	}
}

// tellLate says that the order of events is not certain.
func tellLate(n uint64) {
	if n > 0 {
		warn("%d events stand more than a second, or 65536 events, behind later ones: lives around them may be wrong", n)
	}
}

// keeps reports whether the options ask for a process.
func (c *psCmd) keeps(p *processes.Process) bool { return c.lives(p) && c.chooses(p) }

// lives reports whether it lived at the moment that --at names.
func (c *psCmd) lives(p *processes.Process) bool { return c.At == "" || p.State == processes.Running }

// chooses reports whether the other options ask for it. -Y asks for those with
// an event, or a copy of one, in a chosen frame.
func (c *psCmd) chooses(p *processes.Process) bool {
	return p.Chosen && (len(c.pids) == 0 || c.pids[p.PID]) && (len(c.Exec) == 0 || c.ran.Ran(p)) && (!c.Orphans || p.Orphan) && (!c.Failed || p.Failed()) &&
		(c.LongerThan == nil || p.AtLeast() > *c.LongerThan)
}

// shower is what becomes of the processes.
type shower struct {
	add      func(*processes.Process) error
	ancestor func(*processes.Process) // of a tree
	rest     func(func() error) error // has what is left added, when all frames are read
	end      func() error
	keys     processes.Keys // of the processes, where nothing is listed
}

// shower makes what the options ask for: a list or a tree.
func (c *psCmd) shower(w *bufio.Writer) (*shower, error) {
	switch {
	case c.Write != "":
		keys := processes.Keys{}
		return &shower{add: func(p *processes.Process) error { keys[p.Key] = true; return nil }, rest: alone, end: w.Flush, keys: keys}, nil
	case c.Tree, c.Gantt:
		return c.drawing(w)
	case c.Format == "dot", c.Format == "mermaid":
		return nil, usage("-T %s draws a tree: it goes with --tree", c.Format)
	}
	list, err := newList(&c.listFlags, w, c.several, processes.Columns)
	if err != nil {
		return nil, err
	}
	return &shower{add: list.Row, rest: list.Rest, end: list.End}, nil
}

// alone adds what is left as what came before.
func alone(add func() error) error { return add() }

// drawing draws instead of listing.
func (c *psCmd) drawing(w *bufio.Writer) (*shower, error) {
	isGraph := c.Tree && (c.Format == "dot" || c.Format == "mermaid")
	if c.Format != "text" && !isGraph || len(c.Fields) > 0 || c.Sort != "" || len(c.Option) > 0 || c.RawCSV || c.Tree && c.Gantt {
		return nil, usage("--tree and --gantt are drawings: one of them, without -e, -E, --raw-csv and --sort; -T of a tree is text, dot or mermaid; dot -Tsvg makes a picture of dot")
	}
	width, err := c.columns(!isGraph)
	if err != nil {
		return nil, err
	}
	collectEarly(25) // of 1 GB a tree would take 70 MB
	if c.Gantt {
		chart := gantt.Chart{Width: width}
		return &shower{add: chart.Add, rest: alone, end: func() error { return chart.Write(w) }}, nil
	}
	tree := processes.Tree{Width: width}
	if len(c.pids)+len(c.Exec) > 0 || c.Orphans || c.Failed || c.LongerThan != nil || c.DisplayFilter != "" {
		tree.Keep = c.chooses
	}
	draw := tree.Write
	switch c.Format {
	case "dot":
		draw = tree.WriteDOT
	case "mermaid":
		draw = tree.WriteMermaid
	}
	return &shower{add: tree.Add, ancestor: tree.AddUnlisted, rest: alone, end: func() error { return draw(w) }}, nil
}

// until hands on the frames up to a moment.
func until(p convert.Point, each func(*source.Frame) error) func(*source.Frame) error {
	return func(f *source.Frame) error {
		if f.HasTime() && p.Compare(f.Frame) > 0 {
			return nil
		}
		return each(f)
	}
}
