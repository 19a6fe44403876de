package sql

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	_ "github.com/marcboeker/go-duckdb/v2"

	"github.com/cnwire/cnwire/fleet/bucket"
	"github.com/cnwire/cnwire/fleet/gen/hosts"
)

// buckets is in how many parts the datasets of the tests are.
const buckets = 4

// dataset makes the tables of a fleet.
func dataset(t *testing.T, o hosts.Options) (out string, truth *hosts.Truth) {
	t.Helper()
	ctx, in := context.Background(), t.TempDir()
	out = filepath.Join(t.TempDir(), "out")
	truth, err := hosts.Make(in, o)
	if err != nil {
		t.Fatal(err)
	}
	if err := bucket.Settle(ctx, out, buckets); err != nil {
		t.Fatal(err)
	}
	by := map[int][]bucket.File{}
	for i := range truth.Files {
		f, err := bucket.Look(ctx, filepath.Join(in, filepath.FromSlash(truth.Files[i].Path)))
		if err != nil {
			t.Fatal(err)
		}
		n := bucket.Of(&f, buckets)
		by[n] = append(by[n], f)
	}
	for n, files := range by {
		if _, err := bucket.Run(ctx, bucket.Options{Out: out, FileSize: 1 << 20, Context: true}, n, files); err != nil {
			t.Fatal(err)
		}
	}
	return out, truth
}

// duckdb opens a dataset as the documentation says.
func duckdb(t *testing.T, out string) *sql.DB {
	t.Helper()
	db, err := sql.Open("duckdb", "")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	for _, s := range Declare(DuckDB, out) {
		if _, err := db.Exec(s); err != nil {
			t.Fatalf("%v\n%s", err, s)
		}
	}
	return db
}

// ask returns the rows of a query, the cells with tabs between them, and \N for none.
func ask(t *testing.T, db *sql.DB, query string) (lines []string) {
	t.Helper()
	rows, err := db.Query(query)
	if err != nil {
		t.Fatalf("%v\n%s", err, query)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		cells := make([]any, len(names))
		for i := range cells {
			cells[i] = new(any)
		}
		if err := rows.Scan(cells...); err != nil {
			t.Fatal(err)
		}
		var line []string
		for _, c := range cells {
			if v := *c.(*any); v == nil {
				line = append(line, `\N`)
			} else {
				line = append(line, fmt.Sprint(v))
			}
		}
		lines = append(lines, strings.Join(line, "\t"))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return lines
}
