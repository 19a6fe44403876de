package inorder

import "encoding/binary"

// store keeps the bytes of values in chunks, each of which is used again when
// nothing in it waits any more.
type store struct {
	chunks []chunk
	free   []int // chunks that nobody uses
	last   int   // the chunk that is being filled
	size   int   // of a chunk; 0 is chunkSize, which is the most
	limit  int   // of the sizes of all chunks in use; 0 is maxBytes
	used   int   // what of it is
}

// chunk has values, each behind its length.
type chunk struct {
	bytes []byte
	waits int // how many of its values wait
}

// place says where a value is: the number of its chunk, from 1, and the place there.
type place uint32

const (
	nowhere   place = 0
	placeBits       = 16
	chunkSize       = 1 << placeBits
)

// hasRoom reports whether so many bytes have room. In an empty store they always do.
func (s *store) hasRoom(n int) bool {
	if s.limit == 0 {
		s.limit = maxBytes
	}
	if s.size == 0 {
		s.size = chunkSize
	}
	return s.fits(n) || s.used == 0 || s.used <= s.limit-max(s.size, withLength(n))
}

// fits reports whether they have room in the chunk that is being filled: of one that was made for
// a long value no more is used than of others, for a place counts no further.
func (s *store) fits(n int) bool {
	if len(s.chunks) == 0 {
		return false
	}
	b := s.chunks[s.last].bytes
	return min(cap(b), s.size)-len(b) >= withLength(n)
}

// withLength is how many bytes n bytes need with their length, at most.
func withLength(n int) int { return n + binary.MaxVarintLen32 }

// add keeps the bytes of a value.
func (s *store) add(b []byte) place {
	if !s.fits(len(b)) {
		s.begin(max(s.size, withLength(len(b))))
	}
	c := &s.chunks[s.last]
	at := place(s.last+1)<<placeBits | place(len(c.bytes))
	c.bytes = append(binary.AppendUvarint(c.bytes, uint64(len(b))), b...)
	c.waits++
	return at
}

// begin begins a chunk of a size.
func (s *store) begin(size int) {
	if len(s.chunks) > 0 && s.chunks[s.last].waits == 0 {
		s.leave(s.last)
	}
	if last := len(s.free) - 1; last >= 0 {
		s.last, s.free = s.free[last], s.free[:last]
	} else {
		s.last = len(s.chunks)
		s.chunks = append(s.chunks, chunk{})
	}
	c := &s.chunks[s.last]
	if cap(c.bytes) < size {
		c.bytes = make([]byte, 0, size)
	}
	s.used += cap(c.bytes)
}

// get returns the bytes of a value, which stay until it is dropped.
func (s *store) get(at place) []byte {
	b := s.chunks[at>>placeBits-1].bytes[at%chunkSize:]
	n, size := binary.Uvarint(b)
	return b[size:][:n]
}

// drop says that a value does not wait any more.
func (s *store) drop(at place) {
	i := int(at>>placeBits - 1)
	c := &s.chunks[i]
	c.waits--
	switch {
	case c.waits > 0:
	case i == s.last:
		c.bytes = c.bytes[:0]
	default:
		s.leave(i)
	}
}

// leave makes a chunk free. One that was made for a long value is none for others.
func (s *store) leave(i int) {
	c := &s.chunks[i]
	s.used -= cap(c.bytes)
	if c.bytes = c.bytes[:0]; cap(c.bytes) > s.size {
		c.bytes = nil
	}
	s.free = append(s.free, i)
}
