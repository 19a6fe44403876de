package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestTry tests mutants of a package whose test sees the sign of a number and
// not its size.
func TestTry(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"go.mod": "module p\n\ngo 1.26\n",
		"p.go":   "package p\n\nfunc f(n int) int {\n\tn = n - 3\n\treturn n\n}\n",
		"p_test.go": `package p

import "testing"

func TestF(t *testing.T) {
	if f(10) < 0 {
		t.Fail()
	}
}
`} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	mutants, err := find(".", regexp.MustCompile(""))
	if err != nil {
		t.Fatal(err)
	}
	mutants = append(mutants, mutant{file: "p.go", what: "nonsense", with: "nonsense"})
	want := map[string]fate{
		"statement removed": survived, "operands swapped": killed, "constant + 1": survived, "constant - 1": survived, "nonsense": broken,
	}
	for _, m := range mutants {
		what, _, _ := strings.Cut(m.what, " (")
		if f, err := m.try(".", ""); err != nil || f != want[what] {
			t.Errorf("%v: %s, %v; want %s", m, f, err, want[what])
		}
		delete(want, what)
	}
	if len(want) > 0 {
		t.Errorf("not tried: %v", want)
	}
	if n, err := try(".", "TestF", mutants[:1], 2); n != 1 || err != nil {
		t.Errorf("%d survive without an explanation, %v", n, err)
	}
}

func TestExplained(t *testing.T) {
	text := "# Comment.\na/b.go: constant + 1: return 3\n\tNobody counts.\na/b.go: constant - 1: return 3\n"
	for what, want := range map[string]string{"constant + 1 (column 9)": "Nobody counts.", "constant - 1 (column 9)": "", "operands swapped": ""} {
		if got := explainedIn(text, mutant{file: "a/b.go", line: 7, what: what, source: "return 3"}); got != want {
			t.Errorf("%s: %q, want %q", what, got, want)
		}
	}
}

// TestExplanations: each is about a mutant that there is.
func TestExplanations(t *testing.T) {
	t.Chdir("../..")
	all := map[string]bool{}
	for line := range strings.Lines(explanations) {
		file, _, ok := strings.Cut(line, ": ")
		if !ok || strings.HasPrefix(line, "#") || strings.HasPrefix(line, "\t") {
			continue
		}
		if !all[file] {
			all[file] = true
			mutants, err := find(filepath.Dir(file), regexp.MustCompile("^"+regexp.QuoteMeta(file)+"$"))
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range mutants {
				what, _, _ := strings.Cut(m.what, " (column")
				all[m.file+": "+what+": "+m.source] = true
			}
		}
		if !all[strings.TrimSpace(line)] {
			t.Errorf("explained.txt: there is no mutant %s", line)
		}
	}
}
