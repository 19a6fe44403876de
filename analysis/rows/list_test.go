package rows_test

import (
	"bufio"
	"bytes"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/google/go-cmp/cmp"
)

// thing is something to list.
type thing struct {
	Name string
	N    *int
}

var things = rows.Define("thing", []string{"name", "n"}, []rows.Field[thing]{
	{Column: rows.Column{Name: "name", Title: "Name"}, Set: func(c *rows.Cell, t *thing) { c.SetText(t.Name) }},
	{Column: rows.Column{Name: "n", Title: "Number", Right: true}, Set: func(c *rows.Cell, t *thing) {
		if t.N != nil {
			c.SetInt(int64(*t.N))
		}
	}},
	{Column: rows.Column{Name: "untitled"}, Set: func(c *rows.Cell, t *thing) { c.SetText("h") }},
	{Column: rows.Column{Name: "size", Hidden: true}, Set: func(c *rows.Cell, t *thing) { c.SetUint(uint64(len(t.Name))) }},
	{Column: rows.Column{Name: "first", Hidden: true, SortBy: "size"}, Set: func(c *rows.Cell, t *thing) { c.SetText(t.Name[:1]) }},
})

// list returns what a list of things prints.
func list(t *testing.T, o rows.Options, all ...thing) string {
	t.Helper()
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	to, err := rows.New(w, o)
	if err != nil {
		t.Fatal(err)
	}
	l, err := rows.NewList(to, things)
	if err != nil {
		t.Fatal(err)
	}
	for i := range all {
		if err := l.Row(&all[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.End(); err != nil {
		t.Fatal(err)
	}
	w.Flush()
	return out.String()
}

func TestListFormats(t *testing.T) {
	seven, big := 7, 1234567
	all := []thing{{"<é>", &seven}, {"a,\tb\"", nil}, {"x", &big}}
	for _, c := range []struct {
		o    rows.Options
		want string
	}{
		{rows.Options{}, "Name     Number\n<é>           7\na,\\tb\"\nx       1234567\n"},
		{rows.Options{Width: 15}, "Name     Number\n<é>           7\na,\\tb\"\nx       1234567\n"},
		{rows.Options{Width: 14}, "Name\n     Number\n<é>\n          7\na,\\tb\"\nx\n    1234567\n"},
		{rows.Options{Fields: []string{"untitled", "name"}}, "untitled  Name\nh         <é>\nh         a,\\tb\"\nh         x\n"},
		{rows.Options{Format: "csv"}, "name,n,untitled\n<é>,7,h\n\"a,\\tb\"\"\",,h\nx,1234567,h\n"},
		{rows.Options{Format: "csv", Fields: []string{"n"}}, "n\n7\n\"\"\n1234567\n"},
		{rows.Options{Format: "fields", Fields: []string{"n", "name"}}, "7\t<é>\n\ta,\\tb\"\n1234567\tx\n"},
		{rows.Options{Format: "fields", Fields: []string{"n"}, Output: rows.FieldOutput{Header: true, Quote: 'd', Separator: ";"}}, "n\n\"7\"\n\n\"1234567\"\n"},
		{rows.Options{Format: "jsonl"}, `{"name":"<é>","n":7}` + "\n" + `{"name":"a,\tb\"","n":null}` + "\n" + `{"name":"x","n":1234567}` + "\n"},
		{rows.Options{Format: "ek"}, `{"index":{"_index":"thing"}}
{"name":"<é>","n":7}
{"index":{"_index":"thing"}}
{"name":"a,\tb\"","n":null}
{"index":{"_index":"thing"}}
{"name":"x","n":1234567}
`},
		{rows.Options{Format: "json"}, `[
  {
    "name": "<é>",
    "n": 7
  },
  {
    "name": "a,\tb\"",
    "n": null
  },
  {
    "name": "x",
    "n": 1234567
  }
]
`},
	} {
		if diff := cmp.Diff(c.want, list(t, c.o, all...)); diff != "" {
			t.Errorf("%+v: -want +got\n%s", c.o, diff)
		}
	}
}

func TestEmptyList(t *testing.T) {
	for format, want := range map[string]string{"": "", "jsonl": "", "ek": "", "json": "[]\n", "csv": "name,n,untitled\n"} {
		if got := list(t, rows.Options{Format: format}); got != want {
			t.Errorf("%q: %q, want %q", format, got, want)
		}
	}
}

// A text that is very long makes no other row longer.
func TestLongCell(t *testing.T) {
	type named struct{ name string }
	columns := rows.Define("named", nil, []rows.Field[named]{
		{Column: rows.Column{Name: "name", Title: "Name"}, Set: func(c *rows.Cell, n *named) { c.SetText(n.name) }},
		{Column: rows.Column{Name: "size", Title: "Size"}, Set: func(c *rows.Cell, n *named) { c.SetInt(int64(len(n.name))) }},
	})
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	table, err := rows.New(w, rows.Options{})
	if err != nil {
		t.Fatal(err)
	}
	list, err := rows.NewList(table, columns)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{2, 60, 60000, 3} {
		list.Row(&named{strings.Repeat("x", n)})
	}
	list.End()
	w.Flush()
	lines := strings.Split(out.String(), "\n")
	for i, want := range map[int]int{1: 67, 2: 68, 3: 60007, 4: 67} {
		if len(lines) < 5 || len(lines[i]) != want {
			t.Errorf("line %d of %d has %d characters, not %d", i, len(lines), len(lines[i]), want)
		}
	}
}

// A table does not hold its rows back for ever, and what comes later may widen
// a column.
func TestLongTable(t *testing.T) {
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	to, err := rows.New(w, rows.Options{})
	if err != nil {
		t.Fatal(err)
	}
	l, err := rows.NewList(to, things)
	if err != nil {
		t.Fatal(err)
	}
	one := 1
	for range 5000 {
		if err := l.Row(&thing{"ab", &one}); err != nil {
			t.Fatal(err)
		}
	}
	w.Flush()
	if n := strings.Count(out.String(), "\n"); n != 5001 {
		t.Errorf("%d lines before the end", n)
	}
	if err := l.Row(&thing{"abcdef", &one}); err != nil {
		t.Fatal(err)
	}
	w.Flush()
	if !strings.HasSuffix(out.String(), "ab         1\nabcdef       1\n") {
		t.Errorf("ends in %q", out.String()[out.Len()-40:])
	}
}

func TestListUsage(t *testing.T) {
	for _, o := range []rows.Options{
		{Format: "xml"},
		{Format: "fields"},
		{Format: "fields", Fields: []string{"name", "nome"}},
		{Format: "jsonl", Fields: []string{"name"}},
		{Sort: "nome"},
		{Sort: "--name"},
	} {
		to, err := rows.New(bufio.NewWriter(io.Discard), o)
		if err == nil {
			_, err = rows.NewList(to, things)
		}
		if err == nil || err.Error() == "" {
			t.Errorf("%+v: %v", o, err)
		}
	}
}

// Rows are sorted by any column, what has no value last either way, equal ones
// as they came; a column may stand for another.
func TestListSort(t *testing.T) {
	one, two, minus := 1, 2, -3
	all := []thing{{"bb", &two}, {"c", nil}, {"aaa", &minus}, {"d", &one}, {"e", nil}, {"f", &one}}
	for key, want := range map[string]string{
		"name": "aaa bb c d e f", "-name": "f e d c bb aaa", "n": "aaa d f bb c e", "-n": "bb d f aaa c e",
		"size": "c d e f bb aaa", "first": "c d e f bb aaa", "-first": "aaa bb c d e f", "untitled": "bb c aaa d e f",
	} {
		got := list(t, rows.Options{Format: "fields", Fields: []string{"name"}, Sort: key}, all...)
		if got := strings.Join(strings.Fields(got), " "); got != want {
			t.Errorf("%s: %s, want %s", key, got, want)
		}
	}
	text := list(t, rows.Options{Sort: "-n", Colour: func(r rows.Row) string { return "<" + string(r[0].Data) + ">" }}, all[:2]...)
	if want := "Name  Number\n<bb>bb         2\x1b[0m\n<c>c\x1b[0m\n"; text != want {
		t.Errorf("%q, want %q", text, want)
	}
}

// Very many rows, and one that is longer than what is kept together, come back
// as they were.
func TestListSortMuch(t *testing.T) {
	long := strings.Repeat("x", 3<<20)
	var all []thing
	for i := range 200000 {
		n := (i * 7919) % 200000
		all = append(all, thing{strconv.Itoa(n), &n})
	}
	most := 200000
	all = append(all, thing{long, &most})
	got := strings.Fields(list(t, rows.Options{Format: "fields", Fields: []string{"name"}, Sort: "n"}, all...))
	if len(got) != len(all) || got[len(got)-1] != long {
		t.Fatalf("%d rows", len(got))
	}
	for i, name := range got[:200000] {
		if name != strconv.Itoa(i) {
			t.Fatalf("row %d is %s", i, name)
		}
	}
}

// A row costs no memory in steady state, in any format.
func TestListAllocs(t *testing.T) {
	one := 1
	for _, o := range []rows.Options{{}, {Format: "csv"}, {Format: "jsonl"}, {Format: "json"}, {Format: "ek"}, {Format: "fields", Fields: []string{"name", "n"}}} {
		to, err := rows.New(bufio.NewWriter(io.Discard), o)
		if err != nil {
			t.Fatal(err)
		}
		l, err := rows.NewList(to, things)
		if err != nil {
			t.Fatal(err)
		}
		row := &thing{"é\x1b\"", &one}
		for range 2000 {
			l.Row(row)
		}
		if n := testing.AllocsPerRun(1000, func() { l.Row(row) }); n > 0 {
			t.Errorf("%+v: %v allocations a row", o, n)
		}
	}
}

// Numbers stand at the right, whoever chose the column; texts and times do not.
func TestNumbersStandRight(t *testing.T) {
	columns := rows.Define("number", nil, []rows.Field[int]{
		{Column: rows.Column{Name: "children", Hidden: true, Type: rows.Unsigned}, Set: func(c *rows.Cell, n *int) { c.SetUint(uint64(*n)) }},
		{Column: rows.Column{Name: "word", Hidden: true, Type: rows.Text}, Set: func(c *rows.Cell, n *int) { c.SetText(strconv.Itoa(*n)) }},
		{Column: rows.Column{Name: "delta", Hidden: true, Type: rows.Integer}, Set: func(c *rows.Cell, n *int) { c.SetInt(int64(-*n)) }},
	})
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	to, err := rows.New(w, rows.Options{Format: "text", Fields: []string{"children", "word", "delta"}})
	if err != nil {
		t.Fatal(err)
	}
	l, err := rows.NewList(to, columns)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range []int{7, 1234} {
		if err := l.Row(&n); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.End(); err != nil {
		t.Fatal(err)
	}
	w.Flush()
	const want = "children  word  delta\n       7  7        -7\n    1234  1234  -1234\n"
	if out.String() != want {
		t.Errorf("\n%swant\n%s", out.String(), want)
	}
}
