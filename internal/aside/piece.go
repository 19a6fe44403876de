package aside

import (
	"bufio"
	"io"
	"slices"
)

// Piece returns the next size bytes of a file. Where the reader has room for them, as nearly always, they
// stay in it: left is how many are to be discarded behind them. Else they are read into long.
func Piece(from *bufio.Reader, size int, long *[]byte) (b []byte, left int, err error) {
	if size <= from.Size() {
		b, err = from.Peek(size)
		return b, size, err
	}
	*long = slices.Grow((*long)[:0], size)[:size]
	_, err = io.ReadFull(from, *long)
	return *long, 0, err
}
