package main

import (
	"context"
	"errors"

	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/pcap"
)

// faults remembers whether something was wrong with an input.
type faults struct {
	any     bool
	missing bool // an input is not there, or is no capture
	ended   bool // by an interrupt
	quiet   bool // say nothing: the input is read again
	// to, if set, is told instead of standard error.
	to judge
	// also, if set, is told beside it.
	also judge
}

// judge takes what is wrong with inputs.
type judge interface {
	Damage(name string, err error)
	Odd(name string, r *pcap.Reader)
}

// take takes an error of a source, and returns it if the input is not to blame
// and the work ends.
func (f *faults) take(err error) error {
	var input *source.Error
	switch {
	case errors.As(err, &input):
		f.missing = f.missing || input.Missing
		f.add(input.Name, input.Err)
	case errors.Is(err, context.Canceled):
		f.ended = true
	default:
		return err
	}
	return nil
}

// add says what is wrong with an input, if it was not an interrupt that ended
// it.
func (f *faults) add(name string, err error) {
	if f.ended = f.ended || interruption().Err() != nil; f.ended {
		return
	}
	f.any = true
	if f.also != nil {
		f.also.Damage(name, err)
	}
	switch {
	case f.to != nil:
		f.to.Damage(name, err)
	case !f.quiet:
		warn("%s: %v", visible(name), err)
	}
}

// notes says what was odd in a capture that was read. What is harmless is for
// check alone.
func (f *faults) notes(o *source.Opened) {
	r := o.Reader
	more, _ := r.NoteCount()
	f.any = f.any || more > 0
	if f.to != nil {
		f.to.Odd(o.Name, r)
	}
	if f.also != nil {
		f.also.Odd(o.Name, r)
	}
	if f.quiet || f.to != nil {
		return
	}
	for _, n := range r.Notes() {
		if !n.Harmless {
			warn("%s: %v", visible(o.Name), n)
			more--
		}
	}
	if more > 0 {
		warn("%s: and %d more of the kind", visible(o.Name), more)
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

// incomplete says that an input is missing, and returns the error for the exit
// status if nothing is to be written for that: OUT stays as it is.
func (f *faults) incomplete(out string, partial bool) error {
	if f.ended {
		return errInterrupted
	}
	if !f.missing || partial {
		return nil
	}
	warn("%s: not written, for an input is missing: --partial writes what the others hold", visible(out))
	return errNothing
}
