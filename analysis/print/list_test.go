package print_test

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/print"
	"github.com/google/go-cmp/cmp"
)

// thing is something to list.
type thing struct {
	Name string `json:"name"`
	N    *int   `json:"n"`
}

var thingColumns = []print.ListColumn[thing]{
	{Name: "name", Title: "Name", Append: func(b []byte, t *thing) []byte { return append(b, t.Name...) }},
	{Name: "n", Title: "Number", Right: true, Append: func(b []byte, t *thing) []byte {
		if t.N == nil {
			return b
		}
		return strconv.AppendInt(b, int64(*t.N), 10)
	}},
	{Name: "hidden", Append: func(b []byte, t *thing) []byte { return append(b, "h"...) }},
}

// list returns what a list of things prints.
func list(t *testing.T, o print.Options, things ...thing) string {
	t.Helper()
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	l, err := print.NewList(w, o, "thing", thingColumns)
	if err != nil {
		t.Fatal(err)
	}
	for i := range things {
		if err := l.Row(&things[i]); err != nil {
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
	things := []thing{{"<é>", &seven}, {"a,\tb\"", nil}, {"x", &big}}
	for _, c := range []struct {
		o    print.Options
		want string
	}{
		{print.Options{}, "Name    Number\n<é>          7\na,\tb\"\nx      1234567\n"},
		{print.Options{Width: 10}, "Name    N…\n<é>      …\na,\tb\"\nx      12…\n"},
		{print.Options{Fields: []string{"hidden", "name"}}, "hidden  Name\nh       <é>\nh       a,\tb\"\nh       x\n"},
		{print.Options{Format: "csv"}, "name,n,hidden\n<é>,7,h\n\"a,\tb\"\"\",,h\nx,1234567,h\n"},
		{print.Options{Format: "csv", Fields: []string{"n"}}, "n\n7\n\"\"\n1234567\n"},
		{print.Options{Format: "fields", Fields: []string{"n", "name"}}, "7\t<é>\n\ta,\\tb\"\n1234567\tx\n"},
		{print.Options{Format: "fields", Fields: []string{"n"}, Output: print.FieldOutput{Header: true, Quote: 'd', Separator: ";"}}, "n\n\"7\"\n\n\"1234567\"\n"},
		{print.Options{Format: "jsonl"}, `{"name":"<é>","n":7}` + "\n" + `{"name":"a,\tb\"","n":null}` + "\n" + `{"name":"x","n":1234567}` + "\n"},
		{print.Options{Format: "ek"}, `{"index":{"_index":"thing"}}
{"name":"<é>","n":7}
{"index":{"_index":"thing"}}
{"name":"a,\tb\"","n":null}
{"index":{"_index":"thing"}}
{"name":"x","n":1234567}
`},
		{print.Options{Format: "json"}, `[
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
		if diff := cmp.Diff(c.want, list(t, c.o, things...)); diff != "" {
			t.Errorf("%+v: -want +got\n%s", c.o, diff)
		}
	}
}

func TestEmptyList(t *testing.T) {
	for format, want := range map[string]string{"": "", "jsonl": "", "ek": "", "json": "[]\n", "csv": "name,n,hidden\n"} {
		if got := list(t, print.Options{Format: format}); got != want {
			t.Errorf("%q: %q, want %q", format, got, want)
		}
	}
}

// A table does not hold its rows back for ever, and what comes later may widen
// a column.
func TestLongTable(t *testing.T) {
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	l, err := print.NewList(w, print.Options{}, "thing", thingColumns)
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
	for _, o := range []print.Options{
		{Format: "xml"},
		{Format: "fields"},
		{Format: "fields", Fields: []string{"name", "nome"}},
		{Format: "jsonl", Fields: []string{"name"}},
	} {
		_, err := print.NewList(bufio.NewWriter(&bytes.Buffer{}), o, "thing", thingColumns)
		var usage *print.UsageError
		if !errors.As(err, &usage) {
			t.Errorf("%+v: %v", o, err)
		}
		if fmt.Sprint(err) == "" {
			t.Errorf("%+v: no words", o)
		}
	}
}
