package bucket

import (
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"

	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/fleet/gen/hosts"
)

// A capture that is there whole and damaged in the middle, as of an upload that broke and
// went on, or damaged in two places, is there once: requests too, which no rule of the
// protocol takes for copies.
func TestOverlap(t *testing.T) {
	files, truth := all(t, hosts.Plain(6, 400))
	r := rand.New(rand.NewPCG(1, 2))
	hurt := func(path string, from, to int) File {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for i := len(b) * from / 100; i < len(b)*to/100; i++ {
			b[i] = byte(r.Uint32())
		}
		f, err := Look(context.Background(), store(t, t.TempDir(), filepath.Base(path)+".hurt", b))
		if err != nil {
			t.Fatal(err)
		}
		return f
	}
	var twice, halves []File
	for _, f := range files {
		twice = append(twice, f, hurt(f.Path, 40, 50))
		halves = append(halves, hurt(f.Path, 20, 30), hurt(f.Path, 60, 70))
	}
	for what, list := range map[string][]File{"whole": files, "whole and damaged": twice, "damaged in two places": halves} {
		e, err := Run(context.Background(), Options{Out: t.TempDir(), FileSize: 1 << 20}, 0, list)
		if err != nil {
			t.Fatal(err)
		}
		got := e.Counts.Rows
		if got[export.Events] != uint64(truth.Events) || got[export.Pairs] != uint64(len(truth.Pairs)) || got[export.Processes] < uint64(len(truth.Lives)) || got[export.Losses] != 0 {
			t.Errorf("%s: %v rows, of %d messages, %d requests and %d lives", what, got, truth.Events, len(truth.Pairs), len(truth.Lives))
		}
		if e.Counts.Wrong != len(list)-len(files) && what != "damaged in two places" || what == "damaged in two places" && e.Counts.Wrong != len(list) {
			t.Errorf("%s: %d files are wrong", what, e.Counts.Wrong)
		}
	}
}
