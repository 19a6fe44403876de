package aside

import (
	"bufio"
	"cmp"
	"encoding/binary"
	"io"
	"math"
	"os"
	"slices"
)

// Sorted puts values into an order; equal ones stay as they came. 4 MiB of them wait in memory;
// beyond that they wait in a temporary file, as runs, each of which is sorted, and which are
// merged at the end. Of very many runs 64 become one before that, so that the memory with which
// they are merged is the same; the file has a value once more then.
type Sorted struct {
	Compare func(a, b []byte) int
	Err     error // the first one of the file: nothing more is kept

	bytes  []byte   // of values in memory, each behind its length
	places []uint32 // where each begins
	limit  int      // of both in bytes; 0 is sortedBytes
	runs   []run
	merges int // how many runs become one; 0 is mostRuns
	file   *os.File
	size   int64 // of what is in it
}

// run is a part of the file.
type run struct {
	at, size int64
	level    int // how often it was merged
}

// placeSize is what a value takes beside itself.
const placeSize = 4 + binary.MaxVarintLen32

// mostBytes is how much places can count.
const mostBytes = min(math.MaxInt, math.MaxUint32)

// fileBuffer is how much is written at once. What is read at once of many runs is less: of all
// together allBuffers, but of each leastRead.
const (
	mostRuns   = 64
	fileBuffer = 1 << 16
	allBuffers = 1 << 20
	leastRead  = 1 << 12
)

// Add takes a value, and does not keep it.
func (s *Sorted) Add(value []byte) {
	if s.limit == 0 {
		s.limit = sortedBytes
	}
	if len(s.places) > 0 && len(s.bytes)+len(value)+placeSize+4*len(s.places) > s.limit {
		s.spill()
	}
	if s.Err != nil {
		return
	}
	s.places = append(s.places, uint32(len(s.bytes)))
	s.bytes = append(binary.AppendUvarint(s.bytes, uint64(len(value))), value...)
}

// Each hands over all values in their order, each until the next. It is called once. Its error
// is Err, or that of f.
func (s *Sorted) Each(f func(value []byte) error) error {
	if len(s.runs) == 0 && s.Err == nil {
		s.sort()
		for _, at := range s.places {
			if err := f(s.value(at)); err != nil {
				return err
			}
		}
		return nil
	}
	s.spill()
	s.bytes, s.places = nil, nil
	if s.Err != nil {
		return s.Err
	}
	return s.merge(s.runs, f)
}

// Close gives the file back, and the memory, and returns Err.
func (s *Sorted) Close() error {
	Close(s.file)
	*s = Sorted{Compare: s.Compare, Err: s.Err}
	return s.Err
}

// value is one in memory.
func (s *Sorted) value(at uint32) []byte {
	n, size := binary.Uvarint(s.bytes[at:])
	return s.bytes[int(at)+size:][:n]
}

// sort sorts those in memory.
func (s *Sorted) sort() {
	slices.SortFunc(s.places, func(a, b uint32) int { return cmp.Or(s.Compare(s.value(a), s.value(b)), cmp.Compare(a, b)) })
}

// spill moves what waits in memory into the file.
func (s *Sorted) spill() {
	if s.Err != nil || len(s.places) == 0 || !s.begin() {
		return
	}
	s.sort()
	s.write(0, func(put func([]byte) error) error {
		for _, at := range s.places {
			if err := put(s.value(at)); err != nil {
				return err
			}
		}
		return nil
	})
	s.bytes, s.places = s.bytes[:0], s.places[:0]
	if s.merges == 0 {
		s.merges = mostRuns
	}
	for s.Err == nil && len(s.runs) >= s.merges && s.runs[len(s.runs)-s.merges].level == s.runs[len(s.runs)-1].level {
		last := s.runs[len(s.runs)-s.merges:]
		s.runs = s.runs[:len(s.runs)-s.merges]
		s.write(last[0].level+1, func(put func([]byte) error) error { return s.merge(slices.Clone(last), put) })
	}
}

// begin has a file, and reports false where there is no place for one: all stays in memory then, as
// far as places count.
func (s *Sorted) begin() bool {
	if s.file != nil {
		return true
	}
	var err error
	if s.file, err = Create(); err == nil {
		return true
	}
	if s.limit == mostBytes {
		s.Err = err
	}
	s.limit = mostBytes
	return false
}

// write writes a run of what values puts.
func (s *Sorted) write(level int, values func(put func([]byte) error) error) {
	one := run{at: s.size, level: level}
	w := bufio.NewWriterSize(io.NewOffsetWriter(s.file, s.size), fileBuffer)
	s.Err = values(func(value []byte) error {
		head := binary.LittleEndian.AppendUint32(w.AvailableBuffer(), uint32(len(value)))
		w.Write(head)
		_, err := w.Write(value) // a bufio.Writer keeps its first error
		one.size += int64(len(head) + len(value))
		return err
	})
	if s.Err == nil {
		s.Err = w.Flush()
	}
	s.size += one.size
	s.runs = append(s.runs, one)
}
