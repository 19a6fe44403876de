package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"github.com/alecthomas/kong"
	"golang.org/x/term"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/filter"
	"github.com/cnwire/cnwire/analysis/output"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/internal/build"
	"github.com/cnwire/cnwire/internal/ending"
	"github.com/cnwire/cnwire/internal/flags"
	"github.com/cnwire/cnwire/record"
	"github.com/cnwire/cnwire/record/livereport"
)

type recordCmd struct {
	List     bool          `short:"D" name:"list-interfaces" help:"List what can be recorded here, and what keeps the rest, and record nothing; status 1 where nothing can. It listens and attaches taps for a moment, which makes an nlmon device, and removes those that killed runs left behind."`
	Write    string        `short:"w" placeholder:"OUT" help:"Write a pcapng, in place, and print nothing; - is standard output."`
	Count    uint64        `short:"c" placeholder:"N" help:"Stop after N messages received."`
	Stop     []string      `short:"a" name:"autostop" type:"each" placeholder:"CONDITION" help:"Stop: duration:SECONDS, filesize:KB, packets:N, or with -b files:N; once for each."`
	Ring     []string      `short:"b" name:"ring-buffer" type:"each" placeholder:"CONDITION" help:"Go on in another file, OUT with a number and the time in its name: duration:SECONDS, filesize:KB or packets:N begins one, and so does SIGUSR1; files:N keeps the last N."`
	Print    bool          `short:"P" help:"With -w: print all the same."`
	Report   bool          `help:"Print a line an event, with who it was and how long it lived, and totals at the end, as forkstat does: -Y chooses, and the other options of printing go without."`
	Quiet    bool          `short:"q" help:"Say nothing of how it goes, and at the end only what was lost."`
	Events   string        `default:"all" placeholder:"NAMES" help:"Only these: fork, exec, uid, gid, sid, ptrace, comm, coredump, exit, nonzero_exit, with commas between them."`
	Buffer   string        `default:"64M" placeholder:"SIZE" help:"What the kernel may keep until it is read, in bytes, or with K, M or G behind it; an event takes about 832."`
	ID       string        `name:"id" placeholder:"IDX:VAL" help:"Another user's messages, as 3:1 of w1: join its group, which is IDX, and ask for nothing."`
	Group    uint32        `placeholder:"N" help:"Join that group, 1 to 32, and ask for nothing."`
	Follow   int32         `placeholder:"PID" help:"Only this process, with the FORKs of what it starts."`
	Descend  bool          `name:"descendants" help:"With --follow: and all that descends from it."`
	Who      string        `enum:"all,exe,no," default:"" placeholder:"LEVEL" help:"What is looked up in /proc about processes that FORK, EXEC and COMM name, and written into comments: all, exe (no command lines, which may hold secrets) or no. By default all with -w or --report, or where -e or -Y names a field of it, else no."`
	NoWho    bool          `help:"The same as --who=no."`
	Flush    time.Duration `default:"1s" placeholder:"TIME" help:"How long OUT may lack what was received."`
	User     string        `placeholder:"NAME" help:"Become this user when it listens, before OUT is made, and give up all privileges but CAP_SYS_PTRACE where --who needs it, and CAP_NET_ADMIN before Linux 6.6."`
	Tap      tapFlag       `help:"Record all messages to and from the kernel's connector, whoever sends and receives them, by BPF programs in the kernel, and with each who sent it: as root. --tap=nlmon records frames as nlmon shows them on a kernel that lets it: a copy for each listener, and what programs of this network namespace send each other."`
	Listen   bool          `help:"With --tap: ask the kernel for process events, which it makes only while somebody has; with --tap=nlmon also receive them, so that there are frames."`
	Lossless bool          `name:"require-lossless" help:"Exit with status 1 when something was lost."`
	filterFlags
	outputFlags
}

// showing are the flags that change what is printed.
var showing = []string{"format", "verbose", "hex", "field", "option", "raw-csv", "width", "time", "numeric", "line-buffered", "color", "display-filter", "report"}

// otherForms are those of them that --report has no use for.
var otherForms = slices.DeleteFunc(slices.Clone(showing), func(name string) bool {
	return slices.Contains([]string{"display-filter", "line-buffered", "report", "width"}, name)
})

// errEnough is of who has read enough of what is printed.
var errEnough = errors.New("no more is read")

