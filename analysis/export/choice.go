package export

import (
	"fmt"
	"io"
	"strings"

	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/internal/suggest"
)

// Choice is some of a table's columns, in the order in which they were named: most are
// empty in most rows, and a reader of CSV gets all of them.
type Choice struct {
	schema rows.Schema
	places []int // where the table has them
}

// Choose looks columns up. Its error says what may have been meant.
func Choose(k Kind, names []string) (*Choice, error) {
	all := k.Schema()
	c := &Choice{schema: rows.Schema{Name: all.Name}}
	for _, name := range names {
		at := all.Place(name)
		if at < 0 {
			meant := ""
			if near := suggest.Nearest(name, all.Names()); len(near) > 0 {
				meant = fmt.Sprintf(": did you mean %s?", strings.Join(near, ", "))
			}
			return nil, fmt.Errorf("the table %s has no column %q%s", k, name, meant)
		}
		if c.schema.Place(name) >= 0 {
			return nil, fmt.Errorf("the column %s is named twice", name)
		}
		c.schema.Columns = append(c.schema.Columns, all.Columns[at])
		c.places = append(c.places, at)
	}
	return c, nil
}

// NewCSV starts a table of the columns in CSV.
func (c *Choice) NewCSV(w io.Writer, _ Kind) (Table, error) { return c.chosen(newCSV(w, &c.schema)) }

// NewParquet starts a table of the columns in Parquet.
func (c *Choice) NewParquet(w io.Writer, k Kind) (Table, error) {
	return c.chosen(UsualSizes().newParquet(w, k, &c.schema))
}

func (c *Choice) chosen(t Table, err error) (Table, error) {
	return &chosenTable{t, c.places, make(rows.Row, len(c.places))}, err
}

// chosenTable writes some columns of whole rows.
type chosenTable struct {
	Table
	places []int
	row    rows.Row
}

func (t *chosenTable) Write(r rows.Row) error {
	for i, at := range t.places {
		t.row[i] = r[at]
	}
	return t.Table.Write(t.row)
}
