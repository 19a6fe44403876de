package bucket

import (
	"bufio"
	"context"
	"fmt"
	"math"
	"time"

	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/analysis/rows"
)

// maxOpen is how many files of a table are open at once: one a date. Each holds a group of
// rows in memory.
const maxOpen = 3

// noDay is that of rows without a time.
const noDay = int64(math.MinInt64)

// sink writes the rows of all tables of a bucket into files, one for each date, and goes
// on in another where one is full.
type sink struct {
	ctx    context.Context
	out    string
	bucket int
	name   string
	full   int64 // bytes of a file, about: behind a group of rows that reaches it another begins

	tables [export.NumKinds]table
	all    []*part // finished, and beside their places
}

// table is one of them.
type table struct {
	kind   export.Kind
	time   int
	open   []*part // the one that was written last is first
	number map[string]int
}

// part is a file.
type part struct {
	Output
	day  int64 // since 1970, or noDay
	file unfinished
	to   *bufio.Writer
	rows export.Table
}

func newSink(ctx context.Context, o *Options, bucket int, name string) *sink {
	s := &sink{ctx: ctx, out: o.Out, bucket: bucket, name: name, full: o.FileSize}
	for _, k := range export.Kinds() {
		t := &s.tables[k]
		t.kind, t.number = k, map[string]int{}
		for i, c := range k.Schema().Columns {
			if c.Name == "time" {
				t.time = i
			}
		}
	}
	return s
}

// date is the day of a row, in UTC, or Hive's word for none.
func date(at *rows.Cell) string {
	if !at.Is() {
		return "__HIVE_DEFAULT_PARTITION__"
	}
	return time.Unix(0, int64(at.Num)).UTC().Format(time.DateOnly)
}

// write writes a row of a table.
func (s *sink) write(k export.Kind, r rows.Row) error {
	t := &s.tables[k]
	day := noDay // of nearly all rows the same as of the one before
	if r[t.time].Is() {
		day = int64(r[t.time].Num) / int64(24*time.Hour)
	}
	p, err := s.part(t, day, r)
	if err != nil {
		return err
	}
	p.Rows++
	if err := p.rows.Write(r); err != nil {
		return err
	}
	if p.Bytes >= s.full {
		return s.finish(t, 0)
	}
	return nil
}

// part is the file of a day, as the first one that is open.
func (s *sink) part(t *table, day int64, r rows.Row) (*part, error) {
	for i, p := range t.open {
		if p.day == day {
			copy(t.open[1:i+1], t.open[:i])
			t.open[0] = p
			return p, nil
		}
	}
	if len(t.open) == maxOpen {
		if err := s.finish(t, maxOpen-1); err != nil {
			return nil, err
		}
	}
	p := &part{day: day}
	date := date(&r[t.time])
	t.number[date]++
	p.Place = fmt.Sprintf("%s/date=%s/bucket=%03d/%s-%05d.parquet", t.kind, date, s.bucket, s.name, t.number[date])
	var err error
	if p.file, err = create(s.ctx, s.out+"/"+p.Place); err != nil {
		return nil, err
	}
	t.open = append([]*part{p}, t.open...)
	p.to = bufio.NewWriterSize(p, 1<<16)
	p.rows, err = export.NewParquet(p.to, t.kind)
	return p, err
}

// Write counts what goes into the file.
func (p *part) Write(b []byte) (int, error) {
	n, err := p.file.Write(b)
	p.Bytes += int64(n)
	return n, err
}

// finish ends one of the open files of a table.
func (s *sink) finish(t *table, i int) error {
	p := t.open[i]
	t.open = append(t.open[:i], t.open[i+1:]...)
	s.all = append(s.all, p)
	if err := p.rows.Close(); err != nil {
		return err
	}
	if err := p.to.Flush(); err != nil {
		return err
	}
	p.rows, p.to = nil, nil // their memory
	return p.file.Finish()
}

// close ends all files.
func (s *sink) close() error {
	for i := range s.tables {
		for t := &s.tables[i]; len(t.open) > 0; {
			if err := s.finish(t, 0); err != nil {
				return err
			}
		}
	}
	return nil
}

// abandon takes away what has no place.
func (s *sink) abandon() {
	for i := range s.tables {
		s.all = append(s.all, s.tables[i].open...)
	}
	for _, p := range s.all {
		if p.file != nil {
			p.file.Abandon()
		}
	}
}
