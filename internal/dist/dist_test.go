package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// An archive tells nothing of when and where it was made, and sums are sha256sum's.
func TestArchives(t *testing.T) {
	dir, date := t.TempDir(), time.Unix(1_000_000_000, 0)
	place := filepath.Join(dir, "place")
	out := filepath.Join(dir, "out")
	if err := os.Mkdir(out, 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(place, []byte("text"), 0o600); err != nil {
		t.Fatal(err)
	}
	files := []file{{"b", place, 0o755}, {"man/a", place, 0o644}}
	archives := map[string]func(string, string, []file, time.Time) error{"x.tar.gz": writeTar, "x.zip": writeZip}
	want := ""
	for _, name := range []string{"x.tar.gz", "x.zip"} {
		var twice [2][]byte
		for i := range twice {
			if err := archives[name](filepath.Join(out, name), "x", files, date); err != nil {
				t.Fatal(err)
			}
			twice[i], _ = os.ReadFile(filepath.Join(out, name))
			os.Chtimes(place, time.Time{}, time.Unix(int64(i), 0))
		}
		if !bytes.Equal(twice[0], twice[1]) {
			t.Errorf("%s is another one the second time", name)
		}
		want += fmt.Sprintf("%x  %s\n", sha256.Sum256(twice[0]), name)
	}
	if err := sums(out); err != nil {
		t.Fatal(err)
	}
	if got, _ := os.ReadFile(filepath.Join(out, "SHA256SUMS")); string(got) != want {
		t.Errorf("%s, want %s", got, want)
	}
	f, err := os.Open(filepath.Join(out, "x.tar.gz"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	g, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	for r, i := tar.NewReader(g), 0; i < len(files); i++ {
		h, err := r.Next()
		if err != nil || h.Name != "x/"+files[i].name || h.Mode != files[i].mode || !h.ModTime.Equal(date) || h.Uname != "root" || h.Uid != 0 {
			t.Errorf("%+v, %v", h, err)
		}
	}
	z, err := zip.OpenReader(filepath.Join(out, "x.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	if len(z.File) != 2 || z.File[1].Name != "x/man/a" || z.File[0].Mode() != 0o755 || !z.File[0].Modified.Equal(date) {
		t.Errorf("%+v", z.File)
	}
}

// The bill has what the linker wrote into the program, here that of this test.
func TestBill(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "bill.json")
	if err := bill(program, out, &release{version: "0.1.0", commit: "abc", date: time.Unix(0, 0).UTC()}); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(out)
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		BomFormat, SpecVersion string
		Metadata               struct {
			Timestamp string
			Component component
		}
		Components []component
	}
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	if got.BomFormat != "CycloneDX" || got.SpecVersion != "1.5" || got.Metadata.Timestamp != "1970-01-01T00:00:00Z" {
		t.Errorf("%+v", got)
	}
	if c := got.Metadata.Component; c.Name != "github.com/cnwire/cnwire" || c.Version != "0.1.0" || c.Type != "application" {
		t.Errorf("%+v", c)
	}
	if len(got.Components) != 1 || got.Components[0].Name != "std" { // this program imports nothing else
		t.Errorf("%+v", got.Components)
	}
}
