package processes

import (
	"bufio"
	"cmp"
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
	held  []*Process // a heap, by Number
	runs  []*run
	limit int // how many wait in memory; 0 is maxHeld
	err   error
}

// maxHeld is how many processes wait in memory.
const maxHeld = 1 << 14

// run is a part of the processes that wait, in order, in a file.
type run struct {
	file *os.File
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
	o.held = append(o.held, p)
	for i := len(o.held) - 1; i > 0; {
		up := (i - 1) / 2
		if o.held[up].Number < o.held[i].Number {
			break
		}
		o.held[up], o.held[i] = o.held[i], o.held[up]
		i = up
	}
}

// pop takes the first of those in memory.
func (o *Order) pop() *Process {
	first, last := o.held[0], len(o.held)-1
	o.held[0], o.held[last] = o.held[last], nil
	o.held = o.held[:last]
	for i := 0; ; {
		down := 2*i + 1
		if down >= last {
			return first
		}
		if down+1 < last && o.held[down+1].Number < o.held[down].Number {
			down++
		}
		if o.held[i].Number < o.held[down].Number {
			return first
		}
		o.held[i], o.held[down] = o.held[down], o.held[i]
		i = down
	}
}

// flow hands over the processes with a Number below until.
func (o *Order) flow(until uint64, each func(*Process) error) {
	for o.err == nil {
		var from *run
		var first *Process
		if len(o.held) > 0 {
			first = o.held[0]
		}
		for _, r := range o.runs {
			if r.head != nil && (first == nil || r.head.Number < first.Number) {
				first, from = r.head, r
			}
		}
		if first == nil || first.Number >= until {
			return
		}
		if from != nil {
			o.err = from.next()
		} else {
			o.pop()
		}
		if o.err == nil {
			o.err = each(first)
		}
	}
}

// spill moves what waits into a file.
func (o *Order) spill() {
	f, err := os.CreateTemp("", "cnwire-processes-*")
	if err != nil {
		o.err = err
		return
	}
	os.Remove(f.Name()) // it lives as long as it is open, where the system lets it
	r := &run{file: f}
	o.runs = append(o.runs, r)
	slices.SortFunc(o.held, func(a, b *Process) int { return cmp.Compare(a.Number, b.Number) })
	o.err = r.write(o.held)
	clear(o.held)
	o.held = o.held[:0]
}

// close gives the files back.
func (o *Order) close() error {
	for _, r := range o.runs {
		r.file.Close()
		os.Remove(r.file.Name())
	}
	o.runs = nil
	return o.err
}

// write fills the file, and goes back to its start.
func (r *run) write(all []*Process) error {
	w := bufio.NewWriter(r.file)
	to := gob.NewEncoder(w)
	for _, p := range all {
		if err := to.Encode(p); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if _, err := r.file.Seek(0, io.SeekStart); err != nil {
		return err
	}
	r.from = gob.NewDecoder(bufio.NewReader(r.file))
	return r.next()
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
