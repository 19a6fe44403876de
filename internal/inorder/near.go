package inorder

import "math"

// most is above every number.
const most = math.MaxUint64

// near says where values wait, by their numbers: a ring, in which each number of
// those from low on has a room, so that the next one is found without a search. Numbers
// that are left out cost four bytes each.
type near struct {
	ring      []place // the room of a number is at its last bits; nowhere for one that has not come
	low, high uint64  // none waits below low, and none from high on
	apart     uint64  // high-low is at most that; 0 is maxApart
}

// reaches reports whether add has room for a number, or does not take it.
func (r *near) reaches(n uint64) bool {
	if r.apart == 0 {
		r.apart = maxApart
	}
	return n < r.low || n-r.low < r.apart || r.low == r.high
}

// add notes where the value of a number waits. It reports false for a number below
// others that were here.
func (r *near) add(n uint64, at place) bool {
	switch {
	case n < r.low:
		return false
	case n-r.low >= r.apart: // and nothing waits
		r.low, r.high = n, n
	}
	if n-r.low >= uint64(len(r.ring)) {
		r.grow(n - r.low + 1)
	}
	*r.room(n) = at
	r.high = max(r.high, n+1)
	return true
}

func (r *near) room(n uint64) *place { return &r.ring[n&uint64(len(r.ring)-1)] }

// grow makes the ring larger, so that it has so many rooms.
func (r *near) grow(rooms uint64) {
	old := *r
	size := max(64, len(r.ring))
	for uint64(size) < rooms {
		size *= 2
	}
	r.ring = make([]place, size)
	for n := r.low; n < r.high; n++ {
		*r.room(n) = *old.room(n)
	}
}

// first returns the lowest number that waits if it is below until, else most. No
// number below until comes any more.
func (r *near) first(until uint64) uint64 {
	for end := min(r.high, until); r.low < end; r.low++ {
		if *r.room(r.low) != nowhere {
			return r.low
		}
	}
	return most
}

// take takes out the number that first returned.
func (r *near) take() (at place) {
	room := r.room(r.low)
	at, *room = *room, nowhere
	r.low++
	return at
}

// skip says that no number below one comes any more, and that none waits.
func (r *near) skip(n uint64) {
	if r.low < n {
		r.low, r.high = n, max(r.high, n)
	}
}
