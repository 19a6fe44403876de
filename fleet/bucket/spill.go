package bucket

import (
	"encoding/binary"
	"io"
	"os"
	"slices"

	"github.com/klauspost/compress/zstd"

	"github.com/cnwire/cnwire/analysis/rows"
)

// spill keeps the rows of days that have no file open, until each day is written at once:
// in one temporary file, which has them by chunks in the order in which they came.
type spill struct {
	sizes
	file *os.File
	end  int64
	pack *zstd.Encoder
	days map[int64]*spilled
	held int // bytes in memory
}

// spilled are the rows of a day.
type spilled struct {
	rows   []byte // that are in memory
	chunks []chunk
}

// chunk is a piece of the temporary file.
type chunk struct {
	at   int64
	size int
}

// add keeps a row.
func (s *spill) add(day int64, r rows.Row) error {
	if s.days == nil {
		s.days = map[int64]*spilled{}
	}
	d := s.days[day]
	if d == nil {
		d = new(spilled)
		s.days[day] = d
	}
	before := len(d.rows)
	d.rows = appendRow(d.rows, r)
	s.held += len(d.rows) - before
	if len(d.rows) >= s.chunk {
		return s.put(d)
	}
	if s.held < s.waiting {
		return nil
	}
	for _, day := range s.list() {
		if err := s.put(s.days[day]); err != nil {
			return err
		}
	}
	return nil
}

// put moves what is in memory of a day into the file.
func (s *spill) put(d *spilled) (err error) {
	if len(d.rows) == 0 {
		return nil
	}
	if s.file == nil {
		if s.file, err = os.CreateTemp("", "cnwire-fleet-"); err != nil {
			return err
		}
		os.Remove(s.file.Name()) // where that may be done while it is open, nothing is left of it, whatever happens
		if s.pack, err = zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(s.chunk)); err != nil {
			return err
		}
	}
	packed := s.pack.EncodeAll(d.rows, nil)
	if _, err := s.file.WriteAt(packed, s.end); err != nil {
		return err
	}
	d.chunks = append(d.chunks, chunk{s.end, len(packed)})
	s.end += int64(len(packed))
	s.held -= len(d.rows)
	d.rows = nil
	return nil
}

// list are the days that have rows, in their order.
func (s *spill) list() (days []int64) {
	for day := range s.days {
		days = append(days, day)
	}
	slices.Sort(days)
	return days
}

// each hands the rows of a day over, in the order in which they came, and forgets them.
func (s *spill) each(day int64, row rows.Row, each func(rows.Row) error) error {
	d := s.days[day]
	delete(s.days, day)
	s.held -= len(d.rows)
	if len(d.chunks) > 0 {
		unpack, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1))
		if err != nil {
			return err
		}
		defer unpack.Close()
		var packed, plain []byte
		for _, c := range d.chunks {
			packed = slices.Grow(packed[:0], c.size)[:c.size]
			if _, err := io.ReadFull(io.NewSectionReader(s.file, c.at, int64(c.size)), packed); err != nil {
				return err
			}
			if plain, err = unpack.DecodeAll(packed, plain[:0]); err != nil {
				return err
			}
			if err := eachRow(plain, row, each); err != nil {
				return err
			}
		}
	}
	return eachRow(d.rows, row, each)
}

// close takes the temporary file away.
func (s *spill) close() {
	if s.file != nil {
		s.file.Close()
		os.Remove(s.file.Name())
	}
}

// appendRow appends a row: of each cell that has a value its place, from 1, its kind and
// what it holds; 0 ends it.
func appendRow(b []byte, r rows.Row) []byte {
	for i := range r {
		c := &r[i]
		if !c.Is() {
			continue
		}
		b = append(binary.AppendUvarint(b, uint64(i+1)), byte(c.Kind))
		if c.Kind == rows.Text || c.Kind == rows.Bytes {
			b = append(binary.AppendUvarint(b, uint64(len(c.Data))), c.Data...)
		} else {
			b = binary.AppendUvarint(b, c.Num)
		}
	}
	return append(b, 0)
}

// eachRow hands rows over that appendRow appended.
func eachRow(b []byte, row rows.Row, each func(rows.Row) error) error {
	number := func() uint64 {
		n, size := binary.Uvarint(b)
		b = b[size:]
		return n
	}
	for len(b) > 0 {
		for i := range row {
			row[i].Clear()
		}
		for at := number(); at > 0; at = number() {
			c := &row[at-1]
			kind := rows.Kind(b[0])
			b = b[1:]
			if n := number(); kind == rows.Text || kind == rows.Bytes {
				c.Keep(append(c.Room(), b[:n]...))
				c.Kind, b = kind, b[n:]
			} else {
				c.Kind, c.Num = kind, n
			}
		}
		if err := each(row); err != nil {
			return err
		}
	}
	return nil
}
