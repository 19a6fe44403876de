package print

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
)

// fieldRows writes a line of cells with a separator between them, as -E says.
type fieldRows struct {
	w     *bufio.Writer
	o     FieldOutput
	quote string
	line  []byte
}

func newFieldRows(w *bufio.Writer, o FieldOutput) *fieldRows {
	if o.Separator == "" {
		o.Separator = "\t"
	}
	r := &fieldRows{w: w, o: o}
	switch o.Quote {
	case 'd':
		r.quote = `"`
	case 's':
		r.quote = "'"
	}
	return r
}

func (r *fieldRows) head(names []string, _ []bool) error {
	if r.o.BOM {
		r.w.WriteString("\ufeff")
	}
	if !r.o.Header {
		return nil
	}
	for i, name := range names {
		if i > 0 {
			r.w.WriteString(r.o.Separator)
		}
		r.w.WriteString(name)
	}
	return r.w.WriteByte('\n')
}

func (r *fieldRows) row(cells [][]byte) error {
	line := r.line[:0]
	for i, c := range cells {
		if i > 0 {
			line = append(line, r.o.Separator...)
		}
		if len(c) == 0 {
			continue
		}
		line = append(line, r.quote...)
		n := len(line)
		line = escape(append(line, c...), n)
		line = append(line, r.quote...)
	}
	r.line = append(line, '\n')
	_, err := r.w.Write(r.line)
	return err
}

func (r *fieldRows) end() error { return nil }

// csvRows writes RFC 4180's form, with a line of names.
type csvRows struct {
	out   *bufio.Writer
	w     *csv.Writer
	cells []string
}

func (r *csvRows) head(names []string, _ []bool) error { return r.write(names) }

func (r *csvRows) row(cells [][]byte) error {
	r.cells = r.cells[:0]
	for _, c := range cells {
		r.cells = append(r.cells, string(c))
	}
	return r.write(r.cells)
}

// write passes the line on at once, for csv.Writer has a buffer of its own.
func (r *csvRows) write(cells []string) error {
	if len(cells) == 1 && cells[0] == "" { // a blank line is no row to most readers
		_, err := r.out.WriteString("\"\"\n")
		return err
	}
	if err := r.w.Write(cells); err != nil {
		return err
	}
	r.w.Flush()
	return r.w.Error()
}

func (r *csvRows) end() error { return nil }

// jsonRows writes an object for each thing: in an array, a line each, or a line
// each behind one that names an index, as Elasticsearch's bulk interface takes
// them.
type jsonRows struct {
	w            *bufio.Writer
	format, name string
	count        int
	buf          bytes.Buffer
}

func (r *jsonRows) head([]string, []bool) error { return nil }
func (r *jsonRows) row([][]byte) error          { return nil }

// jsonAppender is a thing that knows its JSON better than encoding/json: lists of
// a million are written with it.
type jsonAppender interface{ AppendJSON(dst []byte) []byte }

func (r *jsonRows) object(row any) error {
	r.buf.Reset()
	e := json.NewEncoder(&r.buf)
	e.SetEscapeHTML(false)
	switch {
	case r.format == "ek":
		r.buf.WriteString(`{"index":{"_index":"` + r.name + `"}}` + "\n")
	case r.format == "json" && r.count == 0:
		r.buf.WriteString("[\n  ")
	case r.format == "json":
		r.buf.WriteString(",\n  ")
	}
	if r.format == "json" {
		e.SetIndent("  ", "  ")
	}
	r.count++
	if a, ok := row.(jsonAppender); ok && r.format != "json" {
		r.buf.Write(append(a.AppendJSON(r.buf.AvailableBuffer()), '\n'))
	} else if err := e.Encode(row); err != nil {
		return err
	}
	if r.format == "json" {
		r.buf.Truncate(r.buf.Len() - 1) // the newline stands before what follows
	}
	_, err := r.w.Write(r.buf.Bytes())
	return err
}

func (r *jsonRows) end() error {
	if r.format != "json" {
		return nil
	}
	end := "\n]\n"
	if r.count == 0 {
		end = "[]\n"
	}
	_, err := r.w.WriteString(end)
	return err
}
