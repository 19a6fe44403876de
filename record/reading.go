package record

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/cnwire/cnwire/codec"
)

const (
	// pause lets a batch grow: to wake up for each event costs more than the event.
	// A buffer that is smaller than enough would run over meanwhile.
	pause  = 20 * time.Millisecond
	enough = 8 << 20

	// drainFor bounds the reading behind IGNORE, where before 6.6 others' events go
	// on coming.
	drainFor = 3 * time.Second
)

// read is the reader: from the socket into the queue, until Stop, and then what
// the socket still has.
func (r *Recorder) read() {
	defer close(r.done)
	if r.who.level == WhoNone {
		defer close(r.full)
	} else {
		defer close(r.who.in)
	}
	for _, b := range r.early {
		r.pass(b)
	}
	r.early = nil
	for b := r.fresh(); b != nil; b = r.fresh() {
		if r.overrun {
			r.recycle(b)
			r.catchUp()
			continue
		}
		err := r.sock.receive(b, batchSize, true)
		if err == nil {
			rest := len(b.messages) < batchSize/2 && r.sock.buffer >= enough && r.who.level == WhoNone // who looks must not be late
			r.take(b)
			if rest {
				time.Sleep(pause)
			}
			continue
		}
		r.recycle(b)
		if !r.overran(err) {
			break
		}
	}
	r.drain()
}

// overran takes an error of the socket, and reports whether it says that the
// buffer was full, which ends nothing.
func (r *Recorder) overran(err error) bool {
	switch {
	case errors.Is(err, errOverrun):
		r.overrun = true
		r.counters.overruns.Add(1)
		return true
	case !errors.Is(err, errStopped):
		r.readErr = fmt.Errorf("record: %w", err)
		r.unsubscribe()
	}
	return false
}

// fresh is a batch to read into, or nil once it is stopped.
func (r *Recorder) fresh() *batch {
	select {
	case <-r.stopped:
		return nil
	default:
	}
	if r.readErr != nil || r.answer != nil {
		return nil
	}
	select {
	case b := <-r.empty:
		return b
	case <-r.stopped:
		return nil
	}
}

// catchUp reads what was queued when the buffer was full, and no more: all that
// was dropped stands behind it, since the kernel queues nothing until the queue has
// been emptied (net/netlink/af_netlink.c:netlink_rcv_wake). So the next packet is
// the first behind the gap.
func (r *Recorder) catchUp() {
	for {
		queued, _, err := r.sock.memory()
		if err != nil || queued == 0 {
			break
		}
		b := r.fresh()
		if b == nil {
			return // drain counts it
		}
		most := 1 // to learn what one takes
		if r.size > 0 {
			most = max(1, queued/r.size)
		}
		err = r.sock.receive(b, most, false)
		n := len(b.messages)
		if err != nil || n == 0 {
			r.recycle(b)
			if err != nil && r.overran(err) {
				continue
			}
			break
		}
		r.take(b)
		if after, _, err := r.sock.memory(); err == nil && n == 1 && 0 < after && after < queued {
			r.size = max(r.size, queued-after)
		}
		if n*r.size == queued {
			break
		}
	}
	r.overrun = false
	r.account()
}

// account looks how many datagrams were dropped since the last time: as many are
// missing before the next batch.
func (r *Recorder) account() {
	if r.tap != nil {
		r.tap.account(r)
		return
	}
	_, drops, err := r.sock.memory()
	if err != nil {
		r.noDrops.Store(&err)
		return
	}
	lost := uint64(drops - r.drops) // modulo 2^32
	r.drops = drops
	r.dropped += lost
	r.counters.lost.Add(lost)
}

// stamp says when a batch was read.
func (r *Recorder) stamp(b *batch) {
	c := readClocks()
	b.clock = r.timing.look(c)
	b.read, b.offset, b.asleep = c.realtime, r.timing.offset, c.asleep()
}

// pass hands a batch to who takes packets out.
func (r *Recorder) pass(b *batch) {
	b.drops, r.dropped = r.dropped, 0
	r.queued.Add(int64(len(b.messages)))
	if r.who.level == WhoNone {
		r.full <- b
		return
	}
	r.who.waiting.Add(int64(len(b.messages)))
	r.who.in <- b
}

// take hands on what was read, up to what answers our IGNORE: that stands behind it,
// and what comes then, before 6.6, is meant for others.
func (r *Recorder) take(b *batch) {
	r.stamp(b)
	if i := r.answered(b); i >= 0 {
		r.answer = newBatch()
		r.answer.messages = append(r.answer.messages, b.messages[i])
		r.answer.messages[0].data = bytes.Clone(b.messages[i].data)
		r.answer.read, r.answer.offset = b.read, b.offset
		b.messages = b.messages[:i]
	}
	r.pass(b)
}

// answered returns which message answers our IGNORE, or -1.
func (r *Recorder) answered(b *batch) int {
	ack := r.ignoreAnswer.Load()
	if ack == 0 {
		return -1
	}
	return slices.IndexFunc(b.messages, func(m message) bool {
		s := m.look()
		return s.event && s.what == codec.EventNone && s.ack == ack
	})
}

// drain reads what the socket still has once IGNORE is sent, and puts IGNORE
// behind it, with what was dropped until then; before 6.6 an answer may come,
// which stands behind IGNORE.
func (r *Recorder) drain() {
	if r.answer != nil {
		<-r.stopped // IGNORE is sent, and nobody has put it down yet
	}
	r.sock.forever()
	for end := time.Now().Add(drainFor); r.answer == nil && time.Now().Before(end); {
		b := <-r.empty
		err := r.sock.receive(b, batchSize, false)
		if err != nil || len(b.messages) == 0 {
			r.recycle(b)
			if err != nil && r.overran(err) {
				continue
			}
			break
		}
		r.take(b)
	}
	r.account()
	if r.ignore != nil {
		r.pass(r.ignore)
	}
	if r.answer != nil {
		r.pass(r.answer)
	}
}
