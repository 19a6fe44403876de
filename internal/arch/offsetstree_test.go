package arch

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// TestOffsets looks for wire offsets in package analysis and below.
func TestOffsets(t *testing.T) {
	fset, packages := token.NewFileSet(), map[string][]*ast.File{}
	for _, name := range files(t) {
		if !strings.HasPrefix(name, "analysis/") || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(fset, name, read(t, filepath.FromSlash(name)), 0)
		if err != nil {
			t.Fatal(err)
		}
		packages[path.Dir(name)] = append(packages[path.Dir(name)], file)
	}
	if len(packages) < 10 {
		t.Errorf("only %d packages were read", len(packages))
	}
	for _, list := range packages {
		for _, fault := range offsetFaults(fset, list) {
			t.Errorf("%s: a wire offset as a number: the table has it", fault)
		}
	}
}
