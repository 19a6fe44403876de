package export

import (
	"bufio"
	"encoding/csv"
	"encoding/hex"
	"io"
	"strconv"
	"time"
)

// Table takes rows and writes them to a file.
type Table interface {
	Write(Row) error
	// Close writes what closes the file; the io.Writer stays open.
	Close() error
}

// csvTable is RFC 4180: a line of names, missing values empty, bytes in
// hexadecimal, times in RFC 3339.
type csvTable struct {
	w     *csv.Writer
	cells []string
}

// NewCSV starts a table in CSV.
func NewCSV(w io.Writer) (Table, error) {
	t := &csvTable{w: csv.NewWriter(bufio.NewWriterSize(w, 1<<16))}
	for _, c := range Columns() {
		t.cells = append(t.cells, c.Name)
	}
	return t, t.w.Write(t.cells)
}

func (t *csvTable) Write(r Row) error {
	for i, c := range Columns() {
		t.cells[i] = r[i].csv(c.Type)
	}
	return t.w.Write(t.cells)
}

func (t *csvTable) Close() error {
	t.w.Flush()
	return t.w.Error()
}

// csv returns the cell as CSV has it.
func (c *Cell) csv(t Type) string {
	switch {
	case !c.Is:
		return ""
	case t == Text:
		return string(c.Text)
	case t == Bytes:
		return hex.EncodeToString(c.Text)
	case t == Bool:
		return strconv.FormatBool(c.Num != 0)
	case t == Time:
		return time.Unix(0, c.Num).UTC().Format("2006-01-02T15:04:05.000000000Z")
	}
	return strconv.FormatInt(c.Num, 10)
}
