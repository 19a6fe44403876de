package record

import (
	"cmp"
	"context"
	"fmt"
	"sync"
	"sync/atomic"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap"
)

// Recorder is a socket that listens. Its packets are taken out by one goroutine:
// by Next, Events or Write.
type Recorder struct {
	o     Options
	sock  *socket // nil where a tap is
	tap   *tapped // nil where a socket is
	asks  *socket // that requests are sent from: sock, or one of Send's
	host  Host
	iface *pcap.Interface

	sub          subscription
	ignoring     sync.Once
	ignore       *batch        // the IGNORE, once it is sent
	ignoreAnswer atomic.Uint32 // the ack of what answers it, before it is sent
	ignoreErr    error
	closing      sync.Once
	closeErr     error

	who    who
	heart  heart
	become string // what is to be said of the privileges that are kept

	early   []*batch // of the time of subscribing
	full    chan *batch
	empty   chan *batch
	stopped chan struct{}
	stop    sync.Once
	done    chan struct{} // the reader has ended

	// The reader's own, until it has ended.
	readErr error
	timing  timing
	drops   uint32 // of the socket, at the last look
	dropped uint64 // for the next batch
	overrun bool   // the buffer was full, and what was dropped is not counted yet
	size    int    // bytes that a queued event takes
	answer  *batch // to our IGNORE

	counters counters
	noDrops  atomic.Pointer[error] // why the kernel does not count
	queued   atomic.Int64          // messages that were read and not taken out

	// Of who takes packets out.
	gaps     gaps
	followed followed
	at       *batch
	index    int
	own      bool       // the packet at hand is our own request
	pending  uint64     // drops for the next packet
	clock    *clockLine // for the next packet
	asked    moment     // when our last request was sent
}

// Open opens the socket, subscribes, waits for the kernel's answer, and begins to
// read. Its errors say what is missing, and what to do. Close it, or end the
// context: the kernel counts its listeners.
func Open(ctx context.Context, o Options) (*Recorder, error) {
	o.Buffer = cmp.Or(o.Buffer, DefaultBuffer)
	if o.Buffer < 0 {
		return nil, fmt.Errorf("record: a buffer of %d bytes", o.Buffer)
	}
	if o.Events &= AllEvents; o.Events|codec.EventNonzeroExit == AllEvents {
		o.Events = 0
	}
	if o.Tap && o.Passive() || (o.Listen || o.Nlmon) && !o.Tap {
		return nil, errTapOptions
	}
	if err := o.join(); err != nil {
		return nil, err
	}
	r := newRecorder(o)
	if o.Tap {
		if err := r.openTap(ctx); err != nil {
			close(r.stopped)
			return nil, err
		}
		return r, nil
	}
	if !o.Passive() { // else nobody has to send anything
		r.startHeart()
	}
	if err := r.open(); err != nil {
		close(r.stopped)
		return nil, err
	}
	r.begins(ctx)
	return r, nil
}

func newRecorder(o Options) *Recorder {
	return &Recorder{
		o:    o,
		full: make(chan *batch, batches), empty: make(chan *batch, batches),
		stopped: make(chan struct{}), done: make(chan struct{}),
	}
}

// open opens the socket and subscribes.
func (r *Recorder) open() (err error) {
	if r.sock, err = openSocket(&r.o, r.heart.tid); err != nil {
		return err
	}
	r.asks = cmp.Or(r.asks, r.sock)
	start := readClocks()
	r.timing.start(start)
	r.host = thisHost(start)
	r.iface = r.host.Interface(&r.o)
	if err = r.subscribe(); err != nil {
		r.unsubscribe() // whatever became of the LISTEN, an IGNORE that is owed nothing changes nothing
		r.sock.close()
	}
	return err
}

// begins begins to read, until the end of the context.
func (r *Recorder) begins(ctx context.Context) {
	r.followed = follow(&r.o)
	for range batches {
		r.empty <- newBatch()
	}
	if r.who.level = r.o.Who; foreignPIDs() != "" {
		r.who.level = WhoNone
	}
	if r.who.level != WhoNone {
		r.who.in = make(chan *batch, batches)
		go r.whoRun()
	}
	switch {
	case r.tap != nil:
		go r.readTap()
	default:
		go r.read()
		if !r.o.Passive() {
			close(r.heart.listens)
		}
	}
	context.AfterFunc(ctx, r.Stop)
}

// Host is the machine.
func (r *Recorder) Host() Host { return r.host }

// Interface is what all packets are of.
func (r *Recorder) Interface() *pcap.Interface { return r.iface }

// Notes are sentences about what is not as it was asked for.
func (r *Recorder) Notes() (list []string) {
	if r.sock != nil && r.sock.note != "" {
		list = append(list, r.sock.note)
	}
	if r.tap != nil && r.tap.tap.Lossy() {
		list = append(list, "this kernel takes no kprobes: what happens on a CPU while a program of the tap's runs there is not seen, and counted as lost")
	}
	if r.tap != nil {
		list = append(list, r.tap.notes()...)
	}
	if r.become != "" {
		list = append(list, r.become)
	}
	if why := foreignPIDs(); why != "" && r.o.Who != WhoNone {
		list = append(list, why)
	}
	if r.o.ID != (codec.CbID{}) && !registered(r.o.ID) {
		list = append(list, fmt.Sprintf("this kernel has no user %d:%d (/proc/net/connector): what comes to its group is other programs'", r.o.ID.Idx, r.o.ID.Val))
	}
	if err := r.noDrops.Load(); err != nil {
		list = append(list, fmt.Sprintf("the kernel does not say how much it drops (%v): losses are seen in the counters of the CPUs alone", *err))
	}
	return list
}

// Missing lists the CPUs in whose counters something is missing. It is for who
// takes packets out, or behind the end.
func (r *Recorder) Missing() []CPULoss { return r.gaps.lossy() }

// Queued is how many messages were read and not taken out yet.
func (r *Recorder) Queued() int { return int(r.queued.Load()) }

// Stop sends IGNORE. What the socket has until then can still be taken out. It may
// be called from anywhere, and again.
func (r *Recorder) Stop() {
	r.stop.Do(func() {
		r.unsubscribe()
		if r.tap != nil {
			r.tap.tap.Interrupt()
		} else {
			r.sock.interrupt() // before the reader can see that it is stopped: then it drains, and waits no more
		}
		close(r.stopped)
	})
}

// Close stops, and closes the socket. What is not taken out is gone. It may be
// called again.
func (r *Recorder) Close() error {
	r.Stop()
	for b := range r.full { // so that the reader does not wait
		r.recycle(b)
	}
	<-r.done
	r.closing.Do(func() {
		if r.tap != nil {
			r.closeErr = cmp.Or(r.ignoreErr, r.tap.close())
			return
		}
		r.closeErr = cmp.Or(r.ignoreErr, r.sock.close())
	})
	return r.closeErr
}
