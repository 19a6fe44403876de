package duckdb

import (
	"fmt"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

// schema is the names and types of a table, as --schema prints them.
func schema(t *testing.T, table string) (names, types []string) {
	t.Helper()
	cmd := exec.Command("go", "run", "-buildvcs=false", ".", "export", "--schema", "--table", table)
	cmd.Dir = "../../cmd/cnwire"
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(out)) {
		words := strings.Fields(line)
		names, types = append(names, words[0]), append(types, words[1])
	}
	return names, types
}

// Every table is read with the types that --schema says, its names need no quotes, and
// the file says which table it is, and which version of its columns.
func TestTables(t *testing.T) {
	counts := map[string]string{}
	for _, table := range strings.Fields("events processes losses pairs notes") {
		file := exportedFrom(t, "../../testdata/corpus/captures/demo-amd64-6.1.192-nlmon.pcap", "parquet", "--table", table)
		names, types := schema(t, table)
		const describe = "SELECT column_name, column_type FROM (DESCRIBE SELECT %s)"
		got := rows(t, fmt.Sprintf(describe, strings.Join(names, ", ")+" FROM '"+file+"'"))
		var said []string // in the words that DuckDB has for them
		for i := range names {
			said = append(said, "NULL::"+types[i]+" AS "+names[i])
		}
		want := rows(t, fmt.Sprintf(describe, strings.Join(said, ", ")))
		if !slices.Equal(got, want) {
			t.Errorf("%s: DuckDB reads\n%q\nand --schema says\n%q", table, got, want)
		}
		meta := rows(t, fmt.Sprintf("SELECT decode(key), decode(value) FROM parquet_kv_metadata('%s') WHERE decode(key) LIKE 'cnwire.%%' ORDER BY key", file))
		if want := []string{"cnwire.schema 2", "cnwire.table " + table}; !slices.Equal(meta, want) {
			t.Errorf("%s: the file says %q, want %q", table, meta, want)
		}
		counts[table] = rows(t, fmt.Sprintf("SELECT count(*) FROM '%s'", file))[0]
	}
	for table, n := range counts {
		if n == "0" {
			t.Errorf("%s has no row: %v", table, counts)
		}
	}
}

// The lives of processes are those that the forks and exits tell, by the table that the
// independent decoder made, and a child's parent is found by the number of its life.
func TestTableOfProcesses(t *testing.T) {
	file := exported(t, "--table", "processes")
	born := map[int64]int64{}
	var want []string
	for _, e := range events(t) {
		switch e["cn_proc.what"] {
		case "0x00000001":
			if pid := e.num(t, "cn_proc.fork.child_pid"); pid == e.num(t, "cn_proc.fork.child_tgid") {
				born[pid] = e.num(t, "cn_proc.timestamp_ns")
			}
		case "0x80000000":
			pid := e.num(t, "cn_proc.exit.process_pid")
			if at, ok := born[pid]; ok && pid == e.num(t, "cn_proc.exit.process_tgid") {
				want = append(want, fmt.Sprint(pid, " ", e.num(t, "cn_proc.timestamp_ns")-at, " ", e.num(t, "cn_proc.exit.exit_code")))
				delete(born, pid)
			}
		}
	}
	got := rows(t, fmt.Sprintf("SELECT pid, duration_ns, exit_code FROM '%s' WHERE start_frame IS NOT NULL AND end_frame IS NOT NULL AND threads = 1", file))
	slices.Sort(got)
	slices.Sort(want)
	for _, life := range got {
		if !slices.Contains(want, life) {
			t.Errorf("no events tell of %s", life)
		}
	}
	if len(got) < 50 {
		t.Errorf("only %d lives, of %d", len(got), len(want))
	}
	wrong := rows(t, fmt.Sprintf("SELECT count(*), sum(CASE WHEN c.ppid <> p.pid THEN 1 ELSE 0 END) FROM '%s' AS c JOIN '%s' AS p ON c.parent_process = p.process", file, file))
	if n, bad, _ := strings.Cut(wrong[0], " "); n == "0" || bad != "0" {
		t.Errorf("children and parents that do not fit: %v", wrong)
	}
}
