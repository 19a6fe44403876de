package rows

import (
	"bufio"
	"bytes"
	"slices"
	"unicode"
	"unicode/utf8"
)

// csvForm writes RFC 4180's form, with a line of names. A row is a line:
// controls in texts are escaped as -T fields has them, and a text that a
// spreadsheet would calculate has a quote before it.
type csvForm struct {
	w          *bufio.Writer
	exact      bool // texts stand as they are
	raw        bool // but for controls
	columns    []Column
	places     []int
	line, cell []byte
	several    func() bool
	schema     *Schema
	begun      bool // the line of names is written
	without    bool // columns that tell hosts apart
}

// NewCSV returns what writes the rows of a table in CSV for engines that load
// it: exactly the texts that the cells have.
func NewCSV(w *bufio.Writer, s *Schema) (write func(Row) error, err error) {
	var all []int
	for i := range s.Columns {
		all = append(all, i)
	}
	c := &csvForm{w: w, exact: true, several: func() bool { return true }}
	c.head(s, all)
	return c.row, c.begin()
}

func (c *csvForm) head(s *Schema, places []int) error {
	c.schema, c.columns, c.places = s, s.Columns, places
	c.begun, c.without = false, false
	return nil
}

// begin writes the line of names, when it is known which columns there are: that
// cannot change behind it.
func (c *csvForm) begin() error {
	if c.begun {
		return nil
	}
	c.begun = true
	if all := len(c.places); !c.several() {
		c.places = slices.DeleteFunc(slices.Clone(c.places), func(at int) bool { return c.columns[at].Hosts })
		c.without = len(c.places) < all
	}
	return WriteCSV(c.w, c.schema.namesAt(c.places))
}

func (c *csvForm) row(r Row) error {
	if err := c.begin(); err != nil {
		return err
	}
	line := c.line[:0]
	for i, at := range c.places {
		if i > 0 {
			line = append(line, ',')
		}
		cell, as := &r[at], &c.columns[at]
		if cell.Kind != Text && cell.Kind != Texts { // and so needs no quotes
			line = cell.Append(line, as)
			continue
		}
		c.cell = cell.Append(c.cell[:0], as)
		if !c.exact {
			c.cell = cell.escaped(c.cell, 0)
			if !c.raw {
				c.cell = Disarm(c.cell)
			}
		}
		line = AppendCSV(line, c.cell)
	}
	c.line = line
	return EndCSV(c.w, line)
}

func (c *csvForm) end() error { return c.begin() }

// unsaid reports whether there are several hosts, and no column says which.
func (c *csvForm) unsaid() bool { return c.without && c.several() }

// Disarm puts a quote before a text that a spreadsheet would calculate, as it
// calls a program on request: one that begins with = + - @ a tab or a CR. An
// escaped tab or CR begins with a backslash. A dash alone stands for nothing.
func Disarm(cell []byte) []byte {
	if len(cell) > 0 && string(cell) != "-" && bytes.IndexByte([]byte("=+-@\t\r"), cell[0]) >= 0 {
		return slices.Insert(cell, 0, '\'')
	}
	return cell
}

// AppendCSV appends a cell of a line, in quotes where RFC 4180 or a reader that
// trims blanks needs them.
func AppendCSV(line, cell []byte) []byte {
	first, _ := utf8.DecodeRune(cell)
	if !bytes.ContainsAny(cell, ",\"\r\n") && !unicode.IsSpace(first) && string(cell) != `\.` { // \. ends a COPY of Postgres
		return append(line, cell...)
	}
	line = append(line, '"')
	for _, b := range cell {
		if b == '"' {
			line = append(line, '"')
		}
		line = append(line, b)
	}
	return append(line, '"')
}

// EndCSV writes a line. One without anything in it would be no row to most
// readers.
func EndCSV(w *bufio.Writer, line []byte) error {
	if len(line) == 0 {
		w.WriteString(`""`)
	}
	w.Write(line)
	return w.WriteByte('\n')
}

// WriteCSV writes a line of names.
func WriteCSV(w *bufio.Writer, names []string) error {
	var line []byte
	for i, name := range names {
		if i > 0 {
			line = append(line, ',')
		}
		line = AppendCSV(line, []byte(name))
	}
	return EndCSV(w, line)
}
