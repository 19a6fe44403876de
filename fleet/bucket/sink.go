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

// maxOpen is how many files of a table are open at once: one a date.
const maxOpen = 3

// noDay is that of rows without a time.
const noDay = int64(math.MinInt64)

// sink writes the rows of all tables of a bucket into files, one for each date, and goes
// on in another where one is full. A date that comes again when its file is no longer open,
// as where a host's days come behind those of another, waits in a spill and is written at
// the end, so that its files are as large as it allows.
type sink struct {
	ctx    context.Context
	out    string
	bucket int
	name   string
	full   int64 // bytes of a file, about: behind a group of rows that reaches it another begins
	sizes

	tables [export.NumKinds]table
	all    []*part // finished, and beside their places
}

// table is one of them.
type table struct {
	kind   export.Kind
	time   int
	open   []*part // the one that was written last is first
	number map[string]int
	rows   uint64
	early  map[int64]*part // finished before it was full: the last file of a day
	later  spill           // rows of days that are among early
}

// part is a file.
type part struct {
	Output
	day  int64 // since 1970, or noDay
	file unfinished
	to   *bufio.Writer
	rows export.Table
	last uint64 // row of the table
	rest bool   // its rows are put away
}

func newSink(ctx context.Context, o *Options, bucket int, name string) *sink {
	s := &sink{ctx: ctx, out: o.Out, bucket: bucket, name: name, full: o.FileSize, sizes: usual}
	if o.sizes != nil {
		s.sizes = *o.sizes
	}
	for _, k := range export.Kinds() {
		t := &s.tables[k]
		t.kind, t.number, t.early = k, map[string]int{}, map[int64]*part{}
		t.later.sizes = s.sizes
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
	if t.rows++; t.rows%(s.rest/4) == 0 {
		if err := t.idle(s.rest); err != nil {
			return err
		}
	}
	p, err := s.part(t, day, r)
	switch {
	case err != nil:
		return err
	case p == nil:
		return t.later.add(day, r)
	}
	return s.put(t, p, r)
}

// put writes a row into a file, which is the first one that is open.
func (s *sink) put(t *table, p *part, r rows.Row) error {
	p.Rows++
	p.last, p.rest = t.rows, false
	if err := p.rows.Write(r); err != nil {
		return err
	}
	if p.Bytes >= s.full {
		return s.finish(t, 0)
	}
	return nil
}

// idle has files that got no row for a while put away what they hold in memory.
func (t *table) idle(rest uint64) error {
	for _, p := range t.open {
		if p.rest || t.rows-p.last < rest {
			continue
		}
		p.rest = true
		if err := p.rows.(export.Rester).Rest(); err != nil {
			return err
		}
	}
	return nil
}

// part is the file of a day, as the first one that is open; nil where its rows wait.
func (s *sink) part(t *table, day int64, r rows.Row) (*part, error) {
	for i, p := range t.open {
		if p.day == day {
			copy(t.open[1:i+1], t.open[:i])
			t.open[0] = p
			return p, nil
		}
	}
	if t.early[day] != nil {
		return nil, nil
	}
	if len(t.open) == maxOpen {
		p := t.open[maxOpen-1]
		t.early[p.day] = p
		if err := s.finish(t, maxOpen-1); err != nil {
			return nil, err
		}
	}
	date := date(&r[t.time])
	t.number[date]++
	return s.begin(t, day, fmt.Sprintf("%s/date=%s/bucket=%03d/%s-%05d.parquet", t.kind, date, s.bucket, s.name, t.number[date]))
}

// begin opens a file.
func (s *sink) begin(t *table, day int64, place string) (p *part, err error) {
	p = &part{day: day, last: t.rows}
	p.Place = place
	if p.file, err = create(s.ctx, s.out+"/"+p.Place); err != nil {
		return nil, err
	}
	t.open = append([]*part{p}, t.open...)
	p.to = bufio.NewWriterSize(p, 1<<16)
	p.rows, err = s.parquet.NewParquet(p.to, t.kind)
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

// close ends all files, and writes what waits.
func (s *sink) close() error {
	for i := range s.tables {
		t := &s.tables[i]
		if err := s.closeAll(t); err != nil {
			return err
		}
		for _, day := range t.later.list() {
			if err := s.day(t, day); err != nil {
				return err
			}
		}
	}
	return nil
}

func (s *sink) closeAll(t *table) error {
	for len(t.open) > 0 {
		if err := s.finish(t, 0); err != nil {
			return err
		}
	}
	return nil
}

// abandon takes away what has no place.
func (s *sink) abandon() {
	for i := range s.tables {
		s.all = append(s.all, s.tables[i].open...)
		s.tables[i].later.close()
	}
	for _, p := range s.all {
		if p.file != nil {
			p.file.Abandon()
		}
	}
}
