package rows

import (
	"fmt"
	"strings"
)

// Form is how a time or a duration is written where its own form does not do:
// times for people on the clock of TZ and for programs in RFC 3339, durations
// for people in seconds and for programs in nanoseconds.
type Form uint8

const (
	Plain    Form = iota
	RFC3339       // people read what programs read
	RFC3339N      // with all nine decimals
	Clock         // the time of day, for all
	Seconds6      // seconds with six decimals, for all
	Seconds9
)

// Column is what the cells of a row at one place mean.
type Column struct {
	Name   string // for -e, --sort, the head of csv and the key in JSON; a.b is b in an object a
	Key    string // in JSON, where it is not Name
	Title  string // in text; a column without one is not in the table
	Right  bool   // it stands at the right, as numbers do in any case
	Hidden bool   // csv has it only when it is asked for
	Hosts  bool   // it tells hosts apart: where there is one it stands only when it is asked for
	Frame  bool   // it is the number of a frame that the row is of
	Sparse bool   // in text it stands from where a row has it on, or where it is asked for
	Form   Form
	Type   Kind   // of its cells that have a value; Missing where nobody needs to know
	Narrow bool   // an Integer of 32 bits
	None   string // what stands in text, fields and csv for no value
	SortBy string // the column to sort by in place of it
	Doc    string // a sentence, or less
}

func (c *Column) key() string {
	if c.Key != "" {
		return c.Key
	}
	return c.Name
}

// right reports whether cells stand at the right: as numbers do, and who says Right.
func (c *Column) right() bool {
	return c.Right || c.Type == Integer || c.Type == Unsigned || c.Type == Float || c.Type == Duration
}

// isText reports whether a cell may go on below itself: numbers and times stay whole.
func (c *Column) isText() bool {
	return !c.Right && (c.Type == Missing || c.Type == Text || c.Type == Texts || c.Type == Numbers)
}

// SQL returns the name that SQL has for the type of the column: that with which DuckDB reads
// it from Parquet.
func (c *Column) SQL() string {
	switch c.Type {
	case Integer:
		if c.Narrow {
			return "INTEGER"
		}
		return "BIGINT"
	case Unsigned:
		return "UBIGINT"
	case Float:
		return "DOUBLE"
	case Bool:
		return "BOOLEAN"
	case Bytes:
		return "BLOB"
	case Time:
		return "TIMESTAMPTZ" // an instant; DuckDB (1.4) has microseconds of it, and its TIMESTAMP_NS is none
	case Duration:
		return "BIGINT"
	}
	return "VARCHAR"
}

// Schema is the columns of a table.
type Schema struct {
	Name    string // what a row is called; ek's index has it
	Columns []Column
	// Objects names the columns that JSON has, in their order; nil for all.
	Objects []string
}

// Place returns where a column is, or -1.
func (s *Schema) Place(name string) int {
	for i := range s.Columns {
		if s.Columns[i].Name == name {
			return i
		}
	}
	return -1
}

// find is Place with an error that names them all.
func (s *Schema) find(name string) (int, error) {
	if i := s.Place(name); i >= 0 {
		return i, nil
	}
	return -1, fmt.Errorf("unknown column %q: one of %s", name, strings.Join(s.Names(), ", "))
}

// Names returns the names of the columns, at last of those that tell hosts apart.
func (s *Schema) Names() []string {
	var names, hosts []string
	for i := range s.Columns {
		if c := &s.Columns[i]; c.Hosts {
			hosts = append(hosts, c.Name)
		} else {
			names = append(names, c.Name)
		}
	}
	return append(names, hosts...)
}

func (s *Schema) namesAt(places []int) []string {
	var names []string
	for _, at := range places {
		names = append(names, s.Columns[at].Name)
	}
	return names
}

// objects returns the places of what JSON has.
func (s *Schema) objects() []int {
	var places []int
	if s.Objects == nil {
		for i := range s.Columns {
			places = append(places, i)
		}
	}
	for _, name := range s.Objects {
		places = append(places, s.Place(name))
	}
	return places
}
