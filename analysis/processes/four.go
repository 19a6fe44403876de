package processes

import (
	"encoding/binary"
	"math/bits"
)

// Four numbers are a byte that says how long each is, two bits for one: 0, 2, 4 or 8
// bytes. No byte of them is looked at by itself: that takes a third of the time of as
// many varints.

// fourRoom is how many bytes putFour and takeFour need: what four numbers have at most.
const fourRoom = 1 + 4*8

// putFour writes four numbers, and returns how many bytes they have: each is written as 8
// bytes, of which the next one overwrites those that it does not need.
func putFour(b []byte, v0, v1, v2, v3 uint64) (n int) {
	b = b[:fourRoom]
	s0, s1, s2, s3 := sizeOf(v0), sizeOf(v1), sizeOf(v2), sizeOf(v3)
	b[0] = s0 | s1<<2 | s2<<4 | s3<<6
	n = 1
	binary.LittleEndian.PutUint64(b[n:], v0)
	n += length(s0)
	binary.LittleEndian.PutUint64(b[n:], v1)
	n += length(s1)
	binary.LittleEndian.PutUint64(b[n:], v2)
	n += length(s2)
	binary.LittleEndian.PutUint64(b[n:], v3)
	return n + length(s3)
}

// takeFour reads what putFour wrote.
func takeFour(b []byte) (v0, v1, v2, v3 uint64, n int) {
	b = b[:fourRoom]
	sizes := b[0]
	v0, n = numberAt(b, 1, sizes)
	v1, n = numberAt(b, n, sizes>>2)
	v2, n = numberAt(b, n, sizes>>4)
	v3, n = numberAt(b, n, sizes>>6)
	return
}

// numberAt reads a number of a size, and returns where the next one is.
func numberAt(b []byte, at int, size uint8) (uint64, int) {
	return binary.LittleEndian.Uint64(b[at:]) & masks[size&3], at + length(size)
}

// length is how many bytes a number of a size has, and masks those bytes.
func length(size uint8) int { return 1 << (size & 3) &^ 1 }

var masks = [4]uint64{0, 1<<16 - 1, 1<<32 - 1, 1<<64 - 1}

// sizeOf returns the size of a number: the least that has room for it.
func sizeOf(v uint64) uint8 { return sizes[bits.Len64(v)] }

// sizes are the sizes by how many bits a number has.
var sizes = func() (of [65]uint8) {
	for n := range of {
		switch {
		case n > 32:
			of[n] = 3
		case n > 16:
			of[n] = 2
		case n > 0:
			of[n] = 1
		}
	}
	return of
}()
