package bucket

import (
	"io"
	"os"
	"slices"

	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/analysis/rows"
)

// day writes the rows of a day that waited, behind those of the file that was closed
// early, which it replaces.
func (s *sink) day(t *table, day int64) error {
	row := make(rows.Row, len(t.kind.Schema().Columns))
	var p *part
	put := func(r rows.Row) (err error) {
		if len(t.open) == 0 { // the one before is full
			if p, err = s.part(t, day, r); err != nil {
				return err
			}
		}
		return s.put(t, p, r)
	}
	early := t.early[day]
	delete(t.early, day)
	if early.Bytes < s.full/2 {
		var err error
		if p, err = s.begin(t, day, early.Place); err != nil {
			return err
		}
		if err := early.each(t.kind, put); err != nil {
			return err
		}
		early.file.Abandon()
		s.all = slices.DeleteFunc(s.all, func(of *part) bool { return of == early })
	}
	if err := t.later.each(day, row, put); err != nil {
		return err
	}
	if err := fault("day"); err != nil {
		return err
	}
	return s.closeAll(t)
}

// each reads the rows of a finished file.
func (p *part) each(k export.Kind, each func(rows.Row) error) error {
	r, err := p.file.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	file, ok := r.(*os.File)
	if !ok { // a store gives it from its beginning only
		if file, err = os.CreateTemp("", "cnwire-fleet-"); err != nil {
			return err
		}
		defer os.Remove(file.Name())
		defer file.Close()
		os.Remove(file.Name())
		if _, err := io.Copy(file, r); err != nil {
			return err
		}
	}
	return export.ReadParquet(file, p.Bytes, k, each)
}
