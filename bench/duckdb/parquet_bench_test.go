package duckdb

import (
	"database/sql"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// copies is how often the capture is exported: 200 thousand frames and more.
const copies = 64

// BenchmarkParquet: cnwire export from a capture to Parquet, and DuckDB from the CSV of
// the same rows to Parquet, compressed alike and as it does by itself. Both may use all
// processors; the command's start is in its time.
//
//	go test -run '^$' -bench Parquet -benchtime 5x -count 3 .
func BenchmarkParquet(b *testing.B) {
	folder := b.TempDir()
	command := filepath.Join(folder, "cnwire")
	build := exec.Command("go", "build", "-buildvcs=false", "-o", command, ".")
	build.Dir = "../../cmd/cnwire"
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	long := repeated(b, filepath.Join(folder, "long.pcap"))
	csv, ours, theirs := filepath.Join(folder, "rows.csv"), filepath.Join(folder, "ours.parquet"), filepath.Join(folder, "theirs.parquet")
	run := func(args ...string) {
		if out, err := exec.Command(command, append([]string{"export", long}, args...)...).CombinedOutput(); err != nil {
			b.Fatalf("%v\n%s", err, out)
		}
	}
	run("-F", "csv", "-w", csv)
	db, err := sql.Open("duckdb", "")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	b.Run("cnwire", func(b *testing.B) {
		for b.Loop() {
			run("-F", "parquet", "-w", ours)
		}
	})
	for _, codec := range []string{"zstd", "snappy"} {
		b.Run("duckdb/"+codec, func(b *testing.B) {
			for b.Loop() {
				if _, err := db.Exec(fmt.Sprintf("COPY (FROM read_csv('%s')) TO '%s' (FORMAT parquet, COMPRESSION %s)", csv, theirs, codec)); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	var n, m int
	if err := db.QueryRow(fmt.Sprintf("SELECT (SELECT count(*) FROM '%s'), (SELECT count(*) FROM '%s')", ours, theirs)).Scan(&n, &m); err != nil || n != m || n < 200_000 {
		b.Errorf("%d and %d rows: %v", n, m, err)
	}
}

// repeated is the capture with its records again and again.
func repeated(b *testing.B, name string) string {
	const header = 24
	one, err := os.ReadFile(capture)
	if err != nil {
		b.Fatal(err)
	}
	all := one[:header:header]
	for range copies {
		all = append(all, one[header:]...)
	}
	if err := os.WriteFile(name, all, 0o600); err != nil {
		b.Fatal(err)
	}
	return name
}
