package rows_test

import (
	"testing"

	"github.com/cnwire/cnwire/analysis/rows"
)

// What a spreadsheet would calculate has a quote before it, with --raw-csv it has
// none; a dash alone stands for nothing and is left alone.
func TestCSVFormulas(t *testing.T) {
	texts := []string{"=1+1", "+1", "-1", "@SUM(A1)", "-", "a=1", "'", "\t=1", "\r=1", ""}
	var all []thing
	for _, text := range texts {
		all = append(all, thing{Name: text})
	}
	o := rows.Options{Format: "csv", Fields: []string{"name"}}
	if got, want := list(t, o, all...), "name\n'=1+1\n'+1\n'-1\n'@SUM(A1)\n-\na=1\n'\n\\t=1\n\\r=1\n\"\"\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	o.RawCSV = true
	if got, want := list(t, o, all...), "name\n=1+1\n+1\n-1\n@SUM(A1)\n-\na=1\n'\n\\t=1\n\\r=1\n\"\"\n"; got != want {
		t.Errorf("raw: %q, want %q", got, want)
	}
}
