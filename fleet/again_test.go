package main

import (
	"context"
	"errors"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/fleet/bucket"
	"github.com/cnwire/cnwire/fleet/gen/hosts"
)

// small is a fleet for what runs often.
func small(t *testing.T) (w *world, pattern, want string) {
	t.Helper()
	w = made(t, hosts.Default(8, 300))
	want = filepath.Join(t.TempDir(), "want")
	pattern = w.folder + "/**/*.pcapng*"
	must(t, options(t, want), pattern)
	return w, pattern, want
}

// sameDatasets holds all tables of two outputs together, and what else lies there.
func sameDatasets(t *testing.T, got, want string) {
	t.Helper()
	for _, k := range export.Kinds() {
		same(t, k.String(), lines(table(t, got, k)), lines(table(t, want, k)))
	}
	err := filepath.WalkDir(got, func(path string, d fs.DirEntry, err error) error {
		if strings.HasPrefix(d.Name(), ".cnwire-") || strings.HasSuffix(path, ".begun") {
			t.Errorf("%s is left", path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// failing has each step fail the first time, and then at random, one of so many.
func failing(t *testing.T, one int) (failed func() map[string]int) {
	t.Helper()
	r, counts := rand.New(rand.NewPCG(3, 4)), map[string]int{}
	var lock sync.Mutex
	bucket.Fault = func(step string) error {
		lock.Lock()
		defer lock.Unlock()
		if counts[step] > 0 && r.IntN(one) > 0 {
			return nil
		}
		counts[step]++
		return errors.New("failed by the test at a " + step)
	}
	t.Cleanup(func() { bucket.Fault = nil })
	return func() map[string]int { lock.Lock(); defer lock.Unlock(); return counts }
}

// Work that fails, at random too, in the middle of a stream, between two renames, behind them,
// and is done again until it does not, leaves each row once. Prism (Beam 2.77.0) ends a
// job with its first bundle that fails, so the test is who tries again.
func TestFailures(t *testing.T) {
	_, pattern, want := small(t)
	out := filepath.Join(t.TempDir(), "out")
	failed := failing(t, 12)
	tries := 0
	for {
		o := options(t, out)
		if _, err := play(t, o, pattern); err == nil {
			break
		} else if !strings.Contains(err.Error(), "failed by the test") {
			t.Fatal(err)
		}
		if tries++; tries > 200 {
			t.Fatal("it never ends")
		}
	}
	if n := failed(); tries < 3 || n["rename"] == 0 || n["frame"] == 0 {
		t.Errorf("%d tries, failures %v: too few to tell", tries, n)
	}
	sameDatasets(t, out, want)
}

// Several workers at the same bucket at once, of which some fail, leave each row once.
func TestSpeculation(t *testing.T) {
	w, _, want := small(t)
	out := filepath.Join(t.TempDir(), "out")
	failing(t, 12)
	o := options(t, out)
	byBucket := map[int][]bucket.File{}
	for i := range w.Files {
		f, err := bucket.Look(context.Background(), w.path(&w.Files[i]))
		if err != nil {
			t.Fatal(err)
		}
		n := bucket.Of(&f, o.Buckets)
		byBucket[n] = append(byBucket[n], f)
	}
	for n, files := range byBucket {
		var work sync.WaitGroup
		for range 3 {
			work.Go(func() {
				for range 100 {
					if _, err := bucket.Run(context.Background(), o.Options, n, files); err == nil {
						return
					}
				}
				t.Error("it never ends")
			})
		}
		work.Wait()
	}
	sameDatasets(t, out, want)
}

// A run over what was read already changes nothing, not even the files.
func TestTwice(t *testing.T) {
	_, pattern, want := small(t)
	before := places(t, want)
	counts := must(t, options(t, want), pattern)
	if counts.Frames == 0 || counts.Outputs != 0 || counts.Written != 0 || counts.There == 0 {
		t.Errorf("%+v: the counts of the run before are gone, or told as if it wrote", counts)
	}
	after := places(t, want)
	for path, at := range before {
		if strings.HasSuffix(path, ".parquet") && after[path] != at {
			t.Errorf("%s was written again", path)
		}
	}
}

// places are the files of a dataset, and when they were written.
func places(t *testing.T, out string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(out, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			info, err := os.Stat(path)
			if err != nil {
				return err
			}
			all[path] = info.ModTime().String()
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// Captures that come late are read with those before, whose rows they replace: the tables
// are as if all had been there.
func TestLate(t *testing.T) {
	w, pattern, want := small(t)
	out := filepath.Join(t.TempDir(), "out")
	var early []string
	for i := range w.Files {
		if i%3 > 0 {
			early = append(early, w.path(&w.Files[i]))
		}
	}
	must(t, options(t, out), early...)
	must(t, options(t, out), pattern)
	sameDatasets(t, out, want)
}

// A run over other captures adds to what is there: no message is in the tables twice,
// though some captures are read in both, and none is missing.
func TestDays(t *testing.T) {
	w, _, _ := small(t)
	out := filepath.Join(t.TempDir(), "out")
	var first, second []string
	for i := range w.Files {
		if n := w.Files[i].Number; n < 2 {
			first = append(first, w.path(&w.Files[i]))
		}
		if n := w.Files[i].Number; n > 0 {
			second = append(second, w.path(&w.Files[i]))
		}
	}
	must(t, options(t, out), first...)
	counts := must(t, options(t, out), second...)
	if counts.Earlier == 0 || counts.Files == 0 {
		t.Errorf("%+v: nothing was there already, or all", counts)
	}
	events := table(t, out, export.Events)
	there := map[string]bool{}
	for _, r := range events {
		// A request and its answer have a seq of their own.
		id := strings.Join([]string{r["host"], r["time"], r["cpu"], r["seq"], r["nlmsg_pid"]}, " ")
		if there[id] {
			t.Errorf("twice: %v", r)
		}
		there[id] = true
	}
	if len(events) != w.Events {
		t.Errorf("%d messages, there are %d", len(events), w.Events)
	}
}

// A capture that went up while it was written, and again when it was whole, under another
// name and compressed, is there once; a request that both have is no second one.
func TestHalf(t *testing.T) {
	w, pattern, want := small(t)
	for i := range w.Files {
		f := &w.Files[i]
		content := plain(t, w.path(f))
		if f.Damage != "" {
			continue
		}
		name := filepath.Join(w.folder, "half", filepath.Base(f.Path))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(strings.TrimSuffix(name, ".gz"), content[:len(content)*2/3], 0o666); err != nil {
			t.Fatal(err)
		}
	}
	out := filepath.Join(t.TempDir(), "out")
	if counts := must(t, options(t, out), pattern); counts.Twins < len(w.Files)/2 {
		t.Errorf("%+v: nothing was left out", counts)
	}
	sameDatasets(t, out, want)
}

// What an attempt left that had its files in their places and died before it said so goes
// when a run over other captures comes.
func TestBegun(t *testing.T) {
	w, pattern, want := small(t)
	out := filepath.Join(t.TempDir(), "out")
	bucket.Fault = func(step string) error {
		if step == "entry" {
			return errors.New("failed by the test")
		}
		return nil
	}
	t.Cleanup(func() { bucket.Fault = nil })
	if _, err := play(t, options(t, out), w.path(&w.Files[0]), w.path(&w.Files[1])); err == nil {
		t.Fatal("it did not fail")
	}
	if len(table(t, out, export.Events)) == 0 {
		t.Fatal("nothing was left")
	}
	bucket.Fault = nil
	must(t, options(t, out), pattern)
	sameDatasets(t, out, want)
}
