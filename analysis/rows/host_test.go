package rows_test

import (
	"bufio"
	"bytes"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/rows"
)

// guest is something of a host.
type guest struct{ host, name string }

var guests = rows.Define("guest", []string{"name", "host"}, []rows.Field[guest]{
	rows.HostField(func(g *guest) string { return g.host }),
	{Column: rows.Column{Name: "name", Title: "Name"}, Set: func(c *rows.Cell, g *guest) { c.SetText(g.name) }},
})

// listGuests lists guests; from so many rows on it is known that there are
// several hosts.
func listGuests(t *testing.T, o rows.Options, known int, all []guest) (string, bool) {
	t.Helper()
	var out bytes.Buffer
	w := bufio.NewWriter(&out)
	n := 0
	unsaid := false
	o.Several, o.Unsaid = func() bool { return n >= known }, func() { unsaid = true }
	to, err := rows.New(w, o)
	if err != nil {
		t.Fatal(err)
	}
	l, err := rows.NewList(to, guests)
	if err != nil {
		t.Fatal(err)
	}
	for i := range all {
		n++
		if err := l.Row(&all[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.End(); err != nil {
		t.Fatal(err)
	}
	w.Flush()
	return out.String(), unsaid
}

// TestHosts: a column that tells hosts apart stands where there are several, and
// where it is asked for.
func TestHosts(t *testing.T) {
	two := []guest{{"a", "x"}, {"b\x1b", "y"}}
	for _, c := range []struct {
		o      rows.Options
		known  int
		want   string
		unsaid bool
	}{
		{rows.Options{}, 9, "Name\nx\ny\n", false},
		{rows.Options{}, 0, "Host   Name\na      x\nb\\x1b  y\n", false},
		{rows.Options{}, 2, "Host   Name\na      x\nb\\x1b  y\n", false}, // rows wait, and so the first has it too
		{rows.Options{Fields: []string{"name", "host"}}, 9, "Name  Host\nx     a\ny     b\\x1b\n", false},
		{rows.Options{Format: "csv"}, 9, "name\nx\ny\n", false},
		{rows.Options{Format: "csv"}, 1, "host,name\na,x\nb\\x1b,y\n", false},
		{rows.Options{Format: "csv"}, 2, "name\nx\ny\n", true}, // too late for another column
		{rows.Options{Format: "csv", Fields: []string{"host"}}, 2, "host\na\nb\\x1b\n", false},
		{rows.Options{Format: "csv", Sort: "-name"}, 2, "host,name\nb\\x1b,y\na,x\n", false},
		{rows.Options{Format: "fields", Fields: []string{"host", "name"}}, 9, "a\tx\nb\\x1b\ty\n", false},
		{rows.Options{Format: "jsonl"}, 9, "{\"name\":\"x\"}\n{\"name\":\"y\"}\n", false},
		{rows.Options{Format: "jsonl"}, 1, "{\"name\":\"x\",\"host\":\"a\"}\n{\"name\":\"y\",\"host\":\"b\\u001b\"}\n", false},
		{rows.Options{Format: "jsonl"}, 2, "{\"name\":\"x\"}\n{\"name\":\"y\",\"host\":\"b\\u001b\"}\n", false},
	} {
		got, unsaid := listGuests(t, c.o, c.known, two)
		if got != c.want || unsaid != c.unsaid {
			t.Errorf("%+v, known at %d: %q, unsaid %v, want %q", c.o, c.known, got, unsaid, c.want)
		}
	}
	// None at all: a line of names for programs, and nothing for people.
	if got, _ := listGuests(t, rows.Options{Format: "csv"}, 0, nil); got != "host,name\n" {
		t.Errorf("%q", got)
	}
	// What is of no host has none.
	if got, _ := listGuests(t, rows.Options{Format: "jsonl"}, 0, []guest{{"", "x"}}); got != "{\"name\":\"x\"}\n" {
		t.Errorf("%q", got)
	}
}

// TestHostsLate: behind a thousand rows a table has its titles again, with the
// host.
func TestHostsLate(t *testing.T) {
	var many []guest
	for range 1200 {
		many = append(many, guest{"a", "x"})
	}
	got, _ := listGuests(t, rows.Options{}, 1101, append(many, guest{"b", "y"}))
	want := "Name\n" + strings.Repeat("x\n", 1100) + "\nHost  Name\n" + strings.Repeat("a     x\n", 100) + "b     y\n"
	if got != want {
		t.Errorf("%d bytes, want %d: …%q", len(got), len(want), got[max(0, len(got)-60):])
	}
}
