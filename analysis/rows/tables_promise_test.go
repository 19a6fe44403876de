package rows_test

import (
	"bufio"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/rows"
)

// others are another table than things.
var others = rows.Define("other", []string{"word", "n"}, []rows.Field[thing]{
	{Column: rows.Column{Name: "word", Title: "Word", Type: rows.Text}, Set: func(c *rows.Cell, t *thing) { c.SetText("<" + t.Name + ">") }},
	{Column: rows.Column{Name: "n", Title: "How many", Right: true, Type: rows.Integer}, Set: func(c *rows.Cell, t *thing) {
		if t.N != nil {
			c.SetInt(int64(*t.N))
		}
	}},
})

// Of tables that stand one behind the other each is as it is alone: however long the one before was
// and how wide its columns, sorted by a column that both have, or one of them, or none.
func TestTablesAsAlone(t *testing.T) {
	var much, few []thing
	for n := range 1500 {
		n := (n * 7) % 10
		much = append(much, thing{strings.Repeat("x", 1+n), &n})
	}
	two := 2
	few = []thing{{"b", &two}, {"a", nil}, {"a much longer name", &two}, {"c", &two}}
	for _, key := range []string{"", "n", "-n", "name"} {
		for _, width := range []int{0, 30} {
			o := rows.Options{Format: "text", Sort: key, Width: width}
			all := func(tables ...int) string {
				var out bytes.Buffer
				w := bufio.NewWriter(&out)
				to, err := rows.New(w, o)
				for _, n := range tables {
					columns, of := things, much
					if n > 0 {
						columns, of = others, few
					}
					if err == nil {
						err = to.Start(&columns.Schema)
					}
					row := make(rows.Row, len(columns.Columns))
					for i := range of {
						columns.Fill(row, to.Places(), &of[i])
						if err == nil {
							err = to.Row(row)
						}
					}
					if err == nil {
						err = to.End()
					}
					w.WriteString("--\n")
				}
				if err != nil {
					t.Fatal(err)
				}
				w.Flush()
				return out.String()
			}
			if got, want := all(0, 1, 0), all(0)+all(1)+all(0); got != want {
				t.Errorf("--sort %q, %d columns:\n%s", key, width, firstDifference(got, want))
			}
		}
	}
}

// firstDifference is the first line that differs.
func firstDifference(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return fmt.Sprintf("line %d is %q, want %q", i+1, a[i], b[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(a), len(b))
}

// Many that are equal stay in their order, from the greatest too.
func TestEqualStayInOrder(t *testing.T) {
	var all []thing
	for i := range 500 {
		n := i % 3
		all = append(all, thing{fmt.Sprintf("%03d", i), &n})
	}
	for _, key := range []string{"n", "-n"} {
		got := strings.Fields(list(t, rows.Options{Format: "fields", Fields: []string{"n", "name"}, Output: rows.FieldOutput{Separator: ":"}, Sort: key}, all...))
		for i := range got[1:] {
			if got[i][0] == got[i+1][0] && got[i] > got[i+1] || len(got) != len(all) {
				t.Fatalf("%s: %s before %s", key, got[i], got[i+1])
			}
		}
	}
}

// A colour is told by the first column, also where that is not asked for.
func TestColourOfWhatIsNotShown(t *testing.T) {
	two := 2
	o := rows.Options{Fields: []string{"n"}, Colour: func(r rows.Row) string { return "<" + string(r[0].Data) + ">" }}
	if got, want := list(t, o, thing{"bb", &two}, thing{"c", &two}), "Number\n<bb>     2\x1b[0m\n<c>     2\x1b[0m\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

// Where columns come to stand below others, for a late row is wide, the titles stand once more, as
// the columns do from there on.
func TestTitlesAgain(t *testing.T) {
	two := 2
	var all []thing
	for range 1200 {
		all = append(all, thing{"x", &two})
	}
	all = append(all, thing{"seventeen letters", &two}, thing{"y", &two})
	got := list(t, rows.Options{Width: 14}, all...)
	if before := strings.Count(got, "Name"); before != 2 {
		t.Fatalf("%d lines of titles", before)
	}
	late := got[strings.LastIndex(got, "Name"):]
	if alone := list(t, rows.Options{Width: 14}, all[1200:]...); late != alone {
		t.Errorf("%q, want %q", late, alone)
	}
}

// That hosts are not told apart is said of CSV whose column of hosts is missing, and of no table
// that has none.
func TestUnsaidOfHosts(t *testing.T) {
	hosts := rows.Define("of a host", nil, []rows.Field[thing]{rows.HostField(func(t *thing) string { return "h" })})
	for _, columns := range []*rows.Columns[thing]{hosts, others} {
		several, said := false, false
		to, err := rows.New(bufio.NewWriter(new(bytes.Buffer)), rows.Options{Format: "csv", Several: func() bool { return several }, Unsaid: func() { said = true }})
		if err != nil {
			t.Fatal(err)
		}
		l, err := rows.NewList(to, columns)
		if err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if err := l.Row(&thing{Name: "x"}); err != nil {
				t.Fatal(err)
			}
			several = true // a second host appears
		}
		if err := l.End(); err != nil || said != (columns == hosts) {
			t.Errorf("%s: said %v, %v", columns.Name, said, err)
		}
	}
}
