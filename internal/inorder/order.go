package inorder

import (
	"bufio"
	"cmp"
	"container/heap"
	"encoding/binary"
	"io"
	"os"
	"slices"
)

// Order puts values into the order of their numbers: it holds each until all
// before it have come. More than a certain number of them wait in a temporary
// file, so that one that comes very late costs no memory. The zero value, with
// Number, Put and Take set, is ready.
type Order[T any] struct {
	Number func(*T) uint64         // of a value
	Put    func([]byte, *T) []byte // appends a value as it waits in the file
	Take   func([]byte, *T) error  // reads that, of which it keeps nothing
	Lends  bool                    // what each was given comes back
	Err    error                   // the first one, of the file or of each: nothing more is handed over

	held  []*T      // a heap
	runs  []*run[T] // by the numbers of their heads
	file  *os.File  // with all runs, one behind the other; nil before the first
	size  int64     // of what is in it
	limit int       // how many wait in memory; 0 is maxHeld
	free  []*T      // room that nobody has
	bytes []byte    // of one value
}

// run is a part of the values that wait, in order, in the file.
type run[T any] struct {
	from *bufio.Reader
	head *T // the next one, or nil behind the last
}

// Add takes a value.
func (o *Order[T]) Add(p *T) {
	if o.Err != nil {
		return
	}
	if o.limit == 0 {
		o.limit = maxHeld
	}
	if len(o.held) == o.limit {
		o.spill()
	}
	heap.Push(byNumber[T]{o}, p)
}

// Flow hands over the values with a number below until, none of which is to come.
func (o *Order[T]) Flow(until uint64, each func(*T) error) {
	for o.Err == nil {
		var first *T
		if len(o.held) > 0 {
			first = o.held[0]
		}
		waits := len(o.runs) > 0 && (first == nil || o.Number(o.runs[0].head) < o.Number(first))
		if waits {
			first = o.runs[0].head
		}
		if first == nil || o.Number(first) >= until {
			return
		}
		if waits {
			o.advance()
		} else {
			heap.Pop(byNumber[T]{o})
		}
		if o.Err == nil {
			o.Err = each(first)
		}
		if o.Lends {
			o.Free(first)
		}
	}
}

// Free gives back what Fresh returned.
func (o *Order[T]) Free(p *T) { o.free = append(o.free, p) }

// Fresh returns room for a value: what came back, or new.
func (o *Order[T]) Fresh() (p *T) {
	last := len(o.free) - 1
	if last < 0 {
		return new(T)
	}
	p, o.free = o.free[last], o.free[:last]
	return p
}

// advance reads the next head of the first run, and puts the run where it
// belongs then.
func (o *Order[T]) advance() {
	r := o.runs[0]
	if o.Err = o.next(r); o.Err != nil {
		return
	}
	if r.head == nil {
		o.runs = slices.Delete(o.runs, 0, 1)
		if len(o.runs) == 0 {
			o.size = 0 // the file is free again
		}
		return
	}
	for i := 1; i < len(o.runs) && o.Number(o.runs[i].head) < o.Number(r.head); i++ {
		o.runs[i-1], o.runs[i] = o.runs[i], r
	}
}

// spill moves what waits into the file.
func (o *Order[T]) spill() {
	if o.file == nil {
		if o.file, o.Err = os.CreateTemp("", "cnwire-inorder-*"); o.Err != nil {
			return
		}
		os.Remove(o.file.Name()) // it lives as long as it is open, where the system lets it
	}
	slices.SortFunc(o.held, func(a, b *T) int { return cmp.Compare(o.Number(a), o.Number(b)) })
	r := &run[T]{head: o.held[0]}
	if o.Err = o.write(r, o.held[1:]); o.Err != nil {
		return
	}
	at, _ := slices.BinarySearchFunc(o.runs, o.Number(r.head), func(r *run[T], n uint64) int { return cmp.Compare(o.Number(r.head), n) })
	o.runs = slices.Insert(o.runs, at, r)
	o.free = append(o.free, o.held[1:]...)
	clear(o.held)
	o.held = o.held[:0]
}

// write appends what a run has behind its head to the file.
func (o *Order[T]) write(r *run[T], all []*T) error {
	part := io.NewOffsetWriter(o.file, o.size)
	w := bufio.NewWriter(part)
	for _, p := range all {
		o.bytes = o.Put(o.bytes[:0], p)
		w.Write(binary.AppendUvarint(w.AvailableBuffer(), uint64(len(o.bytes))))
		w.Write(o.bytes) // an error is that of Flush
	}
	if err := w.Flush(); err != nil {
		return err
	}
	n, err := part.Seek(0, io.SeekCurrent)
	r.from = bufio.NewReader(io.NewSectionReader(o.file, o.size, n))
	o.size += n
	return err
}

// Close gives the file back, and returns Err.
func (o *Order[T]) Close() error {
	if o.file != nil {
		o.file.Close()
		os.Remove(o.file.Name())
	}
	o.file, o.runs = nil, nil
	return o.Err
}

// next reads the next head of a run.
func (o *Order[T]) next(r *run[T]) error {
	n, err := binary.ReadUvarint(r.from)
	if err == io.EOF {
		r.head = nil
		return nil
	}
	if err == nil && n > uint64(o.size) {
		err = io.ErrUnexpectedEOF
	}
	if err != nil {
		return err
	}
	o.bytes = slices.Grow(o.bytes[:0], int(n))[:n]
	if _, err := io.ReadFull(r.from, o.bytes); err == io.EOF {
		return io.ErrUnexpectedEOF
	} else if err != nil {
		return err
	}
	r.head = o.Fresh()
	return o.Take(o.bytes, r.head)
}

// byNumber is the heap of what an Order holds, the smallest number first.
type byNumber[T any] struct{ o *Order[T] }

func (h byNumber[T]) Len() int { return len(h.o.held) }
func (h byNumber[T]) Less(i, j int) bool {
	return h.o.Number(h.o.held[i]) < h.o.Number(h.o.held[j])
}
func (h byNumber[T]) Swap(i, j int) { h.o.held[i], h.o.held[j] = h.o.held[j], h.o.held[i] }
func (h byNumber[T]) Push(p any)    { h.o.held = append(h.o.held, p.(*T)) }
func (h byNumber[T]) Pop() any {
	held := h.o.held
	last := len(held) - 1
	p := held[last]
	held[last] = nil
	h.o.held = held[:last]
	return p
}
