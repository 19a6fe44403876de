package rows_test

import (
	"bufio"
	"bytes"
	"slices"
	"testing"

	"github.com/cnwire/cnwire/analysis/rows"
)

// A list hands on the frames that its rows are of, those that there are, and writes
// nothing.
func TestFrames(t *testing.T) {
	columns := rows.Define("pair", nil, []rows.Field[[2]uint64]{
		{Column: rows.Column{Name: "n", Title: "N"}, Set: func(c *rows.Cell, _ *[2]uint64) { c.SetUint(7) }},
		{Column: rows.Column{Name: "one", Title: "One", Frame: true}, Set: func(c *rows.Cell, p *[2]uint64) { c.SetUint(p[0]) }},
		{Column: rows.Column{Name: "other", Frame: true}, Set: func(c *rows.Cell, p *[2]uint64) {
			if p[1] > 0 {
				c.SetUint(p[1])
			}
		}},
	})
	var got []uint64
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	to, err := rows.New(w, rows.Options{Frames: func(n uint64) { got = append(got, n) }})
	if err != nil {
		t.Fatal(err)
	}
	list, err := rows.NewList(to, columns)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range [][2]uint64{{3, 9}, {4, 0}, {3, 5}} {
		if err := list.Row(&p); err != nil {
			t.Fatal(err)
		}
	}
	if err := list.End(); err != nil {
		t.Fatal(err)
	}
	w.Flush()
	if want := []uint64{3, 9, 4, 3, 5}; !slices.Equal(got, want) || out.Len() > 0 || list.Rows() != 3 {
		t.Errorf("%v, want %v; %d rows, output %q", got, want, list.Rows(), &out)
	}
}
