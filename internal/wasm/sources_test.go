package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// The program that is committed is one for browsers, and small enough for every page.
func TestSize(t *testing.T) {
	packed, err := os.ReadFile(filepath.Join("../..", assets, program))
	if err != nil {
		t.Fatal(err)
	}
	if len(packed) > most {
		t.Errorf("it has %d bytes, and may have %d", len(packed), most)
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		t.Fatal(err)
	}
	if code, err := io.ReadAll(z); err != nil || !strings.HasPrefix(string(code), "\x00asm") {
		t.Errorf("it is no WebAssembly: %v", err)
	}
	text, err := os.ReadFile(filepath.Join("../..", assets, tells))
	if s := parsed(string(text)); err != nil || len(s.sum) != 64 || s.version == "" {
		t.Errorf("%q does not say of what it is: %v", text, err)
	}
}

// Every file of ours that stands in the program counts, and those of a test do not.
func TestSources(t *testing.T) {
	t.Chdir("../..")
	lines, err := ingredients()
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Join(lines, "\n")
	for _, want := range []string{"/cmd/cnwire-wasm/main.go ", "/analysis/filter/filter.go ", "/internal/inorder/held_js.go ", "/spec/fields.csv ", "module github.com/klauspost/compress v"} {
		if !strings.Contains(all, want) {
			t.Errorf("%s does not count", want)
		}
	}
	for _, not := range []string{"_test.go", "/cmd/cnwire/", "/inorder/held.go ", "file runtime/"} {
		if strings.Contains(all, not) {
			t.Errorf("%s counts", not)
		}
	}
	was, err := sources()
	if err != nil {
		t.Fatal(err)
	}
	if again, err := sources(); err != nil || again != was || parsed(was.String()) != was {
		t.Errorf("%v, again %v, %v", was, again, err)
	}
	if parsed("something else") != (state{}) {
		t.Error("anything says of what it is")
	}
}
