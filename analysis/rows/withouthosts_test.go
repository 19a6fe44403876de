package rows_test

import (
	"bufio"
	"bytes"
	"testing"

	"github.com/cnwire/cnwire/analysis/rows"
)

// counted has numbers at the right behind a column that need not stand, and ends in a text.
var counted = rows.Define("guest", []string{"n", "name", "host"}, []rows.Field[guest]{
	rows.HostField(func(g *guest) string { return g.host }),
	{Column: rows.Column{Name: "n", Title: "Number", Right: true, Type: rows.Integer}, Set: func(c *rows.Cell, g *guest) { c.SetInt(int64(len(g.name))) }},
	{Column: rows.Column{Name: "name", Title: "Name"}, Set: func(c *rows.Cell, g *guest) { c.SetText(g.name) }},
})

// Where the column of hosts does not stand the others are aligned as they are beside it, in each of
// several tables, and the blanks at the end of a text are not written behind a line.
func TestWithoutHosts(t *testing.T) {
	const text, csv = "Number  Name\n     3  a\n     2  bb\n", "n,name\n3,a  \n2,bb\n"
	for format, want := range map[string]string{"text": text, "csv": csv} {
		var out bytes.Buffer
		w := bufio.NewWriter(&out)
		to, err := rows.New(w, rows.Options{Format: format, Several: func() bool { return false }})
		for range 2 {
			if err == nil {
				err = to.Start(&counted.Schema)
			}
			row := make(rows.Row, len(counted.Columns))
			for _, g := range []guest{{"h", "a  "}, {"h", "bb"}} {
				counted.Fill(row, to.Places(), &g)
				if err == nil {
					err = to.Row(row)
				}
			}
			if err == nil {
				err = to.End()
			}
		}
		if w.Flush(); err != nil || out.String() != want+want {
			t.Errorf("%s: %v\n%s", format, err, firstDifference(out.String(), want+want))
		}
	}
}
