package rows

import (
	"bufio"
	"fmt"
	"slices"
	"strings"
)

// formats are the names of all formats.
var formats = []string{"text", "fields", "json", "ek", "jsonl", "csv"}

// Options say which columns are written, and how.
type Options struct {
	Format string           // text, fields, json, ek, jsonl or csv
	Fields []string         // text, fields, csv: the columns; none for the usual ones
	Output FieldOutput      // fields: how
	Width  int              // text: no line has more columns, what has no room goes on below; 0 for any number
	RawCSV bool             // csv: texts that a spreadsheet would calculate stay as they are
	Sort   string           // the column to sort by, behind a dash from the greatest
	Colour func(Row) string // text: how the line of a row is coloured, an SGR sequence or nothing

	// Frames, unless it is nil, takes the numbers of the frames that rows are of, and
	// nothing is written.
	Frames func(frame uint64)

	// Several reports whether there are several hosts, as far as is known by now;
	// nil is no. Unsaid is called at the end when a second one appeared behind the
	// first row of a form that cannot have another column from then on.
	Several func() bool
	Unsaid  func()
}

// several is Several, or that columns were asked for: then all of them stand.
func (o *Options) several() bool { return len(o.Fields) > 0 || o.Several != nil && o.Several() }

// form writes rows in one format, each in two steps.
type form interface {
	head(s *Schema, places []int) error
	// print makes of a row what no other row decides. Several goroutines may do so at once, each
	// with another printed, as long as Options.Several says the same.
	print(*printed, Row)
	// write writes that, one row after the other.
	write(*printed) error
	end() error // of the table at hand
}

// Writer writes tables, one behind the other.
type Writer struct {
	// Rows is how many were taken.
	Rows uint64

	o      Options
	form   form
	at     printed // the row at hand
	places []int
	sorted *sorted
}

// New returns a Writer. Its error is the user's: an option that makes no sense.
func New(w *bufio.Writer, o Options) (*Writer, error) {
	out := &Writer{o: o}
	switch o.Format {
	case "text", "":
		out.form = &table{w: w, limit: o.Width, colour: o.Colour, several: out.o.several, asked: len(o.Fields) > 0}
	case "fields":
		out.form = &lines{w: w, o: o.Output}
	case "csv":
		out.form = &csvForm{w: w, raw: o.RawCSV, several: out.o.several}
	case "json", "ek", "jsonl":
		if len(o.Fields) > 0 {
			return nil, fmt.Errorf("-e goes with -T text, fields and csv; -T %s has a fixed form", o.Format)
		}
		out.form = &jsonForm{w: w, format: o.Format, several: out.o.several}
	default:
		return nil, fmt.Errorf("unknown format %q: one of %s", o.Format, strings.Join(formats, ", "))
	}
	if o.Frames != nil {
		out.form = &framesForm{take: o.Frames}
	}
	return out, nil
}

// Start begins a table. One that does not have the column to sort by stays as
// it is. Its error is the user's, or the io.Writer's.
func (w *Writer) Start(s *Schema) (err error) {
	if err := w.flush(); err != nil {
		return err
	}
	if w.places, err = w.choose(s); err != nil {
		return err
	}
	if w.o.Sort != "" && s.Sorts(w.o.Sort) == nil {
		w.sorted = newSorted(s, w.o.Sort, w.Places())
	}
	return w.form.head(s, w.places)
}

// choose returns the places of the columns that are written.
func (w *Writer) choose(s *Schema) (chosen []int, err error) {
	if w.o.Frames != nil {
		return s.frames(), nil
	}
	switch w.o.Format {
	case "json", "ek", "jsonl":
		return s.objects(), nil
	case "fields":
		if len(w.o.Fields) == 0 {
			return nil, fmt.Errorf("-T fields needs at least one -e NAME: one of %s", strings.Join(s.Names(), ", "))
		}
	}
	for _, name := range w.o.Fields {
		i, err := s.find(name)
		if err != nil {
			return nil, err
		}
		chosen = append(chosen, i)
	}
	if chosen != nil {
		return chosen, nil
	}
	for i, c := range s.Columns {
		if c.Title != "" || w.o.Format == "csv" && !c.Hidden {
			chosen = append(chosen, i)
		}
	}
	return chosen, nil
}

// Places returns the places of the cells that are read: of the others a row
// need not have a value.
func (w *Writer) Places() []int {
	places := slices.Clone(w.places)
	if w.sorted != nil {
		places = append(places, w.sorted.by)
	}
	if w.o.Colour != nil {
		places = append(places, 0)
	}
	slices.Sort(places)
	return slices.Compact(places)
}

// Row writes a row of the table at hand. Its errors are those of the io.Writer, and of the file
// of rows that are sorted.
func (w *Writer) Row(r Row) error {
	w.Rows++
	if w.sorted != nil {
		return w.sorted.add(r)
	}
	return w.row(r)
}

func (w *Writer) row(r Row) error {
	w.form.print(&w.at, r)
	return w.form.write(&w.at)
}

// flush writes what was held back to be sorted.
func (w *Writer) flush() error {
	if w.sorted == nil {
		return nil
	}
	s := w.sorted
	w.sorted = nil
	return s.each(w.row)
}

// End writes what closes the output, after the last row.
func (w *Writer) End() error {
	if err := w.flush(); err != nil {
		return err
	}
	if c, ok := w.form.(*csvForm); ok && c.unsaid() && w.o.Unsaid != nil {
		w.o.Unsaid()
	}
	return w.form.end()
}
