package export

import (
	"io"
	"slices"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/compress/zstd"
)

// rowGroup is how many rows stand together in a Parquet file: what a reader
// skips or takes as one.
const rowGroup = 1 << 17

// batch is how many rows are handed to the library at once.
const batch = 256

// parquetTable is Apache Parquet with a column for each of Columns, all of them
// optional, compressed with zstd.
type parquetTable struct {
	w     *parquet.GenericWriter[any]
	rows  []parquet.Row
	count int
}

// NewParquet starts a table in Parquet.
func NewParquet(w io.Writer) (Table, error) {
	schema := parquet.NewSchema("message", schemaNode())
	return &parquetTable{w: parquet.NewGenericWriter[any](w, schema,
		parquet.Compression(&zstd.Codec{Level: zstd.SpeedFastest}),
		parquet.MaxRowsPerRowGroup(rowGroup),
		parquet.CreatedBy("cnwire", "", ""),
	)}, nil
}

// orderedGroup is a group whose fields stand in the order of Columns, not of
// the alphabet.
type orderedGroup struct{ parquet.Group }

func (g orderedGroup) Fields() []parquet.Field {
	fields := g.Group.Fields()
	place := map[string]int{}
	for i, c := range Columns() {
		place[c.Name] = i
	}
	slices.SortFunc(fields, func(a, b parquet.Field) int { return place[a.Name()] - place[b.Name()] })
	return fields
}

func schemaNode() parquet.Node {
	g := parquet.Group{}
	for _, c := range Columns() {
		g[c.Name] = parquet.Optional(nodeOf(c.Type))
	}
	return orderedGroup{g}
}

func nodeOf(t Type) parquet.Node {
	switch t {
	case Int32:
		return parquet.Int(32)
	case Bool:
		return parquet.Leaf(parquet.BooleanType)
	case Text:
		return parquet.Encoded(parquet.String(), &parquet.RLEDictionary)
	case Bytes:
		return parquet.Leaf(parquet.ByteArrayType)
	case Time:
		return parquet.Timestamp(parquet.Nanosecond)
	}
	return parquet.Int(64)
}

func (t *parquetTable) Write(r Row) error {
	if t.rows == nil {
		t.rows = make([]parquet.Row, batch)
	}
	row := t.rows[t.count][:0]
	for i, c := range Columns() {
		row = append(row, r[i].parquet(c.Type, i))
	}
	t.rows[t.count] = row
	if t.count++; t.count == batch {
		return t.flush()
	}
	return nil
}

// flush hands the rows on. The library takes rows with their texts copied.
func (t *parquetTable) flush() error {
	_, err := t.w.WriteRows(t.rows[:t.count])
	t.count = 0
	return err
}

func (t *parquetTable) Close() error {
	if err := t.flush(); err != nil {
		return err
	}
	return t.w.Close()
}

// parquet returns the cell as a value of a column. Its text is a copy, for the
// row is gone before the batch is written.
func (c *Cell) parquet(t Type, column int) parquet.Value {
	if !c.Is {
		return parquet.NullValue().Level(0, 0, column)
	}
	var v parquet.Value
	switch t {
	case Int32:
		v = parquet.Int32Value(int32(c.Num))
	case Bool:
		v = parquet.BooleanValue(c.Num != 0)
	case Text, Bytes:
		v = parquet.ByteArrayValue(slices.Clone(c.Text))
	default:
		v = parquet.Int64Value(c.Num)
	}
	return v.Level(0, 1, column)
}
