package export_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/internal/testkit"
)

// TestSchemas: the columns of each table are those of testdata/schemas.txt, which a
// person reads: names, order and types never change. Who adds a column, at the end, adds
// a line there and counts the table's version up, here and in the file.
func TestSchemas(t *testing.T) {
	kept := string(testkit.Must(os.ReadFile("testdata/schemas.txt"))(t))
	var now strings.Builder
	for _, k := range export.Kinds() {
		fmt.Fprintf(&now, "%s %d\n", k, k.Version())
		for _, c := range k.Schema().Columns {
			fmt.Fprintf(&now, "    %s %s\n", c.Name, c.SQL())
		}
	}
	if now.String() == kept {
		return
	}
	old, is := strings.Split(kept, "\n"), strings.Split(now.String(), "\n")
	for i := range is {
		if i >= len(old) || old[i] != is[i] {
			t.Fatalf("line %d of testdata/schemas.txt is %q, and the table has %q", i+1, slices.Concat(old, make([]string, len(is)))[i], is[i])
		}
	}
	t.Fatal("testdata/schemas.txt has more columns than there are")
}

// reserved are words that DuckDB or ClickHouse take for no name without quotes.
var reserved = strings.Fields("all and any array as asc between by case cast check column create cross default desc distinct else end except exists false for foreign from full group having in inner intersect into is join left like limit natural not null offset on or order outer primary references right select some table then to true union unique using when where window with")

// A name needs no quotes in SQL, says what it is, and is there once.
func TestNamesOfColumns(t *testing.T) {
	for _, k := range export.Kinds() {
		seen := map[string]bool{}
		for _, c := range k.Schema().Columns {
			if seen[c.Name] || slices.Contains(reserved, c.Name) || strings.Trim(c.Name, "abcdefghijklmnopqrstuvwxyz0123456789_") != "" || c.Doc == "" {
				t.Errorf("%s.%s: %q", k, c.Name, c.Doc)
			}
			seen[c.Name] = true
		}
		if k.Doc() == "" {
			t.Errorf("%s has no sentence", k)
		}
	}
}

func TestFind(t *testing.T) {
	for _, k := range export.Kinds() {
		if got, err := export.Find(k.String()); got != k || err != nil {
			t.Errorf("%s: %v, %v", k, got, err)
		}
	}
	for wrong, want := range map[string]string{"loss": "did you mean losses?", "Events": "did you mean events?", "sockets": "one of events, processes, losses, pairs, notes"} {
		if _, err := export.Find(wrong); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", wrong, err)
		}
	}
}
