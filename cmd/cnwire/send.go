package main

import (
	"bufio"
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"time"

	"github.com/alecthomas/kong"
	"golang.org/x/term"

	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/internal/build"
	"github.com/cnwire/cnwire/internal/ending"
	"github.com/cnwire/cnwire/internal/flags"
	"github.com/cnwire/cnwire/record"
	"github.com/cnwire/cnwire/record/request"
)

type sendCmd struct {
	Listen     bool          `xor:"what" help:"Ask for process events: LISTEN. Its IGNORE follows the answer, unless --keep says otherwise."`
	Ignore     bool          `xor:"what" help:"Ask for no more of them: IGNORE. Refused without --force, for before Linux 6.6 it silences another program."`
	ID         string        `name:"id" xor:"what" placeholder:"IDX:VAL" help:"Send a message to any user of the connector, as 3:1 is w1's id."`
	File       []string      `short:"r" name:"read-file" type:"each" xor:"what" placeholder:"FILE" help:"Send a frame of a capture, as it stands there; - is standard input."`
	Frame      uint64        `placeholder:"N" help:"With -r: the number of the frame."`
	Mask       string        `placeholder:"NAMES" help:"With --listen or --ignore: only these events, with commas between them, or the mask as a number (Linux 6.6): fork, exec, uid, gid, sid, ptrace, comm, coredump, exit, nonzero_exit."`
	Data       string        `placeholder:"HEX" help:"With --id: the data, as 0102 or 01:02."`
	Seq        string        `placeholder:"N" help:"cn_msg.seq, and nlmsg_seq as well; 1 by default."`
	Ack        string        `placeholder:"N" help:"cn_msg.ack; a random one by default."`
	Flags      string        `placeholder:"N" help:"cn_msg.flags; 0 by default."`
	NlmsgType  string        `aliases:"nlmsg_type" placeholder:"N" help:"3, NLMSG_DONE, by default."`
	NlmsgFlags string        `aliases:"nlmsg_flags" placeholder:"N" help:"0 by default."`
	NlmsgSeq   string        `aliases:"nlmsg_seq" placeholder:"N" help:"As seq by default."`
	NlmsgPID   string        `name:"nlmsg-pid" aliases:"nlmsg_pid" placeholder:"N" help:"This process's id by default."`
	DryRun     bool          `help:"Send nothing: print the bytes in hexadecimal, or as -x, -V, -T and -e say."`
	Write      string        `short:"w" placeholder:"OUT" help:"Write the request and what came into a pcapng, and print nothing; - is standard output."`
	Print      bool          `short:"P" help:"With -w: print all the same."`
	Count      int           `short:"c" placeholder:"N" help:"Stop after N answers. By default after the one of process events, and for others when the time has passed."`
	Timeout    time.Duration `default:"2s" placeholder:"TIME" help:"How long answers are waited for."`
	Keep       bool          `help:"Leave a listener behind: send no IGNORE after a LISTEN."`
	Force      bool          `help:"Send what was refused."`
	Quiet      bool          `short:"q" help:"Say nothing of an answer that says no error."`
	ByteOrder  string        `default:"auto" placeholder:"ORDER" help:"With -r: the byte order of the messages: auto, little or big."`
	outputFlags
}

// fieldFlags are the flags that set a field, which a frame has.
var fieldFlags = []string{"mask", "data", "seq", "ack", "flags", "nlmsg-type", "nlmsg-flags", "nlmsg-seq", "nlmsg-pid"}

// Run sends a request to the kernel's connector and prints what comes back.
func (c *sendCmd) Run(ctx *kong.Context) error {
	if err := c.check(ctx); err != nil {
		return err
	}
	datagram, doubt, err := c.datagram()
	if err != nil {
		return err
	}
	refused := doubt != nil && !c.Force
	switch {
	case c.DryRun && refused:
		warn("without --force this would not be sent: %v", doubt)
	case refused:
		return fmt.Errorf("not sent: %w; --force sends it all the same", doubt)
	}
	if err := ending.Fits(c.Write, "a capture"); err != nil {
		return usage("%w", err)
	}
	if c.DryRun && printFlag(ctx) == "" {
		_, err := fmt.Printf("%x\n", datagram)
		return err
	} else if c.DryRun {
		return c.print(record.Unsent(datagram))
	}
	var e *record.Exchange
	send := func(w io.Writer) error {
		e, err = record.Send(interruption(), datagram, record.SendOptions{Within: c.Timeout, Enough: c.Count, Keep: c.Keep, Force: c.Force})
		if err != nil || w == nil {
			return err
		}
		return e.Write(w, build.Version())
	}
	if c.Write != "" {
		err = writing(c.Write, source.Files(c.File...), send)
	} else {
		err = send(nil)
	}
	if err == nil && (c.Write == "" || c.Print) {
		err = c.print(e)
	}
	if e != nil && !(c.Quiet && e.OK()) {
		for _, sentence := range e.Sentences() {
			warn("%s", sentence)
		}
	}
	switch {
	case err != nil:
		return err
	case interruption().Err() != nil:
		return errInterrupted
	case !e.OK():
		return errReported
	}
	return nil
}

