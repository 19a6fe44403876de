package main

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"time"

	"github.com/alecthomas/kong"
	"github.com/cnwire/cnwire/internal/flags"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

type vectorsCmd struct {
	Run  vectorsRunCmd  `cmd:"" help:"Ask another decoder, a program, every vector, and compare the answers."`
	List vectorsListCmd `cmd:"" help:"List the names of vectors, with what each hunts."`
	Show vectorsShowCmd `cmd:"" help:"Print vectors: bytes, and the answer that is right."`
}

// vectorFlags choose vectors.
type vectorFlags struct {
	Name   string   `placeholder:"REGEXP" help:"Only vectors whose name has a match."`
	Kind   []string `placeholder:"KIND" help:"Only message, datagram, stream or exchange vectors."`
	Struct []string `placeholder:"NAME" help:"Only vectors of this struct; datagram and frame are names too."`
	Order  []string `placeholder:"ORDER" help:"Only vectors in this byte order: little, big or unknown."`
	Rule   []string `placeholder:"RULE" help:"Only vectors that examine this rule of SPEC.md."`
	Flag   []string `placeholder:"FLAG" help:"Only vectors that hunt this class of bug."`
	Source []string `placeholder:"SOURCE" help:"Only vectors that are captured, third-party or table."`
}

// chosen returns all vectors, and those that the flags choose: at least one.
func (c *vectorFlags) chosen() (*vectors.Set, []vectors.Vector, error) {
	set, err := vectors.Load()
	if err != nil {
		return nil, nil, err
	}
	s := vectors.Selection{Kinds: c.Kind, Structs: c.Struct, Orders: c.Order, Rules: c.Rule, Flags: c.Flag, Sources: c.Source}
	if c.Name != "" {
		if s.Name, err = regexp.Compile(c.Name); err != nil {
			return nil, nil, usage("--name: %w", err)
		}
	}
	list := s.Of(set.Vectors)
	if len(list) == 0 {
		return nil, nil, usage("no vector is like that")
	}
	return set, list, nil
}

type vectorsRunCmd struct {
	vectorFlags
	Timeout time.Duration `default:"10s" help:"How long to wait for an answer."`
	Command []string      `arg:"" passthrough:"" name:"COMMAND" help:"The program, and its arguments, behind --."`
}

// errFailed gives the exit status of vectors that were not passed.
var errFailed = errors.Join(errors.New("vectors failed"), errReported)

func (c *vectorsRunCmd) Run() error {
	if c.Command[0] == "--" {
		c.Command = c.Command[1:]
	}
	if len(c.Command) == 0 {
		return usage("no COMMAND behind --")
	}
	set, list, err := c.chosen()
	if err != nil {
		return err
	}
	r := vectors.Runner{Command: c.Command, Timeout: c.Timeout, Stderr: os.Stderr, Streams: slices.Contains(c.Kind, vectors.Streams)}
	report, err := r.Run(list)
	if notFound := (*exec.Error)(nil); errors.As(err, &notFound) || errors.Is(err, os.ErrNotExist) || errors.Is(err, os.ErrPermission) {
		return usage("%w", err)
	} else if err != nil {
		return err
	}
	if report.Asked == 0 {
		return usage("none of these %d vectors is a question to a decoder; streams are asked with --kind stream", len(list))
	}
	if err := report.Write(&untilClosed{}, set.Legend); err != nil {
		return err
	}
	if !report.OK() {
		return errFailed
	}
	return nil
}

type vectorsListCmd struct{ vectorFlags }

func (c *vectorsListCmd) Run() error {
	_, list, err := c.chosen()
	if err != nil {
		return err
	}
	w := bufio.NewWriter(os.Stdout)
	for _, v := range list {
		fmt.Fprintf(w, "%s\t%s\n", v.Name, v.Why)
	}
	return w.Flush()
}

type vectorsShowCmd struct {
	vectorFlags
	Format string   `short:"T" placeholder:"FORMAT" enum:"text,jsonl" default:"text" help:"Format: text, or jsonl: a line each, as in vectors.json."`
	Names  []string `arg:"" optional:"" name:"NAME" help:"Names in full."`
}

func (c *vectorsShowCmd) Run(ctx *kong.Context) error {
	if choice := flags.First(ctx.Path, func(name string) bool { return name != "format" }); choice != "" && len(c.Names) > 0 {
		return usage("NAME is one vector: it goes without %s", choice)
	}
	set, list, err := c.chosen()
	if err != nil {
		return err
	}
	if len(c.Names) > 0 {
		list = list[:0]
	}
	for _, name := range c.Names {
		v := set.Find(name)
		if v == nil {
			return usage("no vector is called %s", name)
		}
		list = append(list, *v)
	}
	w := bufio.NewWriter(os.Stdout)
	for i, v := range list {
		if c.Format == "jsonl" {
			w.Write(v.AppendJSON(nil))
			continue
		}
		if i > 0 {
			w.WriteByte('\n')
		}
		w.Write(v.AppendText(nil))
	}
	return w.Flush()
}
