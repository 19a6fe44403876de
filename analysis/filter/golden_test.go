package filter_test

import (
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/analysis/filter"
)

// TestGoldens asks for every value of every field that the goldens have, which
// another decoder wrote: by equality, order, membership and existence.
func TestGoldens(t *testing.T) {
	frames := read(t, captured(t, "demo-amd64-6.1.192-nlmon.pcap"))
	text := string(must(os.ReadFile("../../testdata/corpus/goldens/demo-amd64-6.1.192-nlmon.fields.tsv"))(t))
	var rows [][]string
	for line := range strings.Lines(text) {
		rows = append(rows, strings.Split(strings.TrimSuffix(line, "\n"), "\t"))
	}
	head, rows := rows[0], rows[1:]
	asked := 0
	ask := func(text string, holds func(row []string) bool) {
		asked++
		var want []uint64
		for i, row := range rows {
			if holds(row) {
				want = append(want, uint64(i+1))
			}
		}
		if got := chosen(must(filter.Compile(text))(t), frames); !slices.Equal(got, want) {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
	for c, name := range head {
		ask(name, func(row []string) bool { return row[c] != "" })
		ask("not "+name, func(row []string) bool { return row[c] == "" })
		values := map[string]bool{}
		for _, row := range rows {
			values[row[c]] = true
		}
		delete(values, "")
		for v := range values {
			if name == "cn_proc.comm.comm" {
				ask(name+` == "`+v+`"`, func(row []string) bool { return row[c] == v })
				continue
			}
			ask(name+" == "+v, func(row []string) bool { return row[c] == v })
			ask(name+" in {"+v+"}", func(row []string) bool { return row[c] == v })
			n := must(strconv.ParseInt(v, 0, 64))(t)
			less := func(row []string) bool {
				m, err := strconv.ParseInt(row[c], 0, 64)
				return err == nil && m < n
			}
			ask(name+" < "+v, less)
			ask("not "+name+" >= "+v+" && "+name, less)
		}
	}
	if asked < 500 {
		t.Errorf("asked %d times", asked)
	}
}
