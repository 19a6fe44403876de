package main

import (
	"context"
	"crypto/rand"
	"errors"
	"flag"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"
	"github.com/parquet-go/parquet-go"

	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/fleet/bucket"
	"github.com/cnwire/cnwire/fleet/gen/hosts"
	"github.com/cnwire/cnwire/fleet/pipeline"
)

// Beam wants to be begun before anything is put together, in workers for good.
func TestMain(m *testing.M) {
	flag.Parse()
	beam.Init()
	status := m.Run()
	os.RemoveAll(built.folder)
	os.Exit(status)
}

// world is a fleet's captures, and the truth.
type world struct {
	folder string
	*hosts.Truth
}

// made makes the captures of a small fleet.
func made(t *testing.T, o hosts.Options) *world {
	t.Helper()
	w := &world{folder: t.TempDir()}
	var err error
	if w.Truth, err = hosts.Make(w.folder, o); err != nil {
		t.Fatal(err)
	}
	return w
}

// path is where a file of the truth stands.
func (w *world) path(f *hosts.File) string {
	return filepath.Join(w.folder, filepath.FromSlash(f.Path))
}

// options are those of a small dataset: files so small that there are several.
func options(t *testing.T, out string) pipeline.Options {
	t.Helper()
	return pipeline.Options{Options: bucket.Options{Out: out, FileSize: 64 << 10, Context: true}, Buckets: 3, Run: rand.Text()}
}

// play runs the pipeline on Prism.
func play(t *testing.T, o pipeline.Options, inputs ...string) ([]bucket.Entry, error) {
	t.Helper()
	p, s := beam.NewPipelineWithRoot()
	pipeline.Build(s, o, inputs)
	if err := beamx.Run(context.Background(), p); err != nil {
		return nil, err
	}
	return bucket.Reports(context.Background(), o.Out, o.Run)
}

// must plays what cannot fail, and returns the sums.
func must(t *testing.T, o pipeline.Options, inputs ...string) (all bucket.Counts) {
	t.Helper()
	reports, err := play(t, o, inputs...)
	if err != nil {
		t.Fatal(err)
	}
	for i := range reports {
		all.Add(&reports[i].Counts)
	}
	return all
}

// row is a row of a table, by the names of its columns; what is missing has none.
type row map[string]string

// table reads a table of a dataset.
func table(t *testing.T, out string, k export.Kind) (list []row) {
	t.Helper()
	err := filepath.WalkDir(filepath.Join(out, k.String()), func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			if filepath.Ext(path) != ".parquet" {
				t.Errorf("%s is left", path)
			}
			list = append(list, parquetRows(t, path)...)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// parquetRows reads a Parquet file by the library alone.
func parquetRows(t *testing.T, path string) (list []row) {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		t.Fatal(err)
	}
	file, err := parquet.OpenFile(f, info.Size())
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	fields := file.Schema().Fields()
	for _, g := range file.RowGroups() {
		rows := g.Rows()
		buf := make([]parquet.Row, 64)
		for {
			n, err := rows.ReadRows(buf)
			for _, r := range buf[:n] {
				m := row{}
				for _, v := range r {
					if !v.IsNull() {
						m[fields[v.Column()].Name()] = v.String()
					}
				}
				list = append(list, m)
			}
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
		}
		rows.Close()
	}
	return list
}

// lines are rows as texts, sorted, so that two tables can be held together.
func lines(list []row) (all []string) {
	for _, r := range list {
		var cells []string
		for name, cell := range r {
			cells = append(cells, name+"="+cell)
		}
		slices.Sort(cells)
		all = append(all, strings.Join(cells, " "))
	}
	slices.Sort(all)
	return all
}

// same holds two tables together and shows the first rows that are of one alone.
func same(t *testing.T, what string, got, want []string) {
	t.Helper()
	if slices.Equal(got, want) {
		return
	}
	t.Errorf("%s: %d rows, want %d", what, len(got), len(want))
	for _, side := range []struct {
		sign string
		a, b []string
	}{{"only there", got, want}, {"missing", want, got}} {
		shown := 0
		for _, line := range side.a {
			if _, ok := slices.BinarySearch(side.b, line); !ok && shown < 2 {
				t.Errorf("%s: %s", side.sign, line)
				shown++
			}
		}
	}
}

// command builds cnwire, once.
func command(t *testing.T) string {
	t.Helper()
	built.Do(func() {
		folder, err := os.MkdirTemp("", "cnwire-fleet-test-")
		if err != nil {
			t.Fatal(err)
		}
		built.folder = folder
		build := exec.Command("go", "build", "-buildvcs=false", "-ldflags=-s -w", "-o", folder, "./cmd/cnwire")
		build.Dir = ".."
		if msg, err := build.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, msg)
		}
	})
	return filepath.Join(built.folder, "cnwire")
}

// built is where it stands until the tests are over.
var built struct {
	sync.Once
	folder string
}
