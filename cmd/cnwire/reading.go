package main

import (
	"bufio"
	"errors"
	"io"
	"io/fs"
	"os"
	"os/signal"
	"sync/atomic"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/print"
	"github.com/cnwire/cnwire/pcap"
)

// input is a capture by name.
type input struct {
	name string
	open func() (io.ReadCloser, error)
}

// reader prints the frames of several captures as one.
type reader struct {
	in      *inputFlags
	out     *outputFlags
	w       *bufio.Writer
	frames  *analysis.Frames
	printer print.Printer
	stopped atomic.Bool // by an interrupt

	count, netlink, connector uint64
}

// reading prints the frames of the inputs. What is wrong with one is said when
// it is found; the next one is read all the same.
func reading(inputs []input, in *inputFlags, out *outputFlags) error {
	r := &reader{in: in, out: out, w: bufio.NewWriterSize(os.Stdout, 1<<16)}
	var err error
	if r.frames, err = in.frames(); err != nil {
		return err
	}
	if r.printer, err = out.printer(r.w); err != nil {
		return err
	}
	defer r.watchInterrupt()()
	for _, i := range inputs {
		if fileErr := r.file(i); fileErr != nil {
			if errors.Is(fileErr, errWrite) {
				return fileErr
			}
			r.w.Flush() // what was readable comes before the complaint
			warn("%s: %v", i.name, fileErr)
			err = errReported
		}
		if r.done() {
			break
		}
	}
	if r.stopped.Load() {
		r.w.Flush()
		os.Exit(statusInterrupted)
	}
	if endErr := r.printer.End(); endErr != nil {
		return endErr
	}
	if flushErr := r.w.Flush(); flushErr != nil {
		return flushErr
	}
	r.remarks()
	return err
}

// errWrite marks an error of the output, for which no file is to blame.
var errWrite = errors.New("writing")

// file prints one capture's frames.
func (r *reader) file(i input) error {
	f, err := i.open()
	if err != nil {
		var pathError *fs.PathError
		if errors.As(err, &pathError) {
			return pathError.Err // the name stands in front already
		}
		return err
	}
	defer f.Close()
	p, err := pcap.NewReader(r.input(f))
	if err != nil {
		return err
	}
	defer p.Close()
	r.frames.Open(p)
	for !r.done() {
		frame, err := r.frames.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if err := r.print(frame); err != nil {
			return errors.Join(errWrite, err)
		}
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

// input makes what was printed visible before the reader waits for more: on a
// pipe a frame appears when it has arrived. A file never waits, so its output
// goes out in large pieces.
func (r *reader) input(f io.Reader) io.Reader {
	if file, ok := f.(*os.File); ok {
		if info, err := file.Stat(); err == nil && info.Mode().IsRegular() {
			return f
		}
	}
	return flushing{f, r.w}
}

type flushing struct {
	io.Reader
	w *bufio.Writer
}

func (f flushing) Read(b []byte) (int, error) {
	if err := f.w.Flush(); err != nil {
		return 0, err
	}
	return f.Reader.Read(b)
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
	if r.netlink > 0 && r.connector == 0 {
		warn("%d netlink frames, and none of the connector (family 11): a stock kernel's nlmon does not tap it.", r.netlink)
		warn("Capture on a kernel whose tap list has family 11, or record a connector socket: README.md, \"Where captures come from\".")
	}
}
