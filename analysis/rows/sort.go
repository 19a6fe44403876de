package rows

import (
	"encoding/binary"
	"slices"
	"strings"
)

// sorted holds rows back until all are there. It keeps them packed: a cell is
// its kind, and what that needs.
type sorted struct {
	by     int // the column
	down   bool
	places []int // of the cells that are kept
	chunks [][]byte
	all    []keptRow
	row    Row
}

// keptRow is where a row is, and what it is sorted by, in 24 bytes: there may be millions.
type keptRow struct {
	chunk, at uint32
	num       uint64 // of its key; of a text, where in the chunk that is, behind its length
	kind      Kind
}

// chunkSize is how much memory is taken at once. A row may be longer.
const chunkSize = 1 << 20

// Sorts returns an error unless a table of such rows can be sorted by key: a
// column's name, behind a dash from the greatest.
func (s *Schema) Sorts(key string) error {
	_, err := s.find(strings.TrimPrefix(key, "-"))
	return err
}

func newSorted(s *Schema, key string) *sorted {
	name, down := strings.CutPrefix(key, "-")
	i := s.Place(name)
	if other := s.Columns[i].SortBy; other != "" {
		i = s.Place(other)
	}
	return &sorted{by: i, down: down, row: make(Row, len(s.Columns))}
}

// add keeps a row.
func (s *sorted) add(r Row) {
	last := len(s.chunks) - 1
	if last < 0 || len(s.chunks[last]) > chunkSize-chunkSize/64 {
		s.chunks = append(s.chunks, make([]byte, 0, chunkSize))
		last++
	}
	b := s.chunks[last]
	kept := keptRow{chunk: uint32(last), at: uint32(len(b)), num: r[s.by].Num, kind: r[s.by].Kind}
	for _, i := range s.places {
		c := &r[i]
		b = append(b, byte(c.Kind))
		if i == s.by && c.hasData() {
			kept.num = uint64(len(b))
		}
		switch {
		case c.hasData():
			b = binary.AppendUvarint(b, uint64(len(c.Data)))
			b = append(b, c.Data...)
		case c.Is():
			b = binary.AppendVarint(b, c.int())
		}
	}
	s.chunks[last] = b
	s.all = append(s.all, kept)
}

// key is what a row is sorted by.
func (s *sorted) key(k *keptRow) Cell {
	c := Cell{Kind: k.kind, Num: k.num}
	if c.hasData() {
		b := s.chunks[k.chunk][k.num:]
		n, size := binary.Uvarint(b)
		c.Data = b[size:][:n]
	}
	return c
}

// unpack sets the cells of a row that was kept.
func (s *sorted) unpack(k *keptRow) Row {
	b := s.chunks[k.chunk][k.at:]
	for _, i := range s.places {
		c := &s.row[i]
		*c = Cell{Kind: Kind(b[0])}
		b = b[1:]
		switch {
		case c.hasData():
			n, size := binary.Uvarint(b)
			c.Data, b = b[size:][:n:n], b[size+int(n):]
		case c.Is():
			n, size := binary.Varint(b)
			c.Num, b = uint64(n), b[size:]
		}
	}
	return s.row
}

// each hands the rows over, those without a value last and equal ones as they
// came.
func (s *sorted) each(f func(Row) error) error {
	slices.SortStableFunc(s.all, func(a, b keptRow) int {
		one, other := s.key(&a), s.key(&b)
		switch {
		case !one.Is() || !other.Is():
			return order(!one.Is()) - order(!other.Is())
		case s.down:
			return other.compare(&one)
		}
		return one.compare(&other)
	})
	for i := range s.all {
		if err := f(s.unpack(&s.all[i])); err != nil {
			return err
		}
	}
	return nil
}

func order(last bool) int {
	if last {
		return 1
	}
	return 0
}
