package sql

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"flag"
	"fmt"
	random "math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"
	"github.com/apache/beam/sdks/v2/go/pkg/beam/x/beamx"

	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/fleet/bucket"
	"github.com/cnwire/cnwire/fleet/gen/hosts"
	"github.com/cnwire/cnwire/fleet/pipeline"
)

// How large the fleet is that TestJudged judges: `make fleet-judged` has 1 000 hosts.
var (
	judgedHosts  = flag.Int("hosts", 24, "hosts of TestJudged")
	judgedEvents = flag.Int("events", 400, "messages of each")
	judgedParts  = flag.Int("buckets", 5, "buckets of it")
	judgedFaults = flag.Int("faults", 30, "one step of so many fails")
)

// Beam wants to be begun before anything is put together.
func TestMain(m *testing.M) {
	flag.Parse()
	beam.Init()
	os.Exit(m.Run())
}

// A fleet of which some files are damaged, there twice, split, of two recorders of a host
// and in any order, made into tables by work that fails at random and is done again, has
// row for row the tables of cnwire export, a recorder at a time, and what happened by the
// truth. It is compared a bucket at a time, so it may be as large as one likes.
func TestJudged(t *testing.T) {
	folder := t.TempDir()
	w := &trueFleet{folder: folder}
	began := time.Now()
	told := func(what string) {
		t.Logf("%-30s %8.1f s", what, time.Since(began).Seconds())
		began = time.Now()
	}
	w.make(t)
	told(fmt.Sprintf("%d files, %d messages", len(w.Files), w.Events))
	tries, counts := failingRun(t, w, filepath.Join(folder, "out"))
	told(fmt.Sprintf("fleet, %d tries", tries))
	if tries < 4 || counts.Wrong == 0 || counts.Twins == 0 || counts.Files+counts.Twins != len(w.Files) {
		t.Errorf("%d tries, %+v: too few failed, or nothing is damaged, twice or missing", tries, counts)
	}
	w.single(t)
	told("cnwire export")
	db, err := sql.Open("duckdb", "")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, s := range []string{"SET memory_limit = '3GB'", "SET threads = 2", "SET temp_directory = '" + folder + "/duckdb'"} {
		if _, err := db.Exec(s); err != nil {
			t.Fatal(err)
		}
	}
	for _, k := range export.Kinds() {
		w.sameAsSingle(t, db, k, counts.Rows[k])
		told(k.String() + " beside cnwire export")
	}
	w.sameAsTruth(t, db)
	told("the truth")
}

// failingRun runs the fleet on Prism, with names in another order each time, until nothing
// fails. Prism ends a job with the first bundle that fails, so this is who tries again.
func failingRun(t *testing.T, w *trueFleet, out string) (tries int, all bucket.Counts) {
	t.Helper()
	r, failed := random.New(random.NewPCG(3, 4)), map[string]int{}
	var lock sync.Mutex
	bucket.Fault = func(step string) error {
		lock.Lock()
		defer lock.Unlock()
		if r.IntN(*judgedFaults) > 0 {
			return nil
		}
		failed[step]++
		return errors.New("failed by the test at a " + step)
	}
	defer func() { bucket.Fault = nil }()
	var names []string
	for i := range w.Files {
		names = append(names, w.path(&w.Files[i]))
	}
	ctx := context.Background()
	if err := bucket.Settle(ctx, out, *judgedParts); err != nil {
		t.Fatal(err)
	}
	for {
		random.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		o := pipeline.Options{Options: bucket.Options{Out: out, FileSize: 256 << 20, Context: true}, Buckets: *judgedParts, Run: rand.Text()}
		p, s := beam.NewPipelineWithRoot()
		pipeline.Build(s, o, names)
		tries++
		err := beamx.Run(ctx, p)
		switch {
		case err == nil:
			reports, err := bucket.Reports(ctx, out, o.Run)
			if err != nil {
				t.Fatal(err)
			}
			for i := range reports {
				all.Add(&reports[i].Counts)
			}
			t.Logf("failures by step: %v", failed)
			return tries, all
		case !strings.Contains(err.Error(), "failed by the test"):
			t.Fatal(err)
		case tries == 10_000:
			t.Fatal("it never ends")
		}
	}
}

// trueFleet is the captures and what happened.
type trueFleet struct {
	folder string
	*hosts.Truth
}

func (w *trueFleet) path(f *hosts.File) string {
	return filepath.Join(w.folder, "in", filepath.FromSlash(f.Path))
}

// part is the bucket of a recording.
func part(r *hosts.Recording) int { return bucket.Of(&bucket.File{ID: r.ID}, *judgedParts) }
