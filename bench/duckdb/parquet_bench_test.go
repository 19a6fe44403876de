package duckdb

import (
	"database/sql"
	"fmt"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/cnwire/cnwire/internal/again"
)

// frames are a third as many messages: the others are copies for further listeners.
const frames = 600_000

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
	long := filepath.Join(folder, "long.pcap")
	if err := again.Repeat(long, capture, frames); err != nil {
		b.Fatal(err)
	}
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
