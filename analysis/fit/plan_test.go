package fit_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/fit"
)

// n and s are a number and a text of a width.
func n(wide int) fit.Column { return fit.Column{Wide: wide} }
func s(wide int) fit.Column { return fit.Column{Wide: wide, Soft: true} }

func TestPlan(t *testing.T) {
	at := func(band, wide int) fit.Place { return fit.Place{Band: band, Wide: wide} }
	for _, c := range []struct {
		columns []fit.Column
		limit   int
		want    []fit.Place
	}{
		{nil, 10, nil},
		{[]fit.Column{n(5), s(10)}, 17, []fit.Place{at(0, 5), at(0, 10)}},                               // all has room
		{[]fit.Column{n(5), s(10)}, 16, []fit.Place{at(0, 5), at(0, 9)}},                                // a text becomes narrower
		{[]fit.Column{n(5), s(10), n(3)}, 19, []fit.Place{at(0, 5), at(0, 10), at(1, 3)}},               // a number never
		{[]fit.Column{n(5), s(90)}, 40, []fit.Place{at(0, 5), at(0, 33)}},                               // what is left
		{[]fit.Column{n(15), s(90)}, 36, []fit.Place{at(0, 15), at(1, 32)}},                             // too little is left
		{[]fit.Column{s(20), s(90)}, 40, []fit.Place{at(0, 13), at(0, 25)}},                             // both want more
		{[]fit.Column{s(10), s(90)}, 60, []fit.Place{at(0, 10), at(0, 48)}},                             // one wants little
		{[]fit.Column{n(90)}, 40, []fit.Place{at(0, 40)}},                                               // longer than any line
		{[]fit.Column{n(3), n(3), n(3)}, 1, []fit.Place{at(0, 1), at(1, 1), at(2, 1)}},                  // no line is so short
		{[]fit.Column{n(8), n(8), n(8), s(9)}, 20, []fit.Place{at(0, 8), at(0, 8), at(1, 8), at(2, 9)}}, // several bands
	} {
		if got := fit.Plan(c.columns, c.limit); !slices.Equal(got, c.want) {
			t.Errorf("%v in %d: %v, want %v", c.columns, c.limit, got, c.want)
		}
	}
}

func TestRows(t *testing.T) {
	r := fit.Rows{Places: fit.Plan([]fit.Column{n(3), s(12), n(4), s(30)}, 24), Right: []bool{true, false, true, false}}
	var out []byte
	for _, row := range []string{"No.|Name|Size|What it says", "1|日本日本日本|22|it goes on and on and on, below", "2||7|", "10|e|1234567|x"} {
		var cells [][]byte
		for cell := range strings.SplitSeq(row, "|") {
			cells = append(cells, []byte(cell))
		}
		out = r.Append(out, cells)
	}
	want := `No.  Name          Size
    What it says
  1  日本日本日本    22
    it goes on and on
    and on, below
  2                   7
 10  e             1234
                    567
    x
`
	if string(out) != want {
		t.Errorf("got\n%swant\n%s", out, want)
	}
}
