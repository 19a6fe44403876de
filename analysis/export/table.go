package export

import (
	"bufio"
	"io"

	"github.com/cnwire/cnwire/analysis/rows"
)

// Table takes rows and writes them to a file.
type Table interface {
	Write(rows.Row) error
	// Rows is how many it took.
	Rows() uint64
	// Close writes what closes the file; the io.Writer stays open.
	Close() error
}

// Rester is a Table that keeps rows in memory, as that of [NewParquet] does, and can do
// without.
type Rester interface {
	// Rest is called where no row is to come for a while.
	Rest() error
}

// csvTable is RFC 4180: a line of names, missing values empty, bytes in
// hexadecimal, times in RFC 3339.
type csvTable struct {
	w     *bufio.Writer
	write func(rows.Row) error
	rows  uint64
}

// NewCSV starts a table in CSV.
func NewCSV(w io.Writer, k Kind) (Table, error) { return newCSV(w, k.Schema()) }

func newCSV(w io.Writer, schema *rows.Schema) (Table, error) {
	out := bufio.NewWriterSize(w, 1<<16)
	write, err := rows.NewCSV(out, schema)
	return &csvTable{w: out, write: write}, err
}

func (t *csvTable) Write(r rows.Row) error {
	t.rows++
	return t.write(r)
}

func (t *csvTable) Rows() uint64 { return t.rows }

func (t *csvTable) Close() error { return t.w.Flush() }