// Run records the connector of this machine.
func (c *recordCmd) Run(ctx *kong.Context) error {
	if c.List {
		return c.list(ctx)
	}
	o, out, err := c.options()
	if err != nil {
		return err
	}
	if shows := flags.First(ctx.Path, func(name string) bool { return slices.Contains(showing, name) }); shows != "" && !c.prints() {
		return usage("-w prints nothing: %s goes with -P", shows)
	}
	if c.Report {
		if form := flags.First(ctx.Path, func(name string) bool { return slices.Contains(otherForms, name) }); form != "" {
			return usage("--report has a form of its own: %s goes without", form)
		}
		c.own = func(w *bufio.Writer, width int) output.Printer { return livereport.New(w, width) }
	}
	if err := ending.Fits(c.Write, "a capture"); err != nil {
		return usage("%w", err)
	}
	if folder := filepath.Dir(c.Write); c.Write != "" && c.Write != "-" {
		if _, err := os.Stat(folder); err != nil {
			return err // before anything is asked of the kernel
		}
	}
	until := interruption()
	interruption = context.Background // the printing goes on until all is printed that was recorded
	r, err := record.Open(until, o)
	if err != nil {
		return err
	}
	defer r.Close()
	if c.User != "" {
		if err := r.Become(c.User); err != nil {
			return err
		}
	}
	for _, note := range r.Notes() {
		warn("%s", note)
	}
	printed := make(chan error, 1)
	if c.prints() {
		in, to := io.Pipe()
		out.Also = to
		go func() {
			show := showFlags{filterFlags: c.filterFlags}
			err := reading([]source.Input{source.Reader(c.name(), in)}, &inputFlags{orderFlags: orderFlags{hostFlags: hostFlags{"file"}, ByteOrder: "auto", Layout: "ns"}}, &show, &c.outputFlags)
			in.CloseWithError(errEnough)
			printed <- err
		}()
	} else {
		printed <- nil
		if !c.Quiet {
			p := watch(&progress{silent: c.Write != "-"})
			defer p.stop()
			out.Status = func(s record.Status) { text := visible(s.String()); p.text.Store(&text) }
		}
	}
	result, err := r.Write(out)
	if to, ok := out.Also.(io.Closer); ok {
		to.Close()
	}
	if e := <-printed; e != nil && (err == nil || errors.Is(err, errEnough)) {
		if err = e; errors.As(e, new(*usageError)) {
			return e
		}
	}
	return c.finish(r, result, err)
}

// finish says what came of it.
func (c *recordCmd) finish(r *record.Recorder, result record.Result, err error) error {
	first, missing := r.Summary(result)
	if !c.Quiet {
		warn("%s", first)
	}
	for _, sentence := range missing {
		warn("%s", sentence)
	}
	lost := r.Counts()
	if errors.Is(err, syscall.EPIPE) && result.Failed > 0 || err == nil && c.Lossless && lost.LostAtLeast() > 0 {
		return errReported // which was said
	}
	return err
}

// name is what the packets come from.
func (c *recordCmd) name() string {
	switch c.Tap {
	case tapOnce:
		return "connector tap"
	case tapNlmon:
		return "connector nlmon"
	}
	return "connector socket"
}

// asksWho reports whether -e or -Y names a field of who a process was.
func (c *recordCmd) asksWho() bool {
	asks := slices.ContainsFunc(c.Fields, func(name string) bool {
		fd, err := analysis.Lookup(name)
		return err == nil && fd.OfSubject() && !fd.OfContext()
	})
	if f, err := filter.Compile(c.DisplayFilter); err == nil && !asks {
		asks = f.OfSubject() && !f.OfContext()
	}
	return asks
}

func (c *recordCmd) prints() bool { return c.Write == "" || c.Print }

// options checks the flags.
func (c *recordCmd) options() (o record.Options, out record.Output, err error) {
	o.Follow, o.Descendants, o.Tap, o.Listen, o.Nlmon = c.Follow, c.Descend, c.Tap != "", c.Listen, c.Tap == tapNlmon
	if err = o.Join(c.ID, c.Group); err != nil {
		return o, out, usage("--id: %w", err)
	}
	out = record.Output{Name: c.Write, Flush: c.Flush, Application: build.Version(), Next: record.NextFile()}
	if o.Events, err = record.ParseEvents(c.Events); err != nil {
		return o, out, usage("--events: %w", err)
	}
	if o.Buffer, err = record.ParseSize(c.Buffer); err != nil {
		return o, out, usage("--buffer: %w", err)
	}
	if !c.NoWho && (c.Who != "" || c.Write != "" || c.Report || c.asksWho()) {
		if o.Who, err = record.ParseWho(cmp.Or(c.Who, "all")); err != nil {
			return o, out, usage("--who: %w", err)
		}
	}
	for _, condition := range c.Stop {
		if err = out.Stop.Set(condition); err != nil {
			return o, out, usage("-a: %w", err)
		}
	}
	for _, condition := range c.Ring {
		if out.Ring == nil {
			out.Ring = &record.Limits{}
		}
		if err = out.Ring.Set(condition); err != nil {
			return o, out, usage("-b: %w", err)
		}
	}
	if c.Count > 0 {
		out.Stop.Packets = c.Count
	}
	switch {
	case o.Tap && (c.ID != "" || c.Group != 0 || c.User != ""):
		return o, out, usage("--tap sees all groups, as root: it goes without --id, --group and --user")
	case c.Listen && !o.Tap:
		return o, out, usage("--listen goes with --tap: without it record listens in any case")
	case o.Passive() && (c.Events != "all" || c.Follow != 0 || c.Who != "" && c.Who != "no" || c.Report):
		return o, out, usage("--events, --follow, --who and --report are of process events: they go without --id and --group")
	case c.Ring != nil && (c.Write == "" || c.Write == "-"):
		return o, out, usage("-b goes with -w and the name of a file")
	case out.Stop.Files > 0 && out.Ring == nil:
		return o, out, usage("-a files:N goes with -b")
	case out.Stop.Bytes > 0 && c.Write == "":
		return o, out, usage("-a filesize:KB goes with -w")
	case c.Descend && c.Follow == 0:
		return o, out, usage("--descendants goes with --follow")
	case c.Print && c.Write == "":
		return o, out, usage("-P goes with -w: without it all is printed")
	case c.Print && c.Write == "-":
		return o, out, usage("-P and -w - both write to standard output")
	case c.Write == "-" && term.IsTerminal(int(os.Stdout.Fd())):
		return o, out, usage("-w - writes a capture, and standard output is a terminal")
	}
	return o, out, nil
}
