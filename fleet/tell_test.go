package main

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/fleet/bucket"
	"github.com/cnwire/cnwire/fleet/pipeline"
)

// What is missing of the tables is said, and is wrong; what is as it should be is not.
func TestTell(t *testing.T) {
	for _, c := range []struct {
		of    bucket.Entry
		said  string
		wrong bool
	}{
		{bucket.Entry{Counts: bucket.Counts{Files: 3, Outputs: 2}}, "2 files written", false},
		{bucket.Entry{Counts: bucket.Counts{Files: 3, There: 2}}, "0 files written, 0 bytes\n2 files were already there", false},
		{bucket.Entry{Counts: bucket.Counts{Wrong: 1}}, "1 files are damaged", true},
		{bucket.Entry{Counts: bucket.Counts{Longer: 1}, Longer: []string{"x has more"}}, "x has more\n1 files are longer", true},
		{bucket.Entry{Nothing: "in/*"}, "no file is named in/*", true},
	} {
		var b strings.Builder
		if wrong := tell(&b, []bucket.Entry{c.of}); wrong != c.wrong || !strings.Contains(b.String(), c.said) {
			t.Errorf("%+v: %v\n%s", c.of, wrong, b.String())
		}
	}
}

// A command line that means nothing is said before anything is begun, with what is wrong.
func TestUsage(t *testing.T) {
	in := []string{"in/*"}
	good := func() pipeline.Options {
		return pipeline.Options{Options: bucket.Options{Out: "out", FileSize: 1}, Buckets: 1}
	}
	for want, change := range map[string]func(*pipeline.Options){
		"":                func(*pipeline.Options) {},
		"name what":       func(o *pipeline.Options) { o.Out = "" },
		"--buckets 0: ":   func(o *pipeline.Options) { o.Buckets = 0 },
		"--file_size 0: ": func(o *pipeline.Options) { o.FileSize = 0 },
		"--at_once -1: ":  func(o *pipeline.Options) { o.Workers = -1 },
	} {
		o := good()
		change(&o)
		if got := usage(&o, in, nil); !strings.HasPrefix(got, want) || want == "" && got != "" {
			t.Errorf("%q, want %q", got, want)
		}
	}
	o := good()
	if got := usage(&o, nil, nil); !strings.HasPrefix(got, "name what") {
		t.Errorf("%q", got)
	}
	if got := usage(&o, in, []string{"x.pcapng"}); !strings.HasPrefix(got, "x.pcapng is no flag") {
		t.Errorf("%q", got)
	}
}

// A pattern that names no file is wrong beside one that names some, and an error alone.
func TestNothing(t *testing.T) {
	w, pattern, _ := small(t)
	o := options(t, filepath.Join(t.TempDir(), "out"))
	if err := os.MkdirAll(w.folder+"/empty", 0o777); err != nil {
		t.Fatal(err)
	}
	reports, err := play(t, o, pattern, w.folder+"/empty/*")
	if err != nil {
		t.Fatal(err)
	}
	nothing := 0
	for _, e := range reports {
		if e.Nothing == w.folder+"/empty/*" {
			nothing++
		}
	}
	if nothing != 1 || len(reports) < 2 {
		t.Errorf("%d reports, %d of them of the pattern that names nothing", len(reports), nothing)
	}
	o.Out = filepath.Join(t.TempDir(), "other")
	if _, err := run(context.Background(), o, []string{w.folder + "/empty/*"}); err == nil || !strings.Contains(err.Error(), "no file is named") {
		t.Error(err)
	}
}

// What runs wrote for who waits for them is gone when it was told, that of runs that died
// too.
func TestTold(t *testing.T) {
	w, pattern, _ := small(t)
	o := options(t, filepath.Join(t.TempDir(), "out"))
	died := o.Out + "/_fleet/runs/died-001.json"
	if err := os.MkdirAll(filepath.Dir(died), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(died, []byte("{}"), 0o666); err != nil {
		t.Fatal(err)
	}
	wrong, err := run(context.Background(), o, []string{pattern, w.path(&w.Files[0])})
	if err != nil || !wrong {
		t.Error(wrong, err)
	}
	left, err := os.ReadDir(filepath.Dir(died))
	if err != nil || len(left) > 0 {
		t.Errorf("%v are left, %v", left, err)
	}
}

// Of a failed run the error is what went wrong in a step, with the pattern that was given,
// however deep Beam has it.
func TestCause(t *testing.T) {
	pattern := filepath.Join(t.TempDir(), "none") + "/**/*.pcapng"
	_, err := play(t, options(t, filepath.Join(t.TempDir(), "out")), pattern)
	if err == nil {
		t.Fatal("a folder that is not there is no error")
	}
	if got := cause(err); !strings.HasPrefix(got, "--input "+pattern+": ") || strings.Contains(got, "\n") {
		t.Errorf("%q", got)
	}
	if got := cause(errors.New("no file is named x")); got != "no file is named x" {
		t.Errorf("%q", got)
	}
}
