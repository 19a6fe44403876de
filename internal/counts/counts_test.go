package main

import (
	"bytes"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// What is written is read again.
func TestFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "counts")
	list := counts{{"codec", 620}, {"text", 6281}}
	if err := list.write(name); err != nil {
		t.Fatal(err)
	}
	got, version, err := read(name)
	if err != nil || version != runtime.Version() || !slices.Equal(got, list) {
		t.Errorf("%v %s %v", got, version, err)
	}
}

// More than the tolerance is an error, less is not, and a path that came or went is.
func TestCompare(t *testing.T) {
	expected := counts{{"codec", 1000}, {"text", 6000}}
	for _, c := range []struct {
		got       counts
		says, err string
	}{
		{counts{{"codec", 1030}, {"text", 6000}}, "+3.0 %\n", ""},
		{counts{{"codec", 1031}, {"text", 6000}}, "more than expected", "1 paths take more"},
		{counts{{"codec", 1000}, {"text", 5000}}, "1 paths got faster", ""},
		{counts{{"codec", 1000}}, "", "1 paths, and 2 are expected"},
		{counts{{"codec", 1000}, {"json", 6000}}, "", "json comes where text is expected"},
	} {
		var w bytes.Buffer
		err := c.got.compare(&w, expected)
		if (err == nil) != (c.err == "") || err != nil && !strings.HasPrefix(err.Error(), c.err) || !strings.Contains(w.String(), c.says) {
			t.Errorf("%v: %v\n%s", c.got, err, w.String())
		}
	}
}

// Each path does its work, and the file has them all.
func TestPaths(t *testing.T) {
	list, _, err := read("counts.txt")
	if err != nil || len(list) != len(paths) {
		t.Fatal(list, err)
	}
	for i, p := range paths {
		prepare(p.name)()
		if list[i].path != p.name || p.units() < 1000 {
			t.Errorf("%s: the file has %v; %d units", p.name, list[i], p.units())
		}
	}
}
