package rows_test

import (
	"bufio"
	"bytes"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/rows"
)

// What -E says of several values holds for a list of texts too, as in tshark: what
// stands between them, and how many.
func TestSeveralTexts(t *testing.T) {
	type names []string
	schema := rows.Define("names", []string{"all"}, []rows.Field[names]{
		{Column: rows.Column{Name: "all", Title: "All", Type: rows.Texts}, Set: func(c *rows.Cell, n *names) {
			c.SetList()
			for _, name := range *n {
				c.Add(name)
			}
		}},
	})
	for _, c := range []struct {
		o    []string
		want string
	}{
		{nil, "a,b\\tc,d\n\ne\n"},
		{[]string{"aggregator=;"}, "a;b\\tc;d\n\ne\n"},
		{[]string{"aggregator=/t"}, "a\tb\\tc\td\n\ne\n"},
		{[]string{"occurrence=f"}, "a\n\ne\n"},
		{[]string{"occurrence=l"}, "d\n\ne\n"},
		{[]string{"occurrence=a", "aggregator=/s", "quote=d"}, "\"a b\\tc d\"\n\n\"e\"\n"},
	} {
		var o rows.Options
		o.Format, o.Fields = "fields", []string{"all"}
		for _, option := range c.o {
			if err := o.Output.Set(option); err != nil {
				t.Fatal(err)
			}
		}
		var out bytes.Buffer
		w := bufio.NewWriter(&out)
		to, err := rows.New(w, o)
		if err != nil {
			t.Fatal(err)
		}
		l, err := rows.NewList(to, schema)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range []names{{"a", "b\tc", "d"}, {}, {"e"}} {
			if err := l.Row(&row); err != nil {
				t.Fatal(err)
			}
		}
		if err := l.End(); err != nil {
			t.Fatal(err)
		}
		w.Flush()
		if out.String() != c.want {
			t.Errorf("%v: %q, want %q", c.o, out.String(), c.want)
		}
	}
}

// A byte order mark is the first of all, before a line of names too, which has the
// separator that the values have.
func TestByteOrderMark(t *testing.T) {
	two := []guest{{"a", "x"}}
	for options, want := range map[string]string{
		"header=y separator=;": "name;host\nx;a\n", "bom=y header=y separator=/s": "\ufeffname host\nx a\n", "header=y separator=/t": "name\thost\nx\ta\n",
		"bom=y": "\ufeffx\n", "bom=y header=y": "\ufeffname\nx\n", "header=y bom=y": "\ufeffname\nx\n", "header=y": "name\nx\n", "bom=n": "x\n",
	} {
		o := rows.Options{Format: "fields", Fields: []string{"name"}}
		if strings.Contains(options, "separator") {
			o.Fields = []string{"name", "host"}
		}
		for _, option := range strings.Fields(options) {
			if err := o.Output.Set(option); err != nil {
				t.Fatal(err)
			}
		}
		if got, _ := listGuests(t, o, 9, two); got != want {
			t.Errorf("%s: %q, want %q", options, got, want)
		}
	}
}
