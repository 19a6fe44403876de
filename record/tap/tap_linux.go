package tap

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/cilium/ebpf"
	"github.com/cilium/ebpf/link"
	"github.com/cilium/ebpf/ringbuf"
)

// Tap is programs at the kernel's connector, and the ring that they write to. One
// goroutine takes messages out.
type Tap struct {
	how     string
	results bool // one program adds what became of a sending

	ring     *ebpf.Map
	drops    *ebpf.Map
	counts   *ebpf.Memory    // of drops
	programs []*ebpf.Program // those that carry messages
	links    []link.Link
	opened   []interface{ Close() error }
	reader   *ringbuf.Reader
	device   *device  // of OpenNlmon, where the kernel wants one
	left     []string // others of ours, without a process

	calibrated bool // the kernel did not say where things stand
	untold     bool // nor takes a program that says what became of what it sent

	record  ringbuf.Record
	pairs   pairs
	last    *Message
	idle    int
	stopped bool
	cut     uint64
	unknown uint64
}

// Next returns the next message, valid until the next call. Without wait it is ErrNone
// if there is none. ErrStopped comes once for each Interrupt, when no message is left
// that came before.
func (t *Tap) Next(wait bool) (*Message, error) {
	if t.last != nil {
		t.pairs.give(t.last)
		t.last = nil
	}
	for {
		if m := t.pairs.next(); m != nil {
			t.last = m
			if !m.ToKernel && !m.Known && t.results {
				t.unknown++
			}
			return m, nil
		}
		if t.stopped {
			t.stopped = false
			return nil, ErrStopped
		}
		switch err := t.read(wait); {
		case errors.Is(err, os.ErrDeadlineExceeded):
			if t.idle++; t.idle > patience {
				t.pairs.settle()
			}
			if !wait && len(t.pairs.queue) == 0 {
				return nil, ErrNone
			}
		case errors.Is(err, ringbuf.ErrFlushed):
			t.stopped = true
			t.pairs.settle()
		case err != nil:
			return nil, fmt.Errorf("tap: %w", err)
		default:
			t.idle = 0
		}
	}
}

// read takes a record, and waits for one if it shall; for a result no longer than a
// moment.
func (t *Tap) read(wait bool) error {
	var until time.Time
	switch {
	case len(t.pairs.queue) > 0:
		until = time.Now().Add(5 * time.Millisecond)
	case !wait:
		until = time.Unix(1, 0)
	}
	t.reader.SetDeadline(until)
	if err := t.reader.ReadInto(&t.record); err != nil {
		return err
	}
	var r raw
	if err := r.decode(t.record.RawSample); err != nil {
		return err
	}
	t.cut += uint64(r.length) - uint64(len(r.data))
	t.pairs.add(&r, t.results)
	return nil
}

// Interrupt has Next return what came until now, and then ErrStopped. It may be called
// from anywhere.
func (t *Tap) Interrupt() { t.reader.Flush() }

// Detach takes the programs away. What they saw can still be taken out.
func (t *Tap) Detach() (err error) {
	for _, l := range t.links {
		err = errors.Join(err, l.Close())
	}
	t.links = nil
	return err
}

// Losses asks what is missing until now.
func (t *Tap) Losses() (l Losses, err error) {
	l.Cut, l.Results = t.cut, t.unknown
	for kind := uint32(kindRequest); kind < kinds; kind++ {
		var n [dropSize]byte
		if _, err := t.counts.ReadAt(n[:], int64(kind)*dropSize); err != nil {
			return l, fmt.Errorf("tap: %w", err)
		}
		if kind != kindResult {
			l.Ring += binary.NativeEndian.Uint64(n[:])
		}
	}
	for _, p := range t.programs {
		s, err := p.Stats()
		if err != nil {
			return l, fmt.Errorf("tap: %w", err)
		}
		l.Missed += s.RecursionMisses
	}
	return l, nil
}

// How says how the programs are attached, and what they cannot tell.
func (t *Tap) How() string { return t.how }

// Calibrated reports whether the kernel does not describe its structures, so that where
// they stand was found by requests of our own: then nobody says whether a message was
// received, nor which pid namespace a sender is in.
func (t *Tap) Calibrated() bool { return t.calibrated }

// Untold reports whether nobody says what became of what the kernel sent: it has no program
// behind the end of a function (fexit). Linux 6.1 takes none on arm64.
func (t *Tap) Untold() bool { return t.untold }

// Lossy reports whether the kernel may leave runs out, since it takes no kprobes.
func (t *Tap) Lossy() bool { return t.how == byTrampolines }

// Close takes everything away.
func (t *Tap) Close() (err error) {
	err = t.Detach()
	if t.device != nil {
		err = errors.Join(err, t.device.remove())
		t.device = nil
	}
	if t.reader != nil {
		err = errors.Join(err, t.reader.Close())
	}
	for _, c := range t.opened {
		err = errors.Join(err, c.Close())
	}
	t.opened = nil
	return err
}
