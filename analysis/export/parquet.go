package export

import (
	"io"
	"strconv"

	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/parquet-go/parquet-go"
)

// Sizes say how much of a table is in memory until it goes into its Parquet file.
type Sizes struct {
	// Rows is how many stand together, a group: what a reader skips or takes as one.
	Rows int
	// Texts is of how many bytes of texts a group ends earlier: all of a group is in memory
	// until it ends.
	Texts int
	// Page is how many bytes of a column are in memory before they are encoded and
	// compressed, 5 for each missing cell and more for one that is there. Of events, which
	// have 170 columns, it is most of the memory; at half of the usual files are 3 % larger, at
	// a third 10 %.
	Page int
	// Empty is behind how many rows a page of a column ends that has no cell, as most of
	// events: by Page that would be three times as many. Files are 3 % larger for it. 0 is any
	// number.
	Empty int
	// Groups is how many groups stand in a part: of each page of them something is in memory
	// until it ends, of events 4 MB a million rows. 0 is any number.
	Groups int
	// Dictionary is how many bytes of texts a column of a group may have before the others
	// stand where they are.
	Dictionary int
}

// UsualSizes are those of [NewParquet].
func UsualSizes() Sizes {
	return Sizes{Rows: 1 << 17, Texts: 64 << 20, Page: 128 << 10, Empty: 1 << 13, Groups: 4, Dictionary: 1 << 20}
}

// The keys of a Parquet file's own metadata that say which table it is, and which
// version of its columns it has.
const (
	metaTable  = "cnwire.table"
	metaSchema = "cnwire.schema"
)

// What all tables share: encoders, and room for pages, which are mostly small.
var (
	zstds = new(packed)
	pages = parquet.NewChunkBufferPool(4 << 10)
)

// parquetTable is Apache Parquet with a column for each of a table, all of them
// optional, compressed with zstd.
type parquetTable struct {
	begin   func(io.Writer) *parquet.GenericWriter[any]
	w       *parquet.GenericWriter[any] // of the part at hand
	parts   *parts                      // nil where all is one
	sizes   Sizes
	waiting batch
	begun   *parquet.ConcurrentRowGroupWriter // the group that rows go to; nil where its memory would be new
	held    int                               // rows that it took, with those of groups before: its buffers are as large
	group   int                               // rows of the group
	filled  []bool                            // the columns with a cell since pages of others ended
	since   int                               // rows since then
	texts   int                               // bytes of its texts
	written uint64
}

// NewParquet starts a table in Parquet.
func NewParquet(w io.Writer, k Kind) (Table, error) { return UsualSizes().NewParquet(w, k) }

// NewParquet starts a table in Parquet that has so much in memory.
func (z Sizes) NewParquet(w io.Writer, k Kind) (Table, error) { return z.newParquet(w, k, k.Schema()) }

func (z Sizes) newParquet(w io.Writer, k Kind, of *rows.Schema) (Table, error) {
	columns := of.Columns
	t := &parquetTable{sizes: z, waiting: newBatch(columns), filled: make([]bool, len(columns))}
	t.begin = func(w io.Writer) *parquet.GenericWriter[any] {
		return parquet.NewGenericWriter[any](w, parquet.NewSchema(of.Name, schemaNode(columns)),
			parquet.Compression(zstds),
			parquet.ColumnPageBuffers(pages),
			parquet.PageBufferSize(z.Page),
			parquet.DictionaryMaxBytes(int64(z.Dictionary)),
			parquet.CreatedBy("cnwire", "", ""),
			parquet.KeyValueMetadata(metaTable, k.String()),
			parquet.KeyValueMetadata(metaSchema, strconv.Itoa(k.Version())),
		)
	}
	if z.Groups > 0 {
		t.parts = &parts{w: w}
		w = t.parts
	}
	t.w = t.begin(w)
	return t, nil
}

func (t *parquetTable) Write(r rows.Row) error {
	t.texts += t.waiting.add(r)
	t.written++
	switch t.group++; {
	case t.group == t.sizes.Rows || t.texts >= t.sizes.Texts:
		return t.end()
	case t.waiting.count == batchRows:
		return t.flush()
	}
	return nil
}

// Rest is for a while in which no rows come: what is there is encoded, and its memory is
// others'. The library keeps the buffers of a group's columns for the next one, so one that
// has large ones is ended.
func (t *parquetTable) Rest() error {
	if err := t.flush(); err != nil {
		return err
	}
	t.waiting = newBatch(t.waiting.columns)
	switch {
	case t.begun == nil:
		return nil
	case t.held < t.sizes.Rows/16:
		return t.begun.Flush()
	}
	err := t.end()
	t.begun, t.held = nil, 0
	return err
}

// flush hands the rows on.
func (t *parquetTable) flush() error {
	count := t.waiting.count
	if count == 0 {
		return nil
	}
	if t.begun == nil {
		t.begun = t.w.BeginRowGroup()
	}
	err := t.waiting.write(t.begun.ColumnWriters(), t.filled)
	t.held += count
	t.since += count
	if err != nil || t.sizes.Empty == 0 || t.since < t.sizes.Empty {
		return err
	}
	return t.endEmpty()
}

// endEmpty ends the pages of columns that had no cell for a while.
func (t *parquetTable) endEmpty() error {
	for i, c := range t.begun.ColumnWriters() {
		if !t.filled[i] {
			if err := c.Flush(); err != nil {
				return err
			}
		}
	}
	clear(t.filled)
	t.since = 0
	return nil
}

// end ends the group of rows.
func (t *parquetTable) end() error {
	if err := t.flush(); err != nil || t.group == 0 {
		return err
	}
	t.group, t.texts = 0, 0
	if _, err := t.begun.Commit(); err != nil {
		return err
	}
	if t.parts == nil {
		return nil
	}
	if t.parts.open++; t.parts.open < t.sizes.Groups {
		return nil
	}
	t.begun, t.held, t.filled, t.since = nil, 0, make([]bool, len(t.filled)), 0
	_, err := t.parts.take(t.w)
	t.w = t.begin(t.parts)
	return err
}

func (t *parquetTable) Rows() uint64 { return t.written }

func (t *parquetTable) Close() error {
	if err := t.end(); err != nil {
		return err
	}
	if t.parts == nil || len(t.parts.ended) == 0 { // all is one part, with an end of its own
		return t.w.Close()
	}
	t.begun = nil // its memory is the end's
	return t.parts.close(t.w)
}
