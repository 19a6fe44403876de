package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"sync/atomic"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/print"
	"github.com/cnwire/cnwire/pcap"
)

// reader prints the frames of several captures as one.
type reader struct {
	in      *inputFlags
	show    *showFlags
	out     *outputFlags
	w       *bufio.Writer
	frames  *analysis.Frames
	printer print.Printer
	stopped atomic.Bool // by an interrupt
	faults  faults
	waits   bool // the file at hand is a pipe or a terminal

	count, netlink, connector uint64
}

// reading prints the frames of the inputs. What is wrong with one is said when
// it is found; the next one is read all the same.
func reading(inputs []input, in *inputFlags, show *showFlags, out *outputFlags) error {
	r := &reader{in: in, show: show, out: out, w: bufio.NewWriterSize(os.Stdout, 1<<16)}
	var err error
	if r.frames, err = in.frames(); err != nil {
		return err
	}
	if r.printer, err = out.printer(r.w); err != nil {
		return err
	}
	if err = show.compile(); err != nil {
		return err
	}
	if show.TwoPass {
		if r.frames.Answers, err = firstPass(inputs, in); err != nil {
			return err
		}
	}
	defer r.watchInterrupt()()
	for _, i := range inputs {
		err := r.file(i)
		if errors.Is(err, errWrite) {
			return r.w.Flush() // which says it without the file that was being read
		}
		if err != nil {
			r.fault(i.name, err)
		}
		if r.done() {
			break
		}
	}
	if r.stopped.Load() {
		r.printer.End()
		r.w.Flush()
		os.Exit(statusInterrupted)
	}
	if err := r.printer.End(); err != nil {
		return err
	}
	if err := r.w.Flush(); err != nil {
		return err
	}
	r.remarks()
	return r.faults.err()
}

// errWrite marks an error of the output, for which no file is to blame.
var errWrite = errors.New("writing")

// fault says what is wrong with a file, behind what was readable of it.
func (r *reader) fault(name string, err error) {
	r.w.Flush()
	r.faults.add(name, err)
}

// file prints one capture's frames.
func (r *reader) file(i input) error {
	o, err := i.start(r.flush)
	if err != nil {
		return err
	}
	defer o.close()
	r.waits = o.size == 0
	p, err := pcap.NewReader(o.bytes)
	if err != nil {
		return err
	}
	defer p.Close()
	r.frames.Open(p)
	for !r.done() {
		frame, err := r.frames.Next()
		switch {
		case err == io.EOF:
			r.w.Flush()
			r.faults.notes(i.name, p)
			return nil
		case pcap.Resumes(err):
			r.fault(i.name, err)
			continue
		case err != nil:
			return err
		}
		o.progress.frame()
		if err := r.print(frame); err != nil {
			return fmt.Errorf("%w: %w", errWrite, err)
		}
	}
	return nil
}

// flush makes what was printed visible before the reader waits for more: on a
// pipe a frame appears when it has arrived. A file never waits, so its output
// goes out in large pieces.
func (r *reader) flush() error {
	if !r.waits {
		return nil
	}
	if err := r.w.Flush(); err != nil {
		return fmt.Errorf("%w: %w", errWrite, err)
	}
	return nil
}

func (r *reader) print(f *analysis.Frame) error {
	r.count++
	if f.Netlink {
		r.netlink++
	}
	if f.IsConnector() {
		r.connector++
	}
	if r.show.hides(f) {
		r.frames.Hide()
		return nil
	}
	if err := r.printer.Frame(f); err != nil {
		return err
	}
	if r.out.LineWise {
		return r.w.Flush()
	}
	return nil
}

// done reports whether enough was read.
func (r *reader) done() bool {
	return r.in.Count > 0 && r.count >= r.in.Count || r.stopped.Load()
}

// statusInterrupted is how shells see a program that SIGINT ended.
const statusInterrupted = 130

// watchInterrupt ends the reading quietly when the user has had enough. A
// reader that waits for input cannot be woken, but has nothing left to print.
func (r *reader) watchInterrupt() (stop func()) {
	c := make(chan os.Signal, 1)
	signal.Notify(c, os.Interrupt)
	go func() {
		if _, ok := <-c; !ok {
			return
		}
		r.stopped.Store(true)
		time.Sleep(200 * time.Millisecond)
		os.Exit(statusInterrupted)
	}()
	return func() {
		signal.Stop(c)
		close(c)
	}
}

// remarks says on standard error what the output does not show.
func (r *reader) remarks() {
	if s, ok := r.printer.(interface{ Skipped() uint64 }); ok && s.Skipped() > 0 {
		warn("%d frames without a connector message were skipped", s.Skipped())
	}
	if r.count > 0 && r.netlink == 0 {
		warn("none of the %d frames is netlink: link type 253, or 113 and 276 with ARPHRD type 824", r.count)
	}
	if r.netlink > 0 && r.connector == 0 {
		warn("%d netlink frames, and none of the connector (family 11): a stock kernel's nlmon does not tap it.", r.netlink)
		warn("Capture on a kernel whose tap list has family 11, or record a connector socket: README.md, \"Where captures come from\".")
	}
}
