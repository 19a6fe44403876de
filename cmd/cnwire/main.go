// Command cnwire reads captures of the Linux kernel connector.
package main

import (
	"errors"
	"fmt"
	"os"
	"os/signal"
	"reflect"
	"slices"
	"strings"
	"syscall"
	_ "time/tzdata" // for TZ, where a machine has no zones: an image of the program alone, Windows

	"github.com/alecthomas/kong"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/internal/build"
	"github.com/cnwire/cnwire/internal/flags"
	"github.com/cnwire/cnwire/internal/habits"
	"github.com/cnwire/cnwire/internal/manual"
	"github.com/cnwire/cnwire/internal/positional"
	"github.com/cnwire/cnwire/internal/repeated"
	"github.com/cnwire/cnwire/wireshark/extcap"
)

// The exit statuses, as README.md has them.
const (
	statusOK    = 0
	statusFile  = 1 // the file: missing, not a capture, cut, damaged
	statusUsage = 2
)

// commands is the command line.
type commands struct {
	Read       readCmd       `cmd:"" default:"withargs" help:"Print the frames of captures (the default)."`
	Demo       demoCmd       `cmd:"" help:"Print a small capture of a real kernel that is built in."`
	Explain    explainCmd    `cmd:"" help:"Print the tree of one datagram, given in hexadecimal."`
	Record     recordCmd     `cmd:"" help:"Record the connector of this machine, live, into a capture, or print it."`
	Send       sendCmd       `cmd:"" help:"Send a request to the connector of this machine, and print what comes back."`
	Info       infoCmd       `cmd:"" help:"Say what captures hold: counts, times, byte orders, drops."`
	Convert    convertCmd    `cmd:"" help:"Copy a capture: another format, a part of it, rewritten, or made from text."`
	Merge      mergeCmd      `cmd:"" help:"Merge captures in the order of time."`
	Diff       diffCmd       `cmd:"" help:"Compare two captures frame by frame, field by field."`
	Pairs      pairsCmd      `cmd:"" help:"List each request with its answer."`
	Listeners  listenersCmd  `cmd:"" help:"List who asked for process events, and what the kernel counts."`
	Ps         psCmd         `cmd:"" help:"List the processes, rebuilt from their events."`
	Follow     followCmd     `cmd:"" help:"List the events of one process, from its fork to its exit."`
	Report     reportCmd     `cmd:"" help:"Write a page that says what captures hold: sentences, a timeline, lists."`
	Timeline   timelineCmd   `cmd:"" help:"Write a trace to look at: Perfetto's, or Chrome's JSON."`
	Export     exportCmd     `cmd:"" help:"Write the messages as a table for other tools: CSV or Parquet."`
	Vectors    vectorsCmd    `cmd:"" help:"Test vectors for decoders in any language: run, list, show."`
	Check      checkCmd      `cmd:"" help:"List what is odd, wrong or lost, for people and for CI."`
	Stats      statsCmd      `cmd:"" help:"Count what captures hold: kinds, processes, rates, latencies, losses."`
	Wireshark  wiresharkCmd  `cmd:"" help:"Show the connector in Wireshark itself: install, uninstall, path, status."`
	Fields     fieldsCmd     `cmd:"" help:"List the fields that -e takes."`
	Ids        idsCmd        `cmd:"" help:"List who talks over the connector: id, kernels, payload, what answers what."`
	Help       helpCmd       `cmd:"" help:"Print the help of a command, or of formats, filters, fields or the exit status."`
	Completion completionCmd `cmd:"" help:"Print a completion script for bash, zsh or fish."`

	Version kong.VersionFlag `help:"Print the version and exit."`
}

func main() {
	collectLate()
	// A reader of our output that has had enough shows as EPIPE, not as a death.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	if extcap.Called(os.Args[0]) {
		os.Exit(extcap.Run(os.Args[1:], build.Version()))
	}
	os.Exit(run(os.Args[1:]))
}

// run carries out a command line and returns the exit status.
func run(args []string) int {
	out := &checked{}
	parser, err := kong.New(grammar(args), append(settings(),
		kong.Writers(out, os.Stderr), // --help and --version
		kong.Exit(func(code int) { os.Exit(max(code, status(out.err))) }))...)
	if err != nil {
		panic(err) // the struct commands is wrong
	}
	if args, err = habits.Args(args, names(parser.Model.Children), isThere); err != nil {
		return status(usage("%w", err))
	}
	ctx, err := parser.Parse(together(args, parser.Model))
	if out.err != nil { // of --help
		return status(out.err)
	}
	if err != nil {
		if known := habits.Flag(err, args); known != "" {
			err = errors.New(known)
		}
		warn("%v", err)
		fmt.Fprintf(os.Stderr, "Try cnwire %s--help.\n", command(args, parser.Model))
		return statusUsage
	}
	if err := flags.Positive(ctx.Path); err != nil {
		return status(usage("%w", err))
	}
	return status(ctx.Run())
}

