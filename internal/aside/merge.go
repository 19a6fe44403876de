package aside

import (
	"bufio"
	"encoding/binary"
	"io"
	"slices"
	"sort"
)

// cursor reads a run, from its first value on.
type cursor struct {
	from  *bufio.Reader
	left  int64  // bytes behind the value at hand
	value []byte // at hand
	head  int    // bytes of it that the reader still has
	long  []byte // room for one that the reader has none for
	run   int    // which one it is: of equal values that of the first run comes first
}

// merge hands over the values of runs, in their order.
func (s *Sorted) merge(runs []run, f func([]byte) error) error {
	size := max(leastRead, min(fileBuffer, allBuffers/len(runs)))
	var all []*cursor // by their values
	for i, r := range runs {
		c := &cursor{from: bufio.NewReaderSize(io.NewSectionReader(s.file, r.at, r.size), size), left: r.size, run: i}
		if err := c.next(); err != nil {
			return err
		}
		all = slices.Insert(all, s.place(all, c), c)
	}
	for len(all) > 0 {
		c := all[0]
		if err := f(c.value); err != nil {
			return err
		}
		if c.left == 0 {
			all = all[1:]
			continue
		}
		if err := c.next(); err != nil {
			return err
		}
		behind := s.place(all[1:], c)
		copy(all, all[1:][:behind])
		all[behind] = c
	}
	return nil
}

// place returns where among cursors one belongs.
func (s *Sorted) place(all []*cursor, c *cursor) int {
	return sort.Search(len(all), func(i int) bool {
		order := s.Compare(c.value, all[i].value)
		return order < 0 || order == 0 && c.run < all[i].run
	})
}

// next goes to the next value.
func (c *cursor) next() error {
	c.from.Discard(c.head)
	const lengthSize = 4
	b, err := c.from.Peek(lengthSize)
	if err != nil {
		return cut(err)
	}
	size := lengthSize + int64(binary.LittleEndian.Uint32(b))
	if c.left -= size; c.left < 0 {
		return io.ErrUnexpectedEOF
	}
	if b, c.head, err = Piece(c.from, int(size), &c.long); err != nil {
		return cut(err)
	}
	c.value = b[lengthSize:]
	return nil
}
