// Package duckdb opens what cnwire export writes with a real engine, and asks
// it the questions of the README. The right answers come from a table that an
// independent decoder made (testdata/corpus/decode.py).
package duckdb

import (
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	_ "github.com/marcboeker/go-duckdb/v2"
)

const capture = "../../testdata/corpus/captures/amd64-6.1.192-nlmon.pcap"

// exported writes the capture as Parquet.
func exported(t *testing.T, args ...string) string {
	t.Helper()
	return exportedFrom(t, capture, "parquet", args...)
}

// exportedFrom runs the command as a user would and returns the file it wrote.
func exportedFrom(t *testing.T, capture, format string, args ...string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "events."+format)
	command, err := filepath.Abs("../../cmd/cnwire")
	if err != nil {
		t.Fatal(err)
	}
	input, err := filepath.Abs(capture)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("go", append([]string{"run", "-buildvcs=false", ".", "export", "-F", format, "-w", out, input}, args...)...)
	cmd.Dir = command
	if msg, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("export: %v\n%s", err, msg)
	}
	return out
}

// rows runs a query and returns its rows, the cells separated by blanks.
func rows(t *testing.T, query string) []string {
	t.Helper()
	db, err := sql.Open("duckdb", "")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	result, err := db.Query(query)
	if err != nil {
		t.Fatalf("%v\n%s", err, query)
	}
	defer result.Close()
	columns, err := result.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	for result.Next() {
		cells := make([]any, len(columns))
		for i := range cells {
			cells[i] = new(any)
		}
		if err := result.Scan(cells...); err != nil {
			t.Fatal(err)
		}
		var line []string
		for _, c := range cells {
			line = append(line, fmt.Sprint(*c.(*any)))
		}
		lines = append(lines, strings.Join(line, " "))
	}
	if err := result.Err(); err != nil {
		t.Fatal(err)
	}
	return lines
}

// questions returns the README's queries, by the comment in their first line.
func questions(t *testing.T, file string) map[string]string {
	t.Helper()
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, block := range strings.Split(string(readme), "```sql\n")[1:] {
		block, _, _ = strings.Cut(block, "```")
		comment, query, _ := strings.Cut(block, "\n")
		found[strings.TrimPrefix(comment, "-- ")] = strings.ReplaceAll(query, "events.parquet", file)
	}
	return found
}

func TestReadmeQueries(t *testing.T) {
	asked := questions(t, exported(t))
	want := answers(t)
	if len(asked) != 3 || len(want) != 3 {
		t.Fatalf("README.md asks %d questions, the test answers %d: want 3", len(asked), len(want))
	}
	for question, answer := range want {
		query, ok := asked[question]
		if !ok {
			t.Errorf("README.md does not ask %q", question)
			continue
		}
		if len(answer) < 3 {
			t.Errorf("%s: only %d rows", question, len(answer))
		}
		if got := rows(t, query); !slices.Equal(got, answer) {
			t.Errorf("%s\ngot\n%s\nwant\n%s", question, strings.Join(got, "\n"), strings.Join(answer, "\n"))
		}
	}
}

// What an exit says is false where it is not so, and null only where there is no
// exit: by the table that the independent decoder made.
func TestCoreIsFalseNotNull(t *testing.T) {
	counts := map[[2]bool]int{} // by: an exit, a core
	for _, e := range events(t) {
		exit := e["cn_proc.what"] == "0x80000000"
		counts[[2]bool{exit, exit && e.num(t, "cn_proc.exit.exit_code")&0x80 != 0}]++
	}
	want := []string{fmt.Sprint("false ", counts[[2]bool{true, false}])}
	if n := counts[[2]bool{true, true}]; n > 0 {
		want = append(want, fmt.Sprint("true ", n))
	}
	file := exported(t)
	got := rows(t, fmt.Sprintf("SELECT core, count(*) FROM '%s' WHERE event = 'exit' GROUP BY core ORDER BY core", file))
	if !slices.Equal(got, want) || counts[[2]bool{true, false}] < 10 {
		t.Errorf("exits by core: %v, want %v", got, want)
	}
	if got := rows(t, fmt.Sprintf("SELECT count(*) FROM '%s' WHERE event <> 'exit' AND core IS NOT NULL", file)); got[0] != "0" {
		t.Errorf("%s events that are no exit have a core", got[0])
	}
}

// A dataset of partitions is one table again.
func TestPartitions(t *testing.T) {
	whole := exported(t)
	parts := exported(t, "--partition", "hour")
	const count = "SELECT count(*), sum(frame), min(time), max(time), count(DISTINCT comm) FROM read_parquet('%s')"
	want := rows(t, fmt.Sprintf(count, whole))
	got := rows(t, fmt.Sprintf(count, parts+"/*/*/*.parquet"))
	if !slices.Equal(got, want) {
		t.Errorf("parts have %v, the whole has %v", got, want)
	}
	hours := rows(t, fmt.Sprintf("SELECT DISTINCT date, hour FROM read_parquet('%s/*/*/*.parquet', hive_partitioning=true)", parts))
	if len(hours) != 1 || !strings.HasSuffix(hours[0], "23") {
		t.Errorf("hours: %v", hours)
	}
}
