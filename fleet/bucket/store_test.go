package bucket

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"
	_ "github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem/memfs"

	"github.com/cnwire/cnwire/fleet/gen/hosts"
)

// A file of a store stands under its name when it is whole, in its place when it is
// renamed, whatever stood there, and nowhere when it is abandoned.
func TestStore(t *testing.T) {
	ctx := context.Background()
	for _, folder := range []string{t.TempDir() + "/a/b", "memfs://store/a/b"} {
		place := folder + "/x.json"
		for _, text := range []string{"one", "two"} {
			f, err := create(ctx, place)
			if err != nil {
				t.Fatal(err)
			}
			defer f.Abandon()
			if _, err := f.Write([]byte(text)); err != nil {
				t.Fatal(err)
			}
			if got, err := get(ctx, place); err == nil && string(got) == text {
				t.Errorf("%s is there before it is whole", place)
			}
			if err := f.Finish(); err != nil {
				t.Fatal(err)
			}
			if err := f.Rename(); err != nil {
				t.Fatal(err)
			}
			if got, err := get(ctx, place); err != nil || string(got) != text {
				t.Errorf("%s: %q, %v", place, got, err)
			}
		}
		lost, err := create(ctx, folder+"/y.json")
		if err != nil {
			t.Fatal(err)
		}
		lost.Write([]byte("three"))
		lost.Abandon()
		if names, err := list(ctx, folder, ".json"); err != nil || !slices.Equal(names, []string{"x.json"}) {
			t.Errorf("%s: %q, %v", folder, names, err)
		}
		if names, err := list(ctx, folder, ""); err != nil || len(names) != 1 {
			t.Errorf("%s: %q is left, %v", folder, names, err)
		}
		if !stands(ctx, place) {
			t.Errorf("%s is said to be gone", place)
		}
		if err := remove(ctx, place); err != nil {
			t.Fatal(err)
		}
		if stands(ctx, place) {
			t.Errorf("%s is said to be there", place)
		}
		if names, err := list(ctx, folder, ".json"); err != nil || len(names) != 0 {
			t.Errorf("%s: %q, %v", folder, names, err)
		}
	}
}

// far puts the captures of a fleet into a filesystem of Beam's.
func far(t *testing.T, in, folder string, truth *hosts.Truth) (paths []string) {
	t.Helper()
	ctx := context.Background()
	for i := range truth.Files {
		path := in + "/" + truth.Files[i].Path
		content, err := os.ReadFile(filepath.Join(folder, truth.Files[i].Path))
		if err != nil {
			t.Fatal(err)
		}
		store, err := filesystem.New(ctx, path)
		if err != nil {
			t.Fatal(err)
		}
		if err := filesystem.Write(ctx, store, path, content); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}

// From and into a filesystem of Beam's the files are the same, byte for byte, as from and
// into folders.
func TestObjects(t *testing.T) {
	ctx := context.Background()
	folder := t.TempDir()
	truth, err := hosts.Make(folder, hosts.Default(3, 200))
	if err != nil {
		t.Fatal(err)
	}
	var entries [2]*Entry
	outs := [2]string{t.TempDir(), "memfs://out"}
	for n, paths := range [][]string{some(folder, truth, func(*hosts.File) bool { return true }), far(t, "memfs://in", folder, truth)} {
		var files []File
		for _, path := range paths {
			f, err := Look(ctx, path)
			if err != nil || f.Wrong != "" {
				t.Fatal(err, f.Wrong)
			}
			files = append(files, f)
		}
		if entries[n], err = Run(ctx, Options{Out: outs[n], FileSize: 1 << 20}, 0, files); err != nil {
			t.Fatal(err)
		}
	}
	if len(entries[0].Outputs) != len(entries[1].Outputs) || len(entries[0].Outputs) < 4 {
		t.Fatalf("%d and %d files", len(entries[0].Outputs), len(entries[1].Outputs))
	}
	for i, o := range entries[0].Outputs {
		other := entries[1].Outputs[i]
		if strings.HasPrefix(o.Place, "notes/") { // which name files
			continue
		}
		a, errA := get(ctx, outs[0]+"/"+o.Place)
		b, errB := get(ctx, outs[1]+"/"+other.Place)
		if errA != nil || errB != nil || len(a) == 0 || !slices.Equal(a, b) {
			t.Errorf("%s: %d and %d bytes, %v %v", o.Place, len(a), len(b), errA, errB)
		}
	}
}
