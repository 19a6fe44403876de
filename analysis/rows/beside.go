package rows

import (
	"cmp"
	"runtime"
	"sync"
	"sync/atomic"
)

// Rest calls f, which lists all that is left by Row. Where there are several processors the rows are
// printed on two of them: Options.Several and Colour are asked by two goroutines then and say the
// same all the while, what Ts point to stays as it is, and rows are written when Rest returns, some
// of them before. It is not for what is to be seen as it happens. The error is that of f, or a row's.
func (l *List[T]) Rest(f func() error) error {
	if runtime.GOMAXPROCS(0) < 2 || len(l.places) < manyCells || l.w.sorted != nil || l.w.o.Frames != nil {
		return f()
	}
	l.beside = newBeside(l)
	err := f()
	err = cmp.Or(err, l.beside.end())
	l.beside = nil
	return err
}

// manyCells is from how many on a row takes longer to be printed than to be handed over: 98 000
// processes with two of them took 12 ms, and 15 on two processors; with five 22, and 16.
const manyCells = 5

// beside prints rows on two goroutines: that which adds them, and another one, which writes all in
// their order. That gets Ts, and prints them; but while several batches wait for it the first prints
// the next one, so that both have as much to do, whatever printing costs.
type beside[T any] struct {
	list  *List[T]
	full  chan *batch[T] // has room for all
	free  chan *batch[T]
	at    *batch[T] // that is being filled
	ended sync.WaitGroup

	failed atomic.Bool
	err    error // the first one, where failed says so: nothing more is written
}

// batch is some rows, printed or not.
type batch[T any] struct {
	print bool // they are
	rows  []printed
	of    []T
	n     int      // of them
	size  int      // bytes of rows
	_     [64]byte // what stands behind is of a batch that the other goroutine has
}

// How many batches there are, rows in each, and bytes of those that are printed, but for the last row.
// A row of more bytes than longRow does not leave them to the next one.
const (
	batches   = 8
	batchRows = 128
	batchSize = 1 << 17
	longRow   = 1 << 12
)

func newBeside[T any](l *List[T]) *beside[T] {
	b := &beside[T]{list: l, full: make(chan *batch[T], batches), free: make(chan *batch[T], batches), at: new(batch[T])}
	for range batches - 1 {
		b.free <- new(batch[T])
	}
	b.ended.Go(b.write)
	return b
}

// add takes a T. Its error is of one before.
func (b *beside[T]) add(of *T) error {
	t := b.at
	if t.print {
		if t.n == len(t.rows) {
			t.rows = append(t.rows, printed{})
		}
		p := &t.rows[t.n]
		b.print(p, b.list.row, of)
		t.size += len(p.text)
	} else {
		t.of = append(t.of, *of)
	}
	if t.n++; t.n < batchRows && t.size < batchSize {
		return nil
	}
	b.full <- t
	b.at = <-b.free
	b.at.print = len(b.full) >= batches/2
	if b.failed.Load() {
		return b.err
	}
	return nil
}

// end has all written that was added, and returns the first error.
func (b *beside[T]) end() error {
	b.full <- b.at
	close(b.full)
	b.ended.Wait()
	return b.err
}

// print prints a T, in room for its cells.
func (b *beside[T]) print(p *printed, room Row, of *T) {
	b.list.columns.Fill(room, b.list.places, of)
	b.list.w.form.print(p, room)
}

// write writes batches. Its rows are counted when all are written: what stands beside Writer.Rows
// is read for each, and not to be fetched from the other processor again and again.
func (b *beside[T]) write() {
	room, own, rows := make(Row, len(b.list.row)), new(printed), uint64(0)
	for t := range b.full {
		for i := 0; i < t.n && b.err == nil; i++ {
			p := own
			if t.print {
				p = &t.rows[i]
			} else {
				b.print(p, room, &t.of[i])
			}
			rows++
			if b.err = b.list.w.form.write(p); b.err != nil {
				b.failed.Store(true)
			}
			if cap(p.text)+cap(p.room) > longRow {
				p.text, p.room = nil, nil
			}
		}
		clear(t.of) // what they point to is the collector's
		t.of, t.n, t.size = t.of[:0], 0, 0
		b.free <- t
	}
	b.list.w.Rows += rows
}