// print prints an exchange as read prints frames.
func (c *sendCmd) print(e *record.Exchange) error {
	var b bytes.Buffer
	if err := e.Write(&b, build.Version()); err != nil {
		return err
	}
	until := interruption
	interruption = context.Background // what came is printed
	defer func() { interruption = until }()
	in := inputFlags{orderFlags: orderFlags{ByteOrder: "auto", Layout: "ns", hostFlags: hostFlags{"file"}}}
	return reading([]source.Input{source.Reader("connector socket", &b)}, &in, &showFlags{}, &c.outputFlags)
}

// datagram makes what is sent; doubt is why it had better not be.
func (c *sendCmd) datagram() (b []byte, doubt, err error) {
	if len(c.File) > 0 {
		order := orderFlags{ByteOrder: c.ByteOrder, Layout: "ns", hostFlags: hostFlags{"file"}}
		o, err := order.options()
		if err != nil {
			return nil, nil, err
		}
		b, doubt, err = request.FromCapture(source.New(o, source.Files(c.File...)...), c.Frame)
		if errors.Is(err, context.Canceled) {
			return nil, nil, errInterrupted
		} else if err != nil {
			return nil, nil, fmt.Errorf("%s: %w", visible(c.File[0]), err)
		}
	} else {
		fields := request.Fields{Listen: c.Listen, Ignore: c.Ignore, ID: c.ID, Texts: []string{c.Seq, c.Ack, c.Flags, c.NlmsgType, c.NlmsgFlags, c.NlmsgSeq, c.NlmsgPID, c.Data}}
		if fields.Mask, err = record.ParseMask(c.Mask); err != nil {
			return nil, nil, usage("mask: %w", err)
		}
		if b, err = fields.Datagram(); err != nil {
			return nil, nil, &usageError{err}
		}
	}
	asked := request.Ask(b)
	return b, cmp.Or(doubt, asked.Doubt()), nil
}

// printFlag is the first flag that changes what is printed.
func printFlag(ctx *kong.Context) string {
	return flags.First(ctx.Path, func(name string) bool { return slices.Contains(showing, name) })
}

// check checks the flags, before anything is sent.
func (c *sendCmd) check(ctx *kong.Context) error {
	field := flags.First(ctx.Path, func(name string) bool { return slices.Contains(fieldFlags, name) })
	switch {
	case !c.Listen && !c.Ignore && c.ID == "" && len(c.File) == 0:
		return usage("say what is sent: --listen, --ignore, --id IDX:VAL, or -r FILE --frame N")
	case len(c.File) > 1:
		return usage("-r takes one capture")
	case len(c.File) > 0 && c.Frame == 0:
		return usage("-r goes with --frame N, the frame that is sent")
	case len(c.File) == 0 && (c.Frame > 0 || c.ByteOrder != "auto"):
		return usage("--frame and --byte-order go with -r")
	case len(c.File) > 0 && field != "":
		return usage("a frame is sent as it stands in the capture: %s goes without -r", field)
	case c.Mask != "" && !c.Listen && !c.Ignore:
		return usage("--mask goes with --listen or --ignore")
	case c.Data != "" && c.ID == "":
		return usage("--data goes with --id")
	case c.DryRun && c.Write != "":
		return usage("--dry-run sends nothing, so there is no exchange to write; cnwire convert - OUT makes a capture of the bytes that it prints")
	case c.Print && c.Write == "":
		return usage("-P goes with -w: without it all is printed")
	case c.Print && c.Write == "-":
		return usage("-P and -w - both write to standard output")
	case c.Write == "-" && term.IsTerminal(int(os.Stdout.Fd())):
		return usage("-w - writes a capture, and standard output is a terminal")
	case c.Write != "" && !c.Print && printFlag(ctx) != "":
		return usage("-w prints nothing: %s goes with -P", printFlag(ctx))
	}
	_, err := c.printer(bufio.NewWriter(io.Discard))
	return err
}
