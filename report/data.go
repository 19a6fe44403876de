package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"

	"github.com/cnwire/cnwire/internal/aside"
)

// Data is what a page is given, as JSON: lists by column, where a thing is the same
// place in each. Times are nanoseconds from the first one on, places count from 0, and
// -1 is none. web/src/data.ts has the same form. Until it is written it waits in temporary
// files, but for a little of each column.
type Data struct {
	Zero   float64  `json:"zero"` // milliseconds since 1970; 0 where times are the kernel's
	Kernel bool     `json:"kernel"`
	Hosts  []string `json:"hosts"`

	lives    lives
	marks    marks
	gaps     gaps
	requests requests
	tables   []*table
}

// begin makes it ready.
func (d *Data) begin() {
	d.lives.begin()
	d.marks.life = owners{keys: aside.Numbers(), lives: &d.lives}
}

// column is a list of one value for each of what it is of.
type column interface {
	write(*bufio.Writer) error
	Close() error
}

// field is a column under its name.
type field struct {
	name string
	column
}

// parts returns all lists but those of tables.
func (d *Data) parts() []part {
	l, m, g, r := &d.lives, &d.marks, &d.gaps, &d.requests
	return []part{
		{"lives", []field{{"host", &l.host}, {"parent", &l.parent}, {"pid", &l.pid}, {"name", &l.name}, {"from", &l.from}, {"to", &l.to}, {"fate", &l.fate}, {"born", &l.born}}},
		{"marks", []field{{"kinds", &m.kinds}, {"texts", &m.texts}, {"life", &m.life}, {"at", &m.at}, {"kind", &m.kind}, {"text", &m.text}, {"frame", &m.frame}}},
		{"gaps", []field{{"host", &g.host}, {"cpu", &g.cpu}, {"from", &g.from}, {"to", &g.to}, {"lost", &g.lost}, {"filtered", &g.filtered}}},
		{"requests", []field{{"host", &r.host}, {"asked", &r.asked}, {"answered", &r.answered}, {"says", &r.says}, {"answer", &r.answer}}},
	}
}

// part is an object of columns.
type part struct {
	name    string
	columns []field
}

// Write writes it as JSON.
func (d *Data) Write(to io.Writer) error {
	w := bufio.NewWriterSize(to, 1<<16)
	type fields Data // which has no MarshalJSON
	if err := beginObject(w, (*fields)(d)); err != nil {
		return err
	}
	for _, p := range d.parts() {
		w.WriteString(`,"` + p.name + `":{`)
		if err := writeColumns(w, p.columns); err != nil {
			return err
		}
		w.WriteByte('}')
	}
	w.WriteString(`,"tables":[`)
	for i, t := range d.tables {
		if i > 0 {
			w.WriteByte(',')
		}
		if err := t.write(w); err != nil {
			return err
		}
	}
	w.WriteString("]}\n")
	return w.Flush()
}

// beginObject begins an object with the fields of a struct.
func beginObject(w *bufio.Writer, of any) error {
	head, err := json.Marshal(of)
	if err == nil {
		_, err = w.Write(head[:len(head)-1])
	}
	return err
}

// writeColumns writes columns as fields of an object.
func writeColumns(w *bufio.Writer, columns []field) error {
	for i, c := range columns {
		if i > 0 {
			w.WriteByte(',')
		}
		w.WriteString(`"` + c.name + `":`)
		if err := c.write(w); err != nil {
			return err
		}
	}
	return nil
}

// MarshalJSON is Write, for what has it within other JSON.
func (d *Data) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	err := d.Write(&b)
	return b.Bytes(), err
}

// Close gives the files back, whether it was written or not.
func (d *Data) Close() {
	for _, p := range d.parts() {
		for _, c := range p.columns {
			c.Close()
		}
	}
	for _, t := range d.tables {
		for _, c := range t.columns() {
			c.Close()
		}
	}
	d.lives.places.Close()
}
