package record

import (
	"cmp"
	"errors"
	"io"
	"os"
	"time"

	"github.com/cnwire/cnwire/pcap"
)

// Output says where Write writes to, and when it is enough.
type Output struct {
	Name   string           // a file, written in place; - is standard output; empty is none
	Also   io.Writer        // gets the same as a capture of its own, at once, but for our heart's COMMs: what is shown; nil is none
	Ring   *Limits          // when the next of several files begins; nil is one file
	Stop   Limits           // when the recording ends
	Flush  time.Duration    // how long a file may lack what was received; 0 is a second
	Next   <-chan os.Signal // begins the ring's next file
	Status func(Status)     // is told how it goes, some times a second; may be nil

	Application string // that records, for the head of the file
}

// Result is what came of a recording. A frame is a message received, or a request
// of our own.
type Result struct {
	Frames uint64 // in the files
	Failed uint64 // that are in none, since writing failed
	Behind uint64 // that came behind a limit
	Files  []string

	Removed int // so many of Files, from the first: a ring keeps the last alone
}

// tick is how often time is looked at.
const tick = 250 * time.Millisecond

// writing is a Write at work.
type writing struct {
	r      *Recorder
	o      Output
	file   *file // nil for none, or behind an error
	also   *file
	ring   ring
	result Result
	err    error
	enough bool

	began    time.Time
	flushed  time.Time
	packet   pcap.Packet
	received uint64
	meter    meter
}

// Write takes out all packets and writes them, until a limit, Stop or the end of
// the context. Then IGNORE is sent, and what the socket has until then is written.
// When writing fails the recording ends as well: the error is of that.
func (r *Recorder) Write(o Output) (Result, error) {
	w := &writing{r: r, o: o, began: time.Now(), flushed: time.Now(), ring: ring{name: o.Name}}
	if o.Ring != nil {
		w.ring.keep = o.Ring.Files
	}
	w.o.Flush = cmp.Or(o.Flush, time.Second)
	w.check(w.open())
	ticks := time.NewTicker(min(tick, w.o.Flush))
	defer ticks.Stop()
	for open := true; open; {
		select {
		case b, ok := <-r.full:
			if open = ok; ok {
				w.batch(b)
			}
		case now := <-ticks.C:
			w.check(w.tick(now))
		case <-o.Next:
			if o.Ring != nil {
				w.check(w.rotate())
			}
		}
	}
	w.check(w.close())
	if err := r.end(); err != io.EOF {
		w.err = errors.Join(w.err, err)
	}
	return w.result, w.err
}

// check keeps the first error, which ends the recording.
func (w *writing) check(err error) {
	if err == nil {
		return
	}
	if w.err == nil {
		w.err = err
	}
	w.r.Stop()
}

// open opens the outputs.
func (w *writing) open() error {
	if w.o.Also != nil {
		w.also = &file{name: "output", to: w.o.Also}
		if err := w.also.begin(w.r, w.section()); err != nil {
			return err
		}
	}
	if w.o.Name == "" {
		return nil
	}
	return w.openNext()
}

func (w *writing) section() *pcap.Section { return w.r.host.Section(w.o.Application) }

// openNext opens the file, or the next of the ring.
func (w *writing) openNext() (err error) {
	name := w.o.Name
	if w.o.Ring != nil {
		name = w.ring.next(time.Now())
	}
	f, err := w.wait(name)
	if err != nil {
		return err
	}
	w.file = f
	w.result.Files = append(w.result.Files, name)
	err = errors.Join(f.begin(w.r, w.section()), w.ring.written(name))
	w.result.Removed = len(w.result.Files) - len(w.ring.kept)
	return w.failed(err)
}

// failed gives up the file, if there is an error.
func (w *writing) failed(err error) error {
	if err != nil && w.file != nil {
		w.left(w.file)
		w.file.abandon()
		w.file = nil
	}
	return err
}

// left counts what is in a file, and what is not.
func (w *writing) left(f *file) {
	w.result.Frames += f.frames
	w.result.Failed += f.packets - f.frames
}

// batch writes a batch.
func (w *writing) batch(b *batch) {
	w.r.begin(b)
	for w.r.step(&w.packet) {
		w.one(&w.packet)
	}
	if len(w.r.full) > 0 {
		return // more is at hand
	}
	if w.file != nil && !w.file.regular { // a pipe has it at once
		w.check(w.failed(w.file.flush()))
	}
	if w.also != nil {
		w.check(w.given(w.also.flush()))
	}
}

// given gives up the other output, if there is an error.
func (w *writing) given(err error) error {
	if err != nil {
		w.also = nil
	}
	return err
}

// one writes a packet, unless it is behind a limit. Our own requests are written
// always.
func (w *writing) one(p *pcap.Packet) {
	own := w.r.own
	if w.enough && !own {
		w.result.Behind++
		w.r.pending += p.DropCount.Value
		return
	}
	if !own {
		w.received++
	}
	switch {
	case w.file != nil:
		w.check(w.failed(w.file.packet(p)))
	case w.o.Name != "":
		w.result.Failed++
	}
	if w.also != nil && !(w.r.heart.beats && len(p.Comments) == 0 && p.DropCount.Value == 0) {
		w.check(w.given(w.also.packet(p)))
	}
	if w.o.Ring != nil && w.file != nil && w.o.Ring.ends(w.file) {
		w.check(w.rotate())
	}
	w.limit()
}
