package processes

import (
	"container/heap"

	"github.com/cnwire/cnwire/analysis/who"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// window puts events into the order in which they happened (R25): it holds each
// until one came that is a second younger, or too many wait. Most come in order,
// and stand in a queue; the others in a heap.
type window struct {
	queue    []item
	head     int // where the queue starts
	early    earlyItems
	newest   uint64 // of all times
	released uint64 // the latest time of those that left
	cpus     map[uint32]*lastOf
	latest   *lastOf // that of the message before
	late     uint64
}

// item is something that waits: an event, or a copy of one, what comments tell of
// processes whose event it is not, or only a loss.
type item struct {
	at       uint64 // nanoseconds, by timestamp_ns
	kind     itemKind
	passed   bool
	event    Event
	ref      genealogy.Ref // of the message: of a copy, that of the first
	told     []who.Task
	from, to uint64 // frames between which messages before it are missing, if any
}

type itemKind uint8

const (
	itemLoss itemKind = iota
	itemEvent
	itemCopy
	itemTold
)

// lastOf is the last number of a CPU.
type lastOf struct {
	cpu, seq uint32
	at       uint64
}

const (
	maxWait    = 1e9     // nanoseconds
	maxWaiting = 1 << 16 // items
	maxCPUs    = 1 << 10
)

// time is when a message was sent: timestamp_ns, unless the order of its CPU's
// numbers says otherwise.
func (w *window) time(cpu, seq uint32, stamp uint64) uint64 {
	last := w.latest
	if last == nil || last.cpu != cpu {
		last = w.cpus[cpu]
	}
	switch {
	case last == nil:
		if w.cpus == nil || len(w.cpus) >= maxCPUs {
			w.cpus = map[uint32]*lastOf{}
		}
		last = &lastOf{cpu: cpu}
		w.cpus[cpu] = last
	case int32(seq-last.seq) < 0:
		return min(stamp, max(last.at, 1)-1)
	default:
		stamp = max(stamp, last.at)
	}
	last.seq, last.at = seq, stamp
	w.latest = last
	return stamp
}

// room returns where the next item is made: at the end of the queue, where most stay. It
// has what an item had before, of which but from and to nothing counts that its kind does
// not say.
func (w *window) room() *item {
	n := len(w.queue)
	if n == cap(w.queue) {
		w.makeRoom()
		n = len(w.queue)
	}
	i := &w.queue[:n+1][n]
	i.from, i.to = 0, 0
	return i
}

// add has the item wait that was made in the room.
func (w *window) add(i *item) {
	if i.at < w.released && i.kind != itemCopy { // a copy happened when the first did
		w.late++
	}
	w.newest = max(w.newest, i.at)
	n := len(w.queue)
	if n > w.head && i.at < w.queue[n-1].at {
		early := *i
		heap.Push(&w.early, &early)
		return
	}
	w.queue = w.queue[:n+1]
}

// makeRoom moves what waits to the front, where enough has left, or doubles the queue,
// which copies each item half as often as append would.
func (w *window) makeRoom() {
	queue := w.queue[:0]
	if w.head <= len(w.queue)/3 {
		queue = make([]item, 0, max(8, 2*cap(w.queue)))
	}
	w.queue = append(queue, w.queue[w.head:]...)
	w.head = 0
}

// next takes out the item that is due, or nil; with all each is. It is valid
// until the next one is added.
func (w *window) next(all bool) *item {
	var first *item
	if w.head < len(w.queue) {
		first = &w.queue[w.head]
	}
	early := len(w.early) > 0 && (first == nil || w.early[0].at < first.at)
	if early {
		first = w.early[0]
	}
	if first == nil || !all && w.newest-first.at <= maxWait && len(w.queue)-w.head+len(w.early) <= maxWaiting {
		return nil
	}
	w.released = max(w.released, first.at)
	if early {
		heap.Pop(&w.early)
	} else {
		w.head++
	}
	return first
}

// restart forgets the clock: the machine started again.
func (w *window) restart() { w.newest, w.released, w.cpus, w.latest = 0, 0, nil, nil }

// earlyItems is a heap, by time; of one time in the order of the frames.
type earlyItems []*item

func (h earlyItems) Len() int { return len(h) }
func (h earlyItems) Less(i, j int) bool {
	return h[i].at < h[j].at || h[i].at == h[j].at && h[i].ref.Frame < h[j].ref.Frame
}
func (h earlyItems) Swap(i, j int) { h[i], h[j] = h[j], h[i] }
func (h *earlyItems) Push(i any)   { *h = append(*h, i.(*item)) }
func (h *earlyItems) Pop() any {
	last := len(*h) - 1
	i := (*h)[last]
	(*h)[last] = nil
	*h = (*h)[:last]
	return i
}
