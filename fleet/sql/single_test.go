package sql

import (
	"cmp"
	"database/sql"
	"encoding/binary"
	"fmt"
	"hash/maphash"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/fleet/gen/hosts"
)

// single writes the tables of cnwire export, a recorder at a time: single/TABLE/NNN-I.parquet.
func (w *trueFleet) single(t *testing.T) {
	t.Helper()
	program := filepath.Join(w.folder, "cnwire")
	build := exec.Command("go", "build", "-buildvcs=false", "-ldflags=-s -w", "-o", program, "./cmd/cnwire")
	build.Dir = "../.."
	if msg, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, msg)
	}
	paths := map[hosts.Boot][]string{}
	for _, f := range w.read() {
		paths[f.Boot] = append(paths[f.Boot], w.path(f))
	}
	var work sync.WaitGroup
	places := make(chan struct{}, 2)
	for _, k := range export.Kinds() {
		if err := os.MkdirAll(filepath.Join(w.folder, "single", k.String()), 0o777); err != nil {
			t.Fatal(err)
		}
		for i := range w.Of {
			of := &w.Of[i]
			args := []string{"export", "--table", k.String(), "-w", filepath.Join(w.folder, "single", k.String(), fmt.Sprintf("%03d-%d.parquet", part(of), i))}
			if k == export.Events {
				args = append(args, "--context")
			}
			places <- struct{}{}
			work.Go(func() {
				defer func() { <-places }()
				run := exec.Command(program, append(args, paths[of.Boot]...)...)
				if msg, err := run.CombinedOutput(); err != nil && run.ProcessState.ExitCode() != 1 { // 1 is of damaged files
					t.Errorf("%v\n%s", err, msg)
				}
			})
		}
	}
	work.Wait()
}

// read are the files of which one content is read once: under the first of its names.
func (w *trueFleet) read() (list []*hosts.File) {
	for i := range w.Files {
		list = append(list, &w.Files[i])
	}
	slices.SortFunc(list, func(a, b *hosts.File) int {
		return cmp.Or(strings.Compare(a.Boot.Boot, b.Boot.Boot), cmp.Compare(a.Recorder, b.Recorder), cmp.Compare(a.Number, b.Number), strings.Compare(a.Path, b.Path))
	})
	return slices.CompactFunc(list, func(a, b *hosts.File) bool { return a.Boot == b.Boot && a.Number == b.Number })
}

// parquetFiles is a list of Parquet files as DuckDB reads it; empty where there is none.
func parquetFiles(t *testing.T, pattern string) string {
	t.Helper()
	names, err := filepath.Glob(pattern)
	if err != nil {
		t.Fatal(err)
	}
	if len(names) == 0 {
		return ""
	}
	return "read_parquet('" + pattern + "', hive_partitioning = false)"
}

// sameAsSingle holds a table against that of cnwire export, a bucket at a time: no row is
// more often in one than in the other, to the last cell and nanosecond. Of small fleets
// DuckDB says so too, which takes times of these files in microseconds.
func (w *trueFleet) sameAsSingle(t *testing.T, db *sql.DB, k export.Kind, counted uint64) {
	t.Helper()
	var total atomic.Uint64
	var work sync.WaitGroup
	places := make(chan struct{}, 2)
	for n := range *judgedParts {
		fleet, single := fmt.Sprintf("%s/out/%s/*/bucket=%03d/*.parquet", w.folder, k, n), fmt.Sprintf("%s/single/%s/%03d-*.parquet", w.folder, k, n)
		places <- struct{}{}
		work.Go(func() {
			defer func() { <-places }()
			more := map[uint64]int{} // how often a row is in the fleet more often
			total.Add(eachHash(t, k, fleet, func(row uint64) { more[row]++ }))
			eachHash(t, k, single, func(row uint64) {
				if more[row]--; more[row] == 0 {
					delete(more, row)
				}
			})
			for row, n := range more {
				if n == 0 {
					delete(more, row)
				}
			}
			if len(more) > 0 {
				t.Errorf("%s, bucket %d: %d rows are of one side alone", k, n, len(more))
			}
		})
	}
	work.Wait()
	for n := range *judgedParts {
		fleet, single := parquetFiles(t, fmt.Sprintf("%s/out/%s/*/bucket=%03d/*.parquet", w.folder, k, n)), parquetFiles(t, fmt.Sprintf("%s/single/%s/%03d-*.parquet", w.folder, k, n))
		if fleet != "" && single != "" && (w.Events < 1_000_000 || t.Failed()) {
			noRows(t, db, fmt.Sprintf("%s, bucket %d, that cnwire export has not", k, n), "FROM "+fleet+" EXCEPT ALL FROM "+single)
			noRows(t, db, fmt.Sprintf("%s, bucket %d, that the fleet has not", k, n), "FROM "+single+" EXCEPT ALL FROM "+fleet)
		}
	}
	if n := total.Load(); n != counted || n == 0 {
		t.Errorf("%s: %d rows, counted as %d", k, n, counted)
	}
	t.Logf("%-10s %d rows", k, total.Load())
}

// noRows says how many rows a query has that should have none, and shows one.
func noRows(t *testing.T, db *sql.DB, what, query string) {
	t.Helper()
	var n int
	if err := db.QueryRow("SELECT count(*) FROM (" + query + ")").Scan(&n); err != nil {
		t.Fatalf("%v\n%s", err, query)
	}
	if n > 0 {
		t.Errorf("%d rows of %s: %s", n, what, strings.Join(ask(t, db, "SELECT * FROM ("+query+") LIMIT 1"), "\n"))
	}
}

// eachHash hands over a hash of each row of some files, of all of its cells, and returns how
// many there are.
func eachHash(t *testing.T, k export.Kind, pattern string, each func(uint64)) (count uint64) {
	names, err := filepath.Glob(pattern)
	if err != nil {
		t.Error(err)
	}
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			t.Error(err)
			continue
		}
		info, err := f.Stat()
		if err != nil {
			t.Error(err)
		}
		var b []byte
		err = export.ReadParquet(f, info.Size(), k, func(r rows.Row) error {
			b = b[:0]
			for i := range r {
				c := &r[i]
				switch {
				case !c.Is():
					continue
				case c.Kind == rows.Text || c.Kind == rows.Bytes:
					b = append(binary.AppendUvarint(append(b, byte(i)), uint64(len(c.Data))), c.Data...)
				default:
					b = binary.LittleEndian.AppendUint64(append(b, byte(i)), c.Num)
				}
			}
			each(maphash.Bytes(seed, b))
			count++
			return nil
		})
		f.Close()
		if err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	return count
}

var seed = maphash.MakeSeed()
