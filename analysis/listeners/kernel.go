package listeners

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// kernel is what is known of one host.
type kernel struct {
	of      *Audience
	name    *host.Host
	busy    bool // something is known of its counter
	release release
	count   Count

	// complete says that all listeners were listed at some time, by a comment: a socket
	// that is not among them has asked for nothing before.
	complete bool

	listed []*Listener // in the order in which they appeared
	ports  map[uint32]*Listener
	pids   map[int32][]*Listener // those whose process is known

	waiting []*asking // requests whose answer may come
	heard   moment    // the last event that came while they waited; frame 0 for none
	hush    *hush     // an IGNORE that nobody answered
	last    moment    // of the last message
}

// moment is when something stands in a capture.
type moment struct {
	frame uint64
	time  int64 // or genealogy.NoTime
}

// An answer is sent while the request is received
// (drivers/connector/cn_proc.c:cn_proc_mcast_ctl); patience is how long it is waited for.
// What was on its way then comes within racing. The frames are for captures without times.
var (
	patience = span{int64(1e9), 64}
	racing   = span{int64(1e8), 8}
)

// span is how far apart two moments are.
type span struct {
	time   int64 // nanoseconds
	frames uint64
}

// behind reports whether a moment is later than another by more than that.
func (m moment) behind(of moment, by span) bool {
	if m.time == genealogy.NoTime || of.time == genealogy.NoTime {
		return m.frame > of.frame+by.frames
	}
	return m.time > of.time+by.time
}

// called is its name, where there are several.
func (k *kernel) called() string {
	if k.name.Several() {
		return k.name.String()
	}
	return ""
}

// take takes a message of process events.
func (k *kernel) take(f *analysis.Frame, m *analysis.Message) {
	if k.name == nil || k.release == unknown {
		k.name, k.release = f.Host, releaseOf(f)
	}
	at := moment{m.Frame, m.Time}
	k.last = at
	for len(k.waiting) > 0 && at.behind(k.waiting[0].moment, patience) {
		k.unanswered()
	}
	switch {
	case m.Holds().IsProcRequest():
		k.request(f, m, at)
	case m.Port != 0 || !m.Holds().IsProcEvent(): // no message of the kernel's (R41), or one that nobody can read
	default:
		k.sent(m, at)
	}
}

// sent takes an event or an answer: the counter is 1 at least.
func (k *kernel) sent(m *analysis.Message, at moment) {
	k.busy = true
	if a, ok := m.Event().(*codec.Ack); ok {
		k.answer(m, at, a.Err)
		return
	}
	k.proof(at)
	if what, ok := m.What(); ok && what == codec.EventExit && len(k.pids) > 0 {
		k.exit(m)
	}
}

// proof is that the kernel sends.
func (k *kernel) proof(at moment) {
	if len(k.waiting) > 0 { // or that it did, before them
		k.heard = at
		return
	}
	k.count.atLeast(1)
	if k.hush != nil && at.behind(k.hush.moment, racing) {
		k.speaks()
	}
}

// exit takes the end of a process.
func (k *kernel) exit(m *analysis.Message) {
	e, ok := m.ProcEvent()
	if !ok || e.Task.PID != e.Task.TGID {
		return
	}
	for _, l := range k.pids[e.Task.TGID] {
		if l.State == Listens {
			l.stop(Gone, m)
		}
		delete(k.ports, l.Port) // the next of that port is another socket
	}
	delete(k.pids, e.Task.TGID)
}

// listener returns that of a port.
func (k *kernel) listener(f *analysis.Frame, m *analysis.Message) *Listener {
	if l := k.ports[m.Port]; l != nil {
		return l
	}
	l := newListener(f, m)
	if l.fresh = k.complete; !k.list(l) {
		return nil
	}
	return l
}

// list takes a listener, if there is room.
func (k *kernel) list(l *Listener) bool {
	if len(k.listed) >= maxListed {
		k.of.Unlisted++
		return false
	}
	if k.ports == nil {
		k.ports, k.pids = map[uint32]*Listener{}, map[int32][]*Listener{}
	}
	k.ports[l.Port] = l
	k.listed = append(k.listed, l)
	if l.PID != 0 {
		k.pids[l.PID] = append(k.pids[l.PID], l)
	}
	return true
}

// end settles what waits.
func (k *kernel) end() {
	for len(k.waiting) > 0 {
		k.unanswered()
	}
	if k.hush != nil {
		k.stays()
	}
}
