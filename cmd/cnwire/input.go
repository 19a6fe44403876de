package main

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"

	"github.com/cnwire/cnwire/analysis/convert"
	"github.com/cnwire/cnwire/pcap"
)

// input is a capture by name.
type input struct {
	name string
	open func() (io.ReadCloser, error)
	kept *os.File // the temporary file that open reads, where the input is a pipe that is read twice
}

// named returns the inputs that a user named: files, and - for standard input.
func named(names ...string) []input {
	var inputs []input
	for _, name := range names {
		inputs = append(inputs, input{name: name, open: func() (io.ReadCloser, error) { return open(name) }})
	}
	return inputs
}

// open opens a file, or standard input for a dash. Its error does not say the
// name, for that stands in front of every message about an input.
func open(name string) (io.ReadCloser, error) {
	if name == "-" {
		return standardInput{os.Stdin}, nil
	}
	f, err := os.Open(name)
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return nil, pathError.Err
	}
	return f, err
}

// standardInput stays open, and still is a file whose size can be asked for.
type standardInput struct{ *os.File }

func (standardInput) Close() error { return nil }

// opened is an input that is open.
type opened struct {
	input
	file     io.ReadCloser
	size     int64         // 0 if it is not known
	progress *progress     // of this input or of several
	bytes    *bufio.Reader // of the file, nothing read yet
}

// start opens the input with a progress of its own. before runs whenever the
// reading may have to wait.
func (i input) start(before func() error) (*opened, error) {
	p := newProgress(visible(i.name))
	o, err := i.startIn(p, before)
	if err != nil {
		p.stop()
	}
	return o, err
}

// startIn opens the input as a part of a work.
func (i input) startIn(p *progress, before func() error) (*opened, error) {
	f, err := i.open()
	if err != nil {
		return nil, err
	}
	o := &opened{input: i, file: f, size: sizeOf(f), progress: p}
	p.add(o.size)
	o.bytes = bufio.NewReaderSize(watched{f, p, before}, 1<<16)
	return o, nil
}

// close closes the input and ends the progress of its own.
func (o *opened) close() {
	o.progress.stop()
	o.file.Close()
}

// source says what the input is, without reading it.
func (o *opened) source() convert.Source {
	head, _ := o.bytes.Peek(convert.HeadSize)
	r, err := pcap.NewReader(bytes.NewReader(head))
	if err == nil {
		r.Close()
	}
	return convert.SourceOf(head, !errors.Is(err, pcap.ErrFormat))
}

// watched counts what is read, and says so before it may have to wait.
type watched struct {
	io.Reader
	p      *progress
	before func() error
}

func (w watched) Read(b []byte) (int, error) {
	if w.before != nil {
		if err := w.before(); err != nil {
			return 0, err
		}
	}
	n, err := w.Reader.Read(b)
	w.p.bytes.Add(int64(n))
	return n, err
}

// faults remembers whether something was wrong with an input.
type faults struct {
	any   bool
	ended bool // by an interrupt
	quiet bool // say nothing: the input is read again
	// to, if set, is told instead of standard error.
	to interface {
		Damage(name string, err error)
		Odd(name string, r *pcap.Reader)
	}
}

// add says what is wrong with an input.
func (f *faults) add(name string, err error) {
	f.any = true
	switch {
	case f.to != nil:
		f.to.Damage(name, err)
	case !f.quiet:
		warn("%s: %v", visible(name), err)
	}
}

// notes says what was odd in a capture that was read. What is harmless is for
// check alone.
func (f *faults) notes(name string, r *pcap.Reader) {
	more, _ := r.NoteCount()
	f.any = f.any || more > 0
	if f.to != nil {
		f.to.Odd(name, r)
	}
	if f.quiet || f.to != nil {
		return
	}
	for _, n := range r.Notes() {
		if !n.Harmless {
			warn("%s: %v", visible(name), n)
			more--
		}
	}
	if more > 0 {
		warn("%s: and %d more of the kind", visible(name), more)
	}
}

// err is the error for the exit status.
func (f *faults) err() error {
	if f.ended {
		return errInterrupted
	}
	if f.any {
		return errReported
	}
	return nil
}
