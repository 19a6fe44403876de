package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const source = `package a

import "testing"

var every = testkit.Share

type machine struct{ step func() }

func (m *machine) try() { m.all() }
func (m *machine) all() { helper(0) }

func helper(i int) bool { return every(i, 2) }

func TestItself(t *testing.T) { _ = testkit.Deep }
func TestByMethod(t *testing.T) { new(machine).try() }
func TestByType(t *testing.T) { var m machine; m.step() }
func TestNot(t *testing.T) { testkit.Other() }
func FuzzSeeds(f *testing.F) { helper(1) }
func TestDrawn(t *testing.T) { rapid.Check(t, nil) }
func TestTallied(t *testing.T) { testkit.Tally{}.Property(t, nil) }
`

func written(t *testing.T, root, name, text string) {
	t.Helper()
	path := filepath.Join(root, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Tests that ask, by themselves or by what they use, and no others; of this module alone.
func TestFind(t *testing.T) {
	root := t.TempDir()
	written(t, root, "a/a_test.go", source)
	written(t, root, "a/a.go", "package a\n\nfunc TestNoTest() { _ = testkit.Deep }\n")
	for _, elsewhere := range []string{"other/b_test.go", "a/testdata/b_test.go", ".hidden/b_test.go", "web/node_modules/b_test.go"} {
		written(t, root, elsewhere, strings.ReplaceAll(source, "Test", "TestElsewhere"))
	}
	written(t, root, "other/go.mod", "module other\n")
	written(t, root, "testdata/corpus/c_test.go", "package c\n\nfunc TestCorpus(t *testing.T) { _ = testkit.Share(1, 2) }\n")
	for kind, want := range map[string][]string{
		"deep":       {"./a", "./testdata/corpus", "FuzzSeeds", "TestByMethod", "TestByType", "TestCorpus", "TestItself"},
		"properties": {"./a", "TestDrawn", "TestTallied"},
	} {
		folders, names, err := find(root, asked[kind])
		slices.Sort(names)
		if got := append(folders, names...); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s: %q, %v; want %q", kind, got, err, want)
		}
	}
	written(t, root, "a/b_test.go", "package")
	if _, _, err := find(root, asked["deep"]); err == nil {
		t.Error("what cannot be read was passed over")
	}
}

// A command's own ending is the ending, and without a test there is none.
func TestRun(t *testing.T) {
	root := t.TempDir()
	t.Chdir(root)
	if err := run("deep", []string{"true"}); err == nil {
		t.Error("no test, and no word of it")
	}
	written(t, root, "a/a_test.go", source)
	if err := run("deep", []string{"true"}); err != nil {
		t.Error(err)
	}
	if err := run("deep", []string{"false"}); err == nil {
		t.Error("a command failed, and nobody heard")
	}
	if got := arguments([]string{"./a", "./b"}, []string{"TestB", "TestA", "TestB"}); !slices.Equal(got, []string{"-run=^(TestA|TestB)$", "./a", "./b"}) {
		t.Error(got)
	}
}

// Here each package that mentions one of the words has such a test.
func TestHere(t *testing.T) {
	root := filepath.Join("..", "..")
	for kind, words := range map[string][]string{"deep": {"testkit.Deep", "testkit.Share("}, "properties": {"rapid.Check(", "rapid.MakeCheck(", ".Property("}} {
		folders, _, err := find(root, asked[kind])
		if err != nil {
			t.Fatal(err)
		}
		files, err := filepath.Glob(filepath.Join(root, "*", "*_test.go"))
		deeper, err2 := filepath.Glob(filepath.Join(root, "*", "*", "*_test.go"))
		if err != nil || err2 != nil || len(files)+len(deeper) < 100 {
			t.Fatal(err, err2, len(files), len(deeper))
		}
		for _, name := range append(files, deeper...) {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			folder := "./" + filepath.ToSlash(strings.TrimPrefix(filepath.Dir(name), root+string(filepath.Separator)))
			if folder == "./internal/longer" || folder == "./layers/fork" { // the words as texts; a module of its own
				continue
			}
			for _, word := range words {
				if strings.Contains(string(text), word) && !slices.Contains(folders, folder) {
					t.Errorf("%s: %s has %s", kind, name, word)
				}
			}
		}
	}
}
