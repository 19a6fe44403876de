package export

import (
	"errors"
	"fmt"
	"io"

	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/parquet-go/parquet-go"
)

// ReadParquet reads the rows of a table that [NewParquet] wrote, of all columns, in their
// order. A row is valid until the next one. The first error ends it, also each's.
func ReadParquet(r io.ReaderAt, size int64, k Kind, each func(rows.Row) error) error {
	columns := k.Schema().Columns
	file, err := parquet.OpenFile(r, size, parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true))
	if err != nil {
		return err
	}
	if n := len(file.Schema().Columns()); n != len(columns) {
		return fmt.Errorf("the table %s has %d columns, and the file %d", k, len(columns), n)
	}
	row, buf := make(rows.Row, len(columns)), make([]parquet.Row, 64)
	for _, g := range file.RowGroups() {
		if err := readGroup(g, columns, row, buf, each); err != nil {
			return err
		}
	}
	return nil
}

func readGroup(g parquet.RowGroup, columns []rows.Column, row rows.Row, buf []parquet.Row, each func(rows.Row) error) error {
	from := g.Rows()
	defer from.Close()
	for {
		n, err := from.ReadRows(buf)
		for _, values := range buf[:n] {
			for i := range values {
				setValue(&row[i], &values[i], columns[i].Type)
			}
			if err := each(row); err != nil {
				return err
			}
		}
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

// setValue sets a cell to what valueOf made of it.
func setValue(c *rows.Cell, v *parquet.Value, as rows.Kind) {
	switch {
	case v.IsNull():
		c.Clear()
	case as == rows.Text || as == rows.Bytes:
		c.Keep(append(c.Room(), v.ByteArray()...))
		c.Kind = as
	case as == rows.Bool:
		c.SetBool(v.Boolean())
	case v.Kind() == parquet.Int32:
		c.Kind, c.Num = as, uint64(int64(v.Int32()))
	default:
		c.Kind, c.Num = as, uint64(v.Int64())
	}
}
