package host

// Watched reports whether Saw wants to know of the host's messages: it is a file
// among several, and does not say whose it is.
func (h *Host) Watched() bool { return h != nil && h.watched }

// watch finds files that go on with the counters of another: those of one host,
// in parts or from several sockets.
type watch struct {
	began        map[began]*Host
	found        int
	next, before *Host // the first two that were found
}

// began is that the clock of a CPU's messages was 0 at a second of the capture's
// clock. The two clocks of a host run alike, so that tells boots apart.
type began struct {
	cpu    uint32
	second int64
}

// last is the last message of a CPU.
type last struct {
	seq  uint32
	seen bool
}

const (
	maxWatched = 64      // CPUs
	closely    = 1 << 16 // numbers
)

// Saw takes a message of the kernel that has a number: its CPU and seq, its
// timestamp_ns, and when it was captured, in nanoseconds since 1970.
func (h *Host) Saw(cpu, seq uint32, stamp uint64, at int64) {
	if cpu >= maxWatched {
		return
	}
	if h.last == nil {
		h.last = make([]last, maxWatched)
	}
	l := &h.last[cpu]
	if !l.seen {
		h.of.watch.first(h, began{cpu, (at - int64(stamp)) / 1e9}, seq)
	}
	*l = last{seq, true}
}

// first takes a host's first message of a CPU.
func (w *watch) first(h *Host, b began, seq uint32) {
	if w.began == nil {
		w.began = map[began]*Host{}
	}
	for _, later := range []int64{-1, 0, 1} {
		other := w.began[began{b.cpu, b.second + later}]
		if other == nil || other == h {
			continue
		}
		if apart := int32(seq - other.last[b.cpu].seq); apart >= -closely && apart <= closely {
			w.goesOn(h, other)
			break
		}
	}
	w.began[b] = h
}

// goesOn notes it, once for a file.
func (w *watch) goesOn(h, before *Host) {
	if h.goesOn {
		return
	}
	h.goesOn = true
	if w.found++; w.found == 1 {
		w.next, w.before = h, before
	}
}
