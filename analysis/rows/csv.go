package rows

import (
	"bufio"
	"bytes"
	"slices"
	"sync"
	"unicode"
	"unicode/utf8"
)

// csvForm writes RFC 4180's form, with a line of names. A row is a line:
// controls in texts are escaped as -T fields has them, and a text that a
// spreadsheet would calculate has a quote before it.
type csvForm struct {
	w       *bufio.Writer
	exact   bool // texts stand as they are
	raw     bool // but for controls
	columns []Column
	places  []int
	several func() bool
	schema  *Schema
	chosen  sync.Once // which columns there are
	begun   bool      // the line of names is written
	without bool      // columns that tell hosts apart
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
	var p printed
	return func(r Row) error {
		c.print(&p, r)
		return c.write(&p)
	}, c.begin()
}

func (c *csvForm) head(s *Schema, places []int) error {
	c.schema, c.columns, c.places = s, s.Columns, places
	c.chosen, c.begun, c.without = sync.Once{}, false, false
	return nil
}

// choose says which columns there are: that cannot change behind the first row.
func (c *csvForm) choose() {
	if all := len(c.places); !c.several() {
		c.places = slices.DeleteFunc(slices.Clone(c.places), func(at int) bool { return c.columns[at].Hosts })
		c.without = len(c.places) < all
	}
}

// begin writes the line of names.
func (c *csvForm) begin() error {
	if c.begun {
		return nil
	}
	c.begun = true
	c.chosen.Do(c.choose)
	return WriteCSV(c.w, c.schema.namesAt(c.places))
}

func (c *csvForm) print(p *printed, r Row) {
	c.chosen.Do(c.choose)
	line, text := p.text[:0], p.room
	for i, at := range c.places {
		if i > 0 {
			line = append(line, ',')
		}
		cell, as := &r[at], &c.columns[at]
		if cell.Kind != Text && cell.Kind != Texts { // and so needs no quotes
			line = cell.Append(line, as)
			continue
		}
		text = cell.Append(text[:0], as)
		if !c.exact {
			text = cell.escaped(text, 0)
			if !c.raw {
				text = Disarm(text)
			}
		}
		line = AppendCSV(line, text)
	}
	p.text, p.room = line, text
}

func (c *csvForm) write(p *printed) error {
	if err := c.begin(); err != nil {
		return err
	}
	return EndCSV(c.w, p.text)
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
