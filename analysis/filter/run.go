package filter

import (
	"sort"

	"github.com/cnwire/cnwire/analysis"
)

// run is a frame that is looked at, with the values that one comparison after
// another needs of it.
type run struct {
	*analysis.Frame
	values []value // a stack: an operand leaves its values on top
	raw    []analysis.Value
	arena  []byte // of text and bytes that stand nowhere in the frame
	starts []int  // where the layers of a name begin
	search search
	gaveUp bool
	steps  int // comparisons of two values, bytes searched: tests count them
}

// reset drops the values of the comparison before.
func (r *run) reset() { r.values, r.arena = r.values[:0], r.arena[:0] }

// of returns the values of an operand. Those of a constant are its own; others
// stand on the stack, and may be put in another order there.
func (r *run) of(o operand) ([]value, bool) {
	if k, ok := o.(*constant); ok {
		return k.list[:], true
	}
	at := len(r.values)
	ok := o.push(r)
	return r.values[at:], ok
}

// drop takes what stands above at from the stack. It returns false.
func (r *run) drop(at int) bool {
	r.values = r.values[:at]
	return false
}

// both returns the values of two operands, if both are there.
func (r *run) both(a, b operand) (left, right []value, ok bool) {
	if left, ok = r.of(a); ok {
		right, ok = r.of(b)
	}
	return left, right, ok
}

// layersOf notes where the layers of a protocol begin.
func (r *run) layersOf(p *proto) {
	r.starts = r.starts[:0]
	if p != nil {
		p.each(r.Frame, func(from, _ int) { r.starts = append(r.starts, from) })
	}
}

// layer returns the number of the layer that an offset of the frame is in, from
// 1, and how many there are.
func (r *run) layer(off int) (layer, all int) {
	return max(1, sort.SearchInts(r.starts, off+1)), max(1, len(r.starts))
}
