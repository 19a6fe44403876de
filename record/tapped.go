package record

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/record/audience"
	"github.com/cnwire/cnwire/record/tap"
)

// tapped is what a recorder has in the place of a socket: programs in the kernel, and a
// socket that is in no group, where it shall listen.
type tapped struct {
	tap    *tap.Tap
	asks   *socket // nil where nothing is asked for
	owed   *owed   // the note that this one's LISTEN is owed an IGNORE
	noNote error   // why there is none
	heard  *heard  // what that receives, where it is a listener
	losses tap.Losses

	audience []string // who listened when it began, for the first message
	odd      string   // how the kernel's count did not go with that
	settled  []string // what runs that were killed had left behind
}

// errTapOptions is of options that a tap has not.
var errTapOptions = errors.New("record: a tap sees all groups and asks for nothing: ID and Group go without it, and Listen with it")

// openTap attaches the tap, and asks for events if it shall.
func (r *Recorder) openTap(ctx context.Context) (err error) {
	r.tap = new(tapped)
	r.tap.settled = settle(owedFolder, thisBoot()) // before anything of it would be seen
	open := tap.Open
	if r.o.Nlmon {
		open = tap.OpenNlmon
	}
	if r.tap.tap, err = open(r.o.Buffer); err != nil {
		return fmt.Errorf("record: %w", err)
	}
	if here, err := audience.Glance(); err == nil { // what is not known is not said
		r.tap.audience, r.tap.odd = audienceLines(here), here.Odd()
	}
	start := readClocks()
	r.timing.start(start)
	r.host = thisHost(start)
	r.iface = r.host.Interface(&r.o)
	if r.o.Listen {
		if err := r.tap.listen(r); err != nil {
			return errors.Join(err, r.tap.close())
		}
	}
	r.begins(ctx)
	return nil
}

// listen sends LISTEN from a socket in no group, which gets no events itself. The tap
// sees it, and the answer. nlmon shows what somebody receives: there it is in the group.
func (t *tapped) listen(r *Recorder) (err error) {
	o := &Options{exchange: true, ID: codec.CbID{Idx: maxGroup + 1}, Buffer: exchangeBuffer}
	if r.o.Nlmon {
		o = &Options{Buffer: r.o.Buffer}
	}
	if t.asks, err = openSocket(o, 0); err != nil {
		return err
	}
	if r.o.Nlmon {
		t.heard = hear(t.asks)
	}
	r.asks = t.asks
	r.sub.requests.port = t.asks.port
	datagram, _ := r.sub.requests.make(codec.McastListen, 0)
	t.owed, t.noNote = owe(owedFolder, r.host.Boot)
	if err := t.asks.send(datagram); err != nil {
		t.owed.paid()
		return explainSend(err)
	}
	r.sub.asked = true
	return nil
}

// ignore sends the IGNORE that is owed for a LISTEN. From 6.6 on both change the
// kernel's count of listeners, or neither does (R43).
func (t *tapped) ignore(r *Recorder) error {
	datagram, _ := r.sub.requests.make(codec.McastIgnore, 0)
	err := t.asks.send(datagram)
	if err == nil {
		t.owed.paid()
	}
	return err
}

// close takes the programs away.
func (t *tapped) close() error {
	var err error
	if t.asks != nil {
		if t.heard != nil {
			t.heard.end()
		} else {
			t.asks.forget()
		}
		err = t.asks.close()
	}
	return errors.Join(t.tap.Close(), err)
}

// readTap is the reader of a tap: from the ring into the queue, until Stop, and then
// what the ring still has.
func (r *Recorder) readTap() {
	defer close(r.done)
	if r.who.level == WhoNone {
		defer close(r.full)
	} else {
		defer close(r.who.in)
	}
	for b := r.fresh(); b != nil; b = r.fresh() {
		err := r.fill(b, true)
		rest := len(b.messages) < batchSize/2 && r.who.level == WhoNone
		r.takeTapped(b)
		if err != nil {
			if !errors.Is(err, tap.ErrStopped) {
				r.readErr = fmt.Errorf("record: %w", err)
				r.unsubscribe()
			}
			break
		}
		r.account()
		if rest {
			time.Sleep(pause)
		}
	}
	<-r.ignored() // what it brings is in the ring
	if err := r.tap.tap.Detach(); err != nil && r.readErr == nil {
		r.readErr = fmt.Errorf("record: %w", err)
	}
	r.account()
	for {
		b := <-r.empty
		err := r.fill(b, false)
		n := len(b.messages)
		r.takeTapped(b)
		if err != nil && !errors.Is(err, tap.ErrStopped) || n == 0 && err == nil {
			break
		}
	}
	r.account()
}

// ignored is closed once IGNORE is sent, if it is owed.
func (r *Recorder) ignored() <-chan struct{} {
	if r.readErr != nil { // nobody has to stop it any more
		done := make(chan struct{})
		close(done)
		return done
	}
	return r.stopped
}

// fill reads messages into a batch; it waits for the first, if it shall.
func (r *Recorder) fill(b *batch, wait bool) error {
	b.clear()
	for len(b.messages) < batchSize {
		m, err := r.tap.tap.Next(wait)
		if errors.Is(err, tap.ErrNone) {
			return nil
		}
		if err != nil {
			return err
		}
		b.tapped(m, r.tap.own(m), r.o.Nlmon)
		wait = false
	}
	return nil
}

// own reports whether it is our LISTEN, or our IGNORE.
func (t *tapped) own(m *tap.Message) bool {
	return m.ToKernel && t.asks != nil && m.Port == t.asks.port && m.PID == uint32(os.Getpid())
}

// takeTapped hands a batch on, if something is in it.
func (r *Recorder) takeTapped(b *batch) {
	if len(b.messages) == 0 {
		r.recycle(b)
		return
	}
	first := &b.messages[0]
	first.comments, r.tap.audience = append(first.comments, r.tap.audience...), nil
	r.stamp(b)
	r.pass(b)
}

// account looks how much is missing since the last time.
func (t *tapped) account(r *Recorder) {
	l, err := t.tap.Losses()
	if err != nil {
		r.noDrops.Store(&err)
		return
	}
	lost := l.Messages() - t.losses.Messages() + t.heard.drops()
	if lost > 0 {
		r.counters.overruns.Add(1)
	}
	t.losses = l
	r.dropped += lost
	r.counters.lost.Add(lost)
	r.counters.cut.Store(l.Cut)
	r.counters.unknown.Store(l.Results)
	r.counters.leftOut.Store(l.Missed)
}

// tapped puts a message of a tap into the batch, behind the header that says its
// direction; a frame of nlmon's behind that which nlmon gives it.
func (b *batch) tapped(m *tap.Message, own, nlmon bool) {
	head, room := cookedToUser, b.slots[len(b.messages)*slotSize:][:0:slotSize]
	switch {
	case nlmon:
		head = cooked
	case m.ToKernel:
		head = cookedToKernel
	}
	data := append(append(room, head...), m.Data...)
	b.messages = append(b.messages, message{data: data, length: m.Length, port: m.From, own: own, request: m.ToKernel, seen: m.Time, comments: passageLines(m)})
}
