package processes

import (
	"bufio"
	"cmp"
	"container/heap"
	"encoding/gob"
	"io"
	"os"
	"slices"
)

// Order puts processes into the order of Number: it holds those that ended until
// all that appeared before them ended too. More than a certain number of them
// wait in a temporary file, so that a process that outlives a long capture costs
// no memory.
type Order struct {
	held  byNumber // a heap
	runs  []*run   // by the Number of their heads
	file  *os.File // with all runs, one behind the other; nil before the first
	size  int64    // of what is in it
	limit int      // how many wait in memory; 0 is maxHeld
	lends bool     // what each was given comes back
	free  *Process // that came back last
	err   error
}

// maxHeld is how many processes wait in memory.
const maxHeld = 1 << 14

// run is a part of the processes that wait, in order, in the file.
type run struct {
	from *gob.Decoder
	head *Process // the next one, or nil behind the last
}

// add takes a process that is final.
func (o *Order) add(p *Process) {
	if o.err != nil {
		return
	}
	if o.limit == 0 {
		o.limit = maxHeld
	}
	if len(o.held) == o.limit {
		o.spill()
	}
	heap.Push(&o.held, p)
}

// flow hands over the processes with a Number below until.
func (o *Order) flow(until uint64, each func(*Process) error) {
	for o.err == nil {
		var first *Process
		if len(o.held) > 0 {
			first = o.held[0]
		}
		waits := len(o.runs) > 0 && (first == nil || o.runs[0].head.Number < first.Number)
		if waits {
			first = o.runs[0].head
		}
		if first == nil || first.Number >= until {
			return
		}
		if waits {
			o.advance()
		} else {
			heap.Pop(&o.held)
		}
		if o.err == nil {
			o.err = each(first)
		}
		if o.lends {
			o.free = first
		}
	}
}

// fresh returns room for a process.
func (o *Order) fresh() (p *Process) {
	if p, o.free = o.free, nil; p == nil {
		p = new(Process)
	}
	return p
}

// advance reads the next head of the first run, and puts the run where it
// belongs then.
func (o *Order) advance() {
	r := o.runs[0]
	if o.err = r.next(); o.err != nil {
		return
	}
	if r.head == nil {
		o.runs = slices.Delete(o.runs, 0, 1)
		if len(o.runs) == 0 {
			o.size = 0 // the file is free again
		}
		return
	}
	for i := 1; i < len(o.runs) && o.runs[i].head.Number < r.head.Number; i++ {
		o.runs[i-1], o.runs[i] = o.runs[i], r
	}
}

// spill moves what waits into the file.
func (o *Order) spill() {
	if o.file == nil {
		if o.file, o.err = os.CreateTemp("", "cnwire-processes-*"); o.err != nil {
			return
		}
		os.Remove(o.file.Name()) // it lives as long as it is open, where the system lets it
	}
	slices.SortFunc(o.held, func(a, b *Process) int { return cmp.Compare(a.Number, b.Number) })
	r := &run{head: o.held[0]}
	if o.err = o.write(r, o.held[1:]); o.err != nil {
		return
	}
	at, _ := slices.BinarySearchFunc(o.runs, r.head.Number, func(r *run, n uint64) int { return cmp.Compare(r.head.Number, n) })
	o.runs = slices.Insert(o.runs, at, r)
	clear(o.held)
	o.held = o.held[:0]
}

// write appends what a run has behind its head to the file.
func (o *Order) write(r *run, all []*Process) error {
	part := io.NewOffsetWriter(o.file, o.size)
	w := bufio.NewWriter(part)
	to := gob.NewEncoder(w)
	for _, p := range all {
		if err := to.Encode(p); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	n, err := part.Seek(0, io.SeekCurrent)
	r.from = gob.NewDecoder(bufio.NewReader(io.NewSectionReader(o.file, o.size, n)))
	o.size += n
	return err
}

// close gives the file back.
func (o *Order) close() error {
	if o.file != nil {
		o.file.Close()
		os.Remove(o.file.Name())
	}
	o.file, o.runs = nil, nil
	return o.err
}

// next reads the next head.
func (r *run) next() error {
	p := new(Process)
	err := r.from.Decode(p)
	if err == io.EOF {
		r.head = nil
		return nil
	}
	r.head = p
	return err
}

// byNumber is a heap of processes, the smallest Number first.
type byNumber []*Process

func (h byNumber) Len() int           { return len(h) }
func (h byNumber) Less(i, j int) bool { return h[i].Number < h[j].Number }
func (h byNumber) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *byNumber) Push(p any)        { *h = append(*h, p.(*Process)) }
func (h *byNumber) Pop() any {
	last := len(*h) - 1
	p := (*h)[last]
	(*h)[last] = nil
	*h = (*h)[:last]
	return p
}
