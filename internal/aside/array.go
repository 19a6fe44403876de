package aside

import "encoding/binary"

// Array is values by their numbers, from 0 on, each of which takes the same number of bytes.
// What was not set is what Take makes of zeros.
type Array[T any] struct {
	Bytes
	Each int              // bytes of a value, a page at most
	Put  func([]byte, *T) // writes a value into so many
	Take func([]byte, *T) // reads it
}

// Numbers are an Array of numbers.
func Numbers() Array[int64] {
	return Array[int64]{Each: 8,
		Put:  func(b []byte, n *int64) { binary.LittleEndian.PutUint64(b, uint64(*n)) },
		Take: func(b []byte, n *int64) { *n = int64(binary.LittleEndian.Uint64(b)) },
	}
}

// Get returns a value.
func (a *Array[T]) Get(i uint64) (v T) {
	a.Take(a.room(i, false), &v)
	return v
}

// Set sets it.
func (a *Array[T]) Set(i uint64, v T) { a.Put(a.room(i, true), &v) }

// room is the bytes of a value.
func (a *Array[T]) room(i uint64, change bool) []byte {
	inPage := uint64(pageSize / a.Each)
	return a.page(int64(i/inPage), change)[int(i%inPage)*a.Each:][:a.Each]
}
