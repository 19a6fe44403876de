package bucket

import (
	"bytes"
	"io"
	"os"
	"path/filepath"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/cnwire/cnwire/fleet/gen/hosts"
)

// nameless makes captures that do not say whose they are, and what each holds.
func nameless(t *testing.T) (truth *hosts.Truth, paths []string, content [][]byte) {
	t.Helper()
	folder := t.TempDir()
	o := hosts.Default(12, 200)
	o.Hostless, o.Duplicates, o.Cut, o.Garbage = 1000, 0, 0, 0
	truth, err := hosts.Make(folder, o)
	if err != nil {
		t.Fatal(err)
	}
	paths = some(folder, truth, func(*hosts.File) bool { return true })
	for _, path := range paths {
		b, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if filepath.Ext(path) == ".gz" {
			z, err := gzip.NewReader(bytes.NewReader(b))
			if err != nil {
				t.Fatal(err)
			}
			if b, err = io.ReadAll(z); err != nil {
				t.Fatal(err)
			}
		}
		content = append(content, b)
	}
	return truth, paths, content
}

// store writes a file below a folder.
func store(t *testing.T, folder, path string, b []byte) string {
	t.Helper()
	path = filepath.Join(folder, filepath.Base(path))
	if err := os.WriteFile(path, b, 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// Of captures that do not say whose they are, those with the same content are one, under
// two names and compressed, in one run and in two.
func TestHostlessTwins(t *testing.T) {
	truth, paths, content := nameless(t)
	z, err := zstd.NewWriter(nil)
	if err != nil {
		t.Fatal(err)
	}
	var twins []string
	folder := t.TempDir()
	for i, path := range paths {
		twins = append(twins, store(t, folder, path+".zst", z.EncodeAll(content[i], nil)))
	}
	together, apart := t.TempDir(), t.TempDir()
	if counts := well(t, together, append(twins, paths...)...); counts.Twins != len(twins) || counts.Files != len(paths) {
		t.Errorf("%+v of %d files and as many twins", counts, len(paths))
	}
	eachOnce(t, together, truth.Events)
	well(t, apart, paths...)
	if counts := well(t, apart, twins...); counts.Earlier+counts.Files != len(twins) {
		t.Errorf("%+v of %d twins", counts, len(twins))
	}
	eachOnce(t, apart, truth.Events)
}

// One that went up while it was written is the beginning of the whole one, beside it or
// in the same place later.
func TestHostlessHalf(t *testing.T) {
	truth, paths, content := nameless(t)
	var halves []string
	folder := t.TempDir()
	for i, path := range paths {
		halves = append(halves, store(t, folder, path+".half", content[i][:len(content[i])*2/3]))
	}
	beside, place := t.TempDir(), t.TempDir()
	if counts := well(t, beside, append(halves, paths...)...); counts.Twins != len(halves) {
		t.Errorf("%+v of %d halves", counts, len(halves))
	}
	eachOnce(t, beside, truth.Events)
	well(t, place, halves...)
	for i := range halves {
		store(t, folder, halves[i], content[i])
	}
	well(t, place, halves...)
	eachOnce(t, place, truth.Events)
}
