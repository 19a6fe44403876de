package main

import (
	"encoding/json"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/analysis/pairs"
	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/analysis/rows"
)

// quoted is a name in a cell of a table.
var quoted = regexp.MustCompile("`([^`]+)`")

// object is a JSON Schema of one.
type object struct{ Properties map[string]*object }

// has reports whether there is a key, or one in the object behind a key: a.b.
func (o *object) has(name string) bool {
	for key := range strings.SplitSeq(name, ".") {
		if o = o.Properties[key]; o == nil {
			return false
		}
	}
	return true
}

// A value has one name in fields, objects, tables and lists, or the table of
// docs/formats.md says which it has: every name in that exists, and a column of export
// that is called as no field is stands there.
func TestValueNames(t *testing.T) {
	text, err := os.ReadFile("../../docs/formats.md")
	if err != nil {
		t.Fatal(err)
	}
	schema, err := os.ReadFile("../../analysis/output/jsonl.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	var objects object
	if err := json.Unmarshal(schema, &objects); err != nil {
		t.Fatal(err)
	}
	lists := map[string]*rows.Schema{"ps": &processes.Columns.Schema, "follow": &processes.Steps.Schema, "pairs": &pairs.Columns.Schema}
	_, table, _ := strings.Cut(string(text), "\n## Names\n")
	table, _, _ = strings.Cut(table, "\n## ")
	several := map[string]bool{} // columns of export
	lines := 0
	for line := range strings.Lines(table) {
		cells := strings.Split(line, "|")
		if len(cells) != 8 || !strings.Contains(line, "`") || strings.TrimSpace(cells[1]) == "value" {
			continue
		}
		lines++
		for i, there := range []func(string) bool{
			func(name string) bool { _, err := analysis.Lookup(name); return err == nil },
			objects.has,
			func(name string) bool { several[name] = true; return export.Events.Schema().Place(name) >= 0 },
			func(name string) bool {
				list, column, _ := strings.Cut(name, " ")
				return lists[list] != nil && lists[list].Place(column) >= 0
			},
		} {
			for _, name := range quoted.FindAllStringSubmatch(cells[2+i], -1) {
				if !there(name[1]) {
					t.Errorf("%s: there is no %s", strings.TrimSpace(cells[1]), name[1])
				}
			}
		}
	}
	if lines < 10 {
		t.Fatalf("the table has %d lines", lines)
	}
	var last []string // of the names of fields
	for _, f := range analysis.Fields() {
		last = append(last, f.Name[strings.LastIndexByte(f.Name, '.')+1:])
	}
	for _, column := range export.Events.Schema().Names() {
		if !several[column] && !slices.Contains(last, column) {
			t.Errorf("export's %s is called as no field is, and the table does not say why", column)
		}
	}
}
