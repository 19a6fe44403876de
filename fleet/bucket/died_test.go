package bucket

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"

	"github.com/cnwire/cnwire/fleet/gen/hosts"
)

// made makes the captures of a small fleet, with rings, twins and damage.
func made(t *testing.T) (folder string, truth *hosts.Truth) {
	t.Helper()
	folder = t.TempDir()
	truth, err := hosts.Make(folder, hosts.Default(8, 300))
	if err != nil {
		t.Fatal(err)
	}
	return folder, truth
}

// some are the paths of the captures of a fleet that a test chooses.
func some(folder string, truth *hosts.Truth, of func(*hosts.File) bool) (paths []string) {
	for i := range truth.Files {
		if of(&truth.Files[i]) {
			paths = append(paths, filepath.Join(folder, truth.Files[i].Path))
		}
	}
	return paths
}

// early and late are the captures of two days; some are in both.
func early(f *hosts.File) bool { return f.Number < 2 }
func late(f *hosts.File) bool  { return f.Number > 0 }

// buckets is in how many parts the hosts of these tests are.
const buckets = 3

// work does all buckets of some captures, and goes on where one fails.
func work(t *testing.T, out string, paths ...string) (all Counts, failures []error) {
	t.Helper()
	var of [buckets][]File
	for _, path := range paths {
		f, err := Look(context.Background(), path)
		if err != nil {
			failures = append(failures, err)
			continue
		}
		n := Of(&f, buckets)
		of[n] = append(of[n], f)
	}
	for n, files := range of {
		if len(files) == 0 {
			continue
		}
		e, err := Run(context.Background(), Options{Out: out, FileSize: 64 << 10}, n, files)
		if err != nil {
			failures = append(failures, err)
			continue
		}
		all.Add(&e.Counts)
	}
	return all, failures
}

// well is work that may not fail.
func well(t *testing.T, out string, paths ...string) Counts {
	t.Helper()
	all, failures := work(t, out, paths...)
	if len(failures) > 0 {
		t.Fatal(failures)
	}
	return all
}

// dies is work of which each bucket dies at a step.
func dies(t *testing.T, at, out string, paths ...string) {
	t.Helper()
	Fault = func(step string) error {
		if step == at {
			return errors.New("died by the test")
		}
		return nil
	}
	defer func() { Fault = nil }()
	if _, failures := work(t, out, paths...); len(failures) == 0 {
		t.Fatalf("nothing died at %s", at)
	}
}

// messages is how often each row of the events is there, by what tells messages apart: a
// request and its answer have a seq of their own.
func messages(t *testing.T, out string) map[string]int {
	t.Helper()
	there := map[string]int{}
	err := filepath.WalkDir(out+"/events", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		r := parquet.NewReader(f)
		defer r.Close()
		place := map[int]int{}
		for i, name := range []string{"host", "time", "cpu", "seq", "nlmsg_pid"} {
			leaf, ok := r.Schema().Lookup(name)
			if !ok {
				return errors.New("no column " + name)
			}
			place[leaf.ColumnIndex] = i
		}
		buf := make([]parquet.Row, 64)
		for {
			n, err := r.ReadRows(buf)
			for _, row := range buf[:n] {
				var id [5]string
				for _, v := range row {
					if i, ok := place[v.Column()]; ok {
						id[i] = v.String()
					}
				}
				there[strings.Join(id[:], " ")]++
			}
			if errors.Is(err, io.EOF) {
				break
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return there
}

// eachOnce holds the events against how many messages there are.
func eachOnce(t *testing.T, out string, want int) {
	t.Helper()
	there, twice := messages(t, out), 0
	for _, n := range there {
		if n > 1 {
			twice++
		}
	}
	if twice > 0 || len(there) != want {
		t.Errorf("%d messages are in the tables, of %d; %d are there twice", len(there), want, twice)
	}
}

// Work that died when its entry stood, and before it took away the word that it was begun,
// was done: a run over other captures leaves its rows.
func TestEnded(t *testing.T) {
	folder, truth := made(t)
	out := t.TempDir()
	dies(t, "ended", out, some(folder, truth, early)...)
	if counts := well(t, out, some(folder, truth, late)...); counts.Earlier == 0 || counts.Files == 0 {
		t.Errorf("%+v: nothing was there already, or all", counts)
	}
	eachOnce(t, out, truth.Events)
}

// Work that died before it removed what it replaces left both: the next run, over other
// captures, ends that first.
func TestSettle(t *testing.T) {
	folder, truth := made(t)
	out := t.TempDir()
	first := some(folder, truth, func(f *hosts.File) bool { return f.Number == 0 })
	well(t, out, first...)
	dies(t, "settle", out, some(folder, truth, early)...)
	well(t, out, some(folder, truth, late)...)
	eachOnce(t, out, truth.Events)
}

// The same where the work that replaces was there already.
func TestSettleAgain(t *testing.T) {
	folder, truth := made(t)
	out := t.TempDir()
	first := some(folder, truth, func(f *hosts.File) bool { return f.Number == 0 })
	well(t, out, first...)
	dies(t, "settle", out, some(folder, truth, early)...)
	dies(t, "settle", out, some(folder, truth, early)...)
	well(t, out, some(folder, truth, early)...)
	well(t, out, some(folder, truth, late)...)
	eachOnce(t, out, truth.Events)
}

// What an older edition made has another name, so that it is made anew.
func TestEdition(t *testing.T) {
	folder, truth := made(t)
	f, err := Look(context.Background(), some(folder, truth, early)[0])
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Out: t.TempDir(), FileSize: 64 << 10}
	list, _ := streams([]File{f})
	e, err := Run(context.Background(), o, 0, []File{f})
	if err != nil || e.Name != o.name(0, edition, list) || e.Name == o.name(0, edition-1, list) {
		t.Errorf("%v, %v", e, err)
	}
}
