package genealogy

// index finds the latest entries of a ring by a hash. Entries are numbered from
// 1 in the order in which they come; each hash has a chain of numbers from the
// latest to older ones. The ring doubles until it holds max entries, then each
// new entry takes the place of the oldest. Nothing is ever copied but at a
// doubling: a chain ends where its numbers are no longer in the ring.
type index struct {
	head []uint64 // by hash: the latest number
	prev []uint64 // by slot: the next older number with the same hash
	hash []uint64 // by slot; removed where the entry is in no chain
	n    uint64   // the latest number
	max  int      // a power of two
}

// removed is beyond every hash.
const removed = 1 << 32

// minEntries is the size of a new ring.
const minEntries = 64

// add returns the slot of a new entry. When it reports true the ring has grown,
// and the caller's own must grow to size.
func (x *index) add(hash uint32) (slot int, grown bool) {
	if x.n == uint64(len(x.prev)) && len(x.prev) < x.max {
		x.grow(max(minEntries, 2*len(x.prev)))
		grown = true
	}
	x.n++
	slot = x.slot(x.n)
	x.link(slot, hash, x.n)
	return slot, grown
}

func (x *index) link(slot int, hash uint32, number uint64) {
	h := x.bucket(hash)
	x.hash[slot], x.prev[slot], x.head[h] = uint64(hash), x.head[h], number
}

// grow gives the entries a larger ring. While the ring has never been full, the
// entry with number i is in slot i-1, in the old ring and in the new one.
func (x *index) grow(size int) {
	x.head, x.prev = make([]uint64, size), make([]uint64, size)
	x.hash = append(make([]uint64, 0, size), x.hash...)[:size]
	for i := range x.n {
		if h := x.hash[i]; h != removed {
			x.link(int(i), uint32(h), i+1)
		}
	}
}

// size returns how many slots there are.
func (x *index) size() int { return len(x.prev) }

// slot returns where an entry is that is still in the ring.
func (x *index) slot(number uint64) int { return int((number - 1) & uint64(len(x.prev)-1)) }

// latest returns the latest number of a chain, 0 when there is none.
func (x *index) latest(hash uint32) uint64 {
	if len(x.head) == 0 {
		return 0
	}
	return x.alive(x.head[x.bucket(hash)])
}

// older returns the next number of a chain, 0 at its end.
func (x *index) older(number uint64) uint64 { return x.alive(x.prev[x.slot(number)]) }

// alive returns 0 for a number that is no longer in the ring.
func (x *index) alive(number uint64) uint64 {
	if number+uint64(len(x.prev)) <= x.n {
		return 0
	}
	return number
}

// remove takes a number out of its chain. newer is the one before it in the
// chain, 0 when it is the latest.
func (x *index) remove(hash uint32, newer, number uint64) {
	next := x.prev[x.slot(number)]
	x.hash[x.slot(number)] = removed
	if newer == 0 {
		x.head[x.bucket(hash)] = next
		return
	}
	x.prev[x.slot(newer)] = next
}

func (x *index) bucket(hash uint32) int { return int(hash) & (len(x.head) - 1) }

// mix hashes numbers, few at a time, into 32 bits: successive numbers go to
// different buckets, so that a counter fills a table evenly.
func mix(a, b, c uint32) uint32 {
	h := uint64(a)*0x9e3779b97f4a7c15 + uint64(b)*0xc2b2ae3d27d4eb4f + uint64(c)*0x165667b19e3779f9
	return uint32(h ^ h>>32)
}
