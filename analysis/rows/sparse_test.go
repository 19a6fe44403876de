package rows_test

import (
	"bufio"
	"bytes"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/rows"
)

var rares = rows.Define("rare", nil, []rows.Field[[2]string]{
	{Column: rows.Column{Name: "name", Title: "Name"}, Set: func(c *rows.Cell, t *[2]string) { c.SetText(t[0]) }},
	{Column: rows.Column{Name: "rare", Title: "Rare", Sparse: true}, Set: func(c *rows.Cell, t *[2]string) {
		if t[1] != "" {
			c.SetText(t[1])
		}
	}},
})

// TestSparse: a column that few rows have stands in text where one has it, behind a
// thousand rows below its titles again, and where it is asked for.
func TestSparse(t *testing.T) {
	none, one := [2]string{"a", ""}, [2]string{"b", "x"}
	var many [][2]string
	for range 1100 {
		many = append(many, none)
	}
	for _, c := range []struct {
		o    rows.Options
		all  [][2]string
		want string
	}{
		{rows.Options{}, [][2]string{none, none}, "Name\na\na\n"},
		{rows.Options{}, [][2]string{none, one}, "Name  Rare\na\nb     x\n"},
		{rows.Options{}, append(many, one, none), "Name\n" + strings.Repeat("a\n", 1100) + "\nName  Rare\nb     x\na\n"},
		{rows.Options{Fields: []string{"rare", "name"}}, [][2]string{none}, "Rare  Name\n      a\n"},
		{rows.Options{Format: "csv"}, [][2]string{none}, "name,rare\na,\n"},
		{rows.Options{Sort: "rare"}, [][2]string{none, one}, "Name  Rare\nb     x\na\n"},
	} {
		var out bytes.Buffer
		w := bufio.NewWriter(&out)
		to, err := rows.New(w, c.o)
		if err != nil {
			t.Fatal(err)
		}
		l, err := rows.NewList(to, rares)
		if err != nil {
			t.Fatal(err)
		}
		for i := range c.all {
			if err := l.Row(&c.all[i]); err != nil {
				t.Fatal(err)
			}
		}
		if err := l.End(); err != nil {
			t.Fatal(err)
		}
		w.Flush()
		if out.String() != c.want {
			t.Errorf("%+v: %d bytes, want %d: …%q", c.o, out.Len(), len(c.want), out.String()[max(0, out.Len()-60):])
		}
	}
}
