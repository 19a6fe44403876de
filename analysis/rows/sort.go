package rows

import (
	"encoding/binary"
	"strings"

	"github.com/cnwire/cnwire/internal/aside"
)

// sorted holds rows back until all are there, most of them in a file: packed, the cell that they
// are sorted by first. A cell is its kind, and what that needs.
type sorted struct {
	by     int   // the column
	places []int // of the other cells that are kept
	values aside.Sorted
	packed []byte
	row    Row
}

// Sorts returns an error unless a table of such rows can be sorted by key: a
// column's name, behind a dash from the greatest.
func (s *Schema) Sorts(key string) error {
	_, err := s.find(strings.TrimPrefix(key, "-"))
	return err
}

// newSorted keeps the cells at places.
func newSorted(s *Schema, key string, places []int) *sorted {
	name, down := strings.CutPrefix(key, "-")
	i := s.Place(name)
	if other := s.Columns[i].SortBy; other != "" {
		i = s.Place(other)
	}
	k := &sorted{by: i, row: make(Row, len(s.Columns))}
	for _, at := range places {
		if at != i {
			k.places = append(k.places, at)
		}
	}
	k.values.Compare = func(a, b []byte) int { return compareKeys(a, b, down) }
	return k
}

// compareKeys orders packed rows by their first cells: those without a value last, and of the
// others the greatest first or last.
func compareKeys(a, b []byte, down bool) int {
	var one, other Cell
	one.unpack(a)
	other.unpack(b)
	switch {
	case !one.Is() || !other.Is():
		return order(!one.Is()) - order(!other.Is())
	case down:
		return other.compare(&one)
	}
	return one.compare(&other)
}

func order(last bool) int {
	if last {
		return 1
	}
	return 0
}

// add keeps a row.
func (s *sorted) add(r Row) error {
	s.packed = r[s.by].pack(s.packed[:0])
	for _, i := range s.places {
		s.packed = r[i].pack(s.packed)
	}
	s.values.Add(s.packed)
	return s.values.Err
}

// each hands the rows over, equal ones as they came.
func (s *sorted) each(f func(Row) error) error {
	defer s.values.Close()
	return s.values.Each(func(b []byte) error {
		b = s.row[s.by].unpack(b)
		for _, i := range s.places {
			b = s.row[i].unpack(b)
		}
		return f(s.row)
	})
}

// pack appends a cell: its kind, and behind that a text behind its length, or a number.
func (c *Cell) pack(b []byte) []byte {
	b = append(b, byte(c.Kind))
	switch {
	case c.hasData():
		b = append(binary.AppendUvarint(b, uint64(len(c.Data))), c.Data...)
	case c.Is():
		b = binary.AppendVarint(b, c.int())
	}
	return b
}

// unpack sets a cell to what pack made, of which it keeps the text, and returns what is behind.
func (c *Cell) unpack(b []byte) []byte {
	c.Kind, b = Kind(b[0]), b[1:]
	switch {
	case c.hasData():
		n, size := binary.Uvarint(b)
		c.Data, b = b[size:][:n:n], b[size+int(n):]
	case c.Is():
		n, size := binary.Varint(b)
		c.Num, b = uint64(n), b[size:]
	}
	return b
}
