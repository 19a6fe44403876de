// Package frameset keeps numbers of frames, a bit for each.
package frameset

// Set is a set of numbers. It has memory for all up to the greatest, which is not
// more than the frames that were read. The zero value is empty.
type Set struct {
	words []uint64
	n     uint64
}

// Add adds a number.
func (s *Set) Add(n uint64) {
	at, bit := n/64, uint64(1)<<(n%64)
	for uint64(len(s.words)) <= at {
		s.words = append(s.words, 0)
	}
	if s.words[at]&bit == 0 {
		s.words[at] |= bit
		s.n++
	}
}

// Has reports whether a number was added.
func (s *Set) Has(n uint64) bool {
	return n/64 < uint64(len(s.words)) && s.words[n/64]&(1<<(n%64)) != 0
}

// Len is how many numbers were added.
func (s *Set) Len() uint64 { return s.n }
