package export

import (
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/parquet-go/parquet-go"
)

// batchRows is how many rows are handed to the library at once: as often it looks whether a
// page is full.
const batchRows = 64

// batch is rows on their way to the library, column by column: most cells of most rows are
// missing, and cost nothing until the batch is full. Row by row, as the library takes them too,
// 170 cells of each row were written twice, which was a third of the time of an export.
type batch struct {
	columns []rows.Column
	cells   [][]parquet.Value // of each column, up to the last one that is there
	texts   []byte            // theirs, for a row is gone before the batch is written
	count   int               // rows
}

// absent are so many missing cells, of any column.
var absent [batchRows]parquet.Value

func newBatch(columns []rows.Column) batch {
	return batch{columns: columns, cells: make([][]parquet.Value, len(columns))}
}

// add takes a row, and returns how many bytes of texts it has.
func (b *batch) add(r rows.Row) (texts int) {
	for i := range b.columns {
		c := &r[i]
		if !c.Is() {
			continue
		}
		if c.Kind == rows.Text || c.Kind == rows.Bytes {
			texts += len(c.Data)
		}
		there := b.value(c, b.columns[i].Narrow).Level(0, 1, i)
		b.cells[i] = append(b.fill(i), there)
	}
	b.count++
	return texts
}

// fill returns a column's cells with those that miss up to the row at hand.
func (b *batch) fill(i int) []parquet.Value {
	return append(b.cells[i], absent[:b.count-len(b.cells[i])]...)
}

// value returns a cell that has a value.
func (b *batch) value(c *rows.Cell, narrow bool) parquet.Value {
	switch {
	case c.Kind == rows.Bool:
		return parquet.BooleanValue(c.Num != 0)
	case c.Kind == rows.Text, c.Kind == rows.Bytes:
		from := len(b.texts)
		b.texts = append(b.texts, c.Data...)
		return parquet.ByteArrayValue(b.texts[from:])
	case narrow:
		return parquet.Int32Value(int32(c.Num))
	}
	return parquet.Int64Value(int64(c.Num))
}

// write hands the rows on, and says which columns have a cell. The library copies texts.
func (b *batch) write(to []*parquet.ColumnWriter, filled []bool) error {
	for i := range b.cells {
		all := absent[:b.count]
		if len(b.cells[i]) > 0 {
			filled[i] = true
			all = b.fill(i)
			b.cells[i] = all[:0]
		}
		if _, err := to[i].WriteRowValues(all); err != nil {
			return err
		}
	}
	b.texts, b.count = b.texts[:0], 0
	return nil
}