// command is the command that a command line names, with a blank behind it, or nothing.
func command(args []string, model *kong.Application) string {
	if len(args) > 0 && slices.Contains(names(model.Children), args[0]) {
		return args[0] + " "
	}
	return ""
}

// together puts together what a command line may have apart: files, and flags with many
// values.
func together(args []string, model *kong.Application) []string {
	command, rest := "read", args
	if len(args) > 0 && slices.Contains(names(model.Children), args[0]) {
		command, rest = args[0], args[1:]
	}
	of := model.Children[slices.Index(names(model.Children), command)]
	switch {
	case command == "vectors", command == "completion": // which take the flags of others
		return args
	case len(of.Children) == 0:
		rest = positional.Last(rest, func(name string) bool {
			return slices.ContainsFunc(of.Flags, func(f *kong.Flag) bool {
				known := name == "--"+f.Name || name == "-"+string(f.Short) || slices.Contains(f.Aliases, strings.TrimPrefix(name, "--"))
				return known && !f.IsBool()
			})
		})
	}
	if len(rest) < len(args) {
		rest = append([]string{command}, rest...)
	}
	return repeated.Gather(rest, many)
}

// settings is what kong has to know of the commands.
func settings() []kong.Option {
	return []kong.Option{
		kong.Name("cnwire"),
		kong.Description("Decode and analyse captures of the Linux kernel connector, and record them."),
		kong.Vars{"version": build.Version(), "fieldoptions": rows.FieldOptions, "statstables": statsTables(), "graphs": ""},
		kong.KindMapper(reflect.String, kong.MapperFunc(decodeString)),
		kong.NamedMapper("each", kong.MapperFunc(decodeEach)),
		kong.NamedMapper("names", kong.MapperFunc(decodeNames)),
		kong.Help(manual.Help),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true}),
	}
}

func names(of []*kong.Node) (list []string) {
	for _, n := range of {
		list = append(list, n.Name)
	}
	return list
}

func isThere(name string) bool {
	_, err := os.Lstat(name)
	return err == nil
}

// checked is standard output, and remembers what went wrong with it.
type checked struct{ err error }

func (c *checked) Write(b []byte) (int, error) {
	n, err := os.Stdout.Write(b)
	if c.err == nil {
		c.err = err
	}
	return n, err
}

// decodeString takes an argument as it is: kong's own way goes through JSON,
// where the name of a file that is no UTF-8 becomes another one.
func decodeString(ctx *kong.DecodeContext, target reflect.Value) error {
	t, err := ctx.Scan.PopValue("string")
	if err != nil {
		return err
	}
	s, ok := t.Value.(string)
	if !ok {
		return fmt.Errorf("expected a string but got %v", t.Value)
	}
	target.SetString(s)
	return nil
}

// many are the flags that are given once for each value, by thousands too.
var many = repeated.Flags{
	"-e": "--field", "--field": "--field", "-E": "--option", "--option": "--option", "-r": "--read-file", "--read-file": "--read-file",
}

// decodeEach takes all values of one of them.
func decodeEach(ctx *kong.DecodeContext, target reflect.Value) error {
	t, err := ctx.Scan.PopValue("string")
	target.Set(reflect.AppendSlice(target, reflect.ValueOf(repeated.Split(t.String()))))
	return err
}

// decodeNames takes all names of -e, several of which may stand in one value.
func decodeNames(ctx *kong.DecodeContext, target reflect.Value) error {
	t, err := ctx.Scan.PopValue("string")
	for _, value := range repeated.Split(t.String()) {
		target.Set(reflect.AppendSlice(target, reflect.ValueOf(strings.Split(value, ","))))
	}
	return err
}

// status prints an error and says which exit status it is.
func status(err error) int {
	var usage *usageError
	switch {
	case err == nil:
		return statusOK
	case errors.Is(err, syscall.EPIPE):
		return statusOK // whoever read our output has had enough
	case errors.Is(err, errInterrupted):
		warn("interrupted")
		return statusInterrupted
	case isReported(err):
		return statusFile
	}
	warn("%v", err)
	if errors.As(err, &usage) {
		return statusUsage
	}
	return statusFile
}

// errReported is an error whose message was printed where it happened, since
// work went on behind it.
var errReported = errors.New("reported")

// errInterrupted is of a user who had enough: what was read until then is shown.
var errInterrupted = errors.New("interrupted")

func isReported(err error) bool { return errors.Is(err, errReported) }
