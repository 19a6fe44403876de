package record

import (
	"strconv"
	"sync/atomic"
	"time"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap/comment"
)

// heart makes the kernel send an event now and then, a COMM of a thread of our
// own: if it does not come, no event does. Since 6.6 any process may lower the
// kernel's count of listeners (SPEC.md R43), and nobody is told.
type heart struct {
	tid     int32 // of the thread that beats
	listens chan struct{}
	seen    atomic.Uint64
	silent  atomic.Int64 // CLOCK_REALTIME when a beat was not heard; 0 is never
	said    bool         // in a packet
	beats   bool         // the packet at hand is one
}

// beatEvery is how often it beats, and how long a beat may take; two that are not
// heard are silence. A test does not wait so long.
var beatEvery = 10 * time.Second

// startHeart gives the heart its thread, before there is a socket, whose filter
// must know whose COMM it lets through. It beats once listens is closed, until Stop.
func (r *Recorder) startHeart() {
	r.heart.listens = make(chan struct{})
	tid, every := make(chan int32), beatEvery
	go func() {
		tid <- lockThread()
		select {
		case <-r.heart.listens:
			r.beat(every)
		case <-r.stopped:
		}
	}()
	r.heart.tid = <-tid
}

// beat beats until Stop. What waits, in a queue or in the socket, or was dropped, is
// no silence, and neither is one beat that nobody heard yet: where the machine is
// busy, or slept, the reader may be on its way.
func (r *Recorder) beat(every time.Duration) {
	ticks := time.NewTicker(every)
	defer ticks.Stop()
	var missed time.Time
	for {
		before, at, lost := r.heart.seen.Load(), time.Now(), r.counters.lost.Load()
		setName("cnwire beats")
		select {
		case <-r.stopped:
			return
		case <-ticks.C:
		}
		waiting, _, err := r.sock.memory()
		switch {
		case err != nil || waiting > 0 || r.Queued() > 0 || r.heart.seen.Load() != before || r.counters.lost.Load() != lost:
			missed = time.Time{}
		case missed.IsZero():
			missed = at
		default:
			r.heart.silent.CompareAndSwap(0, missed.UnixNano())
		}
	}
}

// hear takes an event, and reports whether it is a beat.
func (h *heart) hear(s *said) bool {
	if s.what != codec.EventComm {
		return false
	}
	var e codec.Comm
	if _, err := e.Decode(codec.NativeOrder, s.arm); err != nil || e.Process.PID != h.tid {
		return false
	}
	h.seen.Add(1)
	return true
}

// Silent returns since when the kernel sends nothing, though it was made to; the
// zero time if that never was so.
func (r *Recorder) Silent() time.Time {
	if at := r.heart.silent.Load(); at != 0 {
		return time.Unix(0, at)
	}
	return time.Time{}
}

// silenceLine says it, once, or is empty.
func (h *heart) silenceLine() string {
	at := h.silent.Load()
	if at == 0 || h.said {
		return ""
	}
	h.said = true
	l := comment.Line{Kind: "silence"}
	l.Add("since", strconv.FormatInt(at, 10))
	return l.String()
}
