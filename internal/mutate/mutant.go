package main

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// mutant is one change to a file.
type mutant struct {
	file     string
	line     int
	source   string // of the line, without the space around it
	what     string // what is done to it
	from, to int    // the bytes that are replaced
	with     string
}

// String returns the place, the line and the change.
func (m mutant) String() string {
	return fmt.Sprintf("%s:%d: %s: %s", m.file, m.line, m.what, m.source)
}

// find returns the mutants of the package in dir.
func find(dir string, only *regexp.Regexp) (mutants []mutant, err error) {
	names, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(names) == 0 {
		return nil, fmt.Errorf("%s: no Go files", dir)
	}
	for _, name := range names {
		if strings.HasSuffix(name, "_test.go") || !only.MatchString(name) {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		in, err := findIn(filepath.ToSlash(name), string(text))
		if err != nil {
			return nil, err
		}
		mutants = append(mutants, in...)
	}
	return mutants, nil
}

// findIn returns the mutants of a file.
func findIn(name, text string) ([]mutant, error) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil || ast.IsGenerated(file) {
		return nil, err
	}
	f := finder{name: name, text: text, set: set}
	ast.Inspect(file, f.visit)
	return f.mutants, nil
}

type finder struct {
	name, text string
	set        *token.FileSet
	mutants    []mutant
}

// visit adds the mutants of a node.
func (f *finder) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.ImportSpec:
		return false
	case *ast.BasicLit:
		if n.Kind == token.INT {
			f.add(n, "constant + 1", "("+n.Value+" + 1)")
			f.add(n, "constant - 1", "("+n.Value+" - 1)")
		}
	case *ast.SliceExpr:
		// What reads a number from b[4:8] does not see that there are more bytes, and
		// panics if there are fewer: nothing is learned from the upper bound.
		if literal(n.Low) && literal(n.High) {
			ast.Inspect(n.X, f.visit)
			ast.Inspect(n.Low, f.visit)
			return false
		}
	case *ast.BinaryExpr:
		if ordered[n.Op] {
			f.add(n, "operands swapped", f.of(n.Y)+" "+n.Op.String()+" "+f.of(n.X))
		}
	case *ast.BlockStmt:
		f.statements(n.List)
	case *ast.CaseClause:
		f.statements(n.Body)
	}
	return true
}

// literal reports whether e is a number as it stands.
func literal(e ast.Expr) bool {
	_, ok := e.(*ast.BasicLit)
	return ok
}

// ordered are the operators whose operands have an order.
var ordered = map[token.Token]bool{
	token.SUB: true, token.QUO: true, token.REM: true, token.SHL: true, token.SHR: true, token.AND_NOT: true,
	token.LSS: true, token.LEQ: true, token.GTR: true, token.GEQ: true,
}

// statements adds one mutant for each statement that can be left out.
func (f *finder) statements(list []ast.Stmt) {
	for _, s := range list {
		switch s := s.(type) {
		case *ast.AssignStmt:
			if s.Tok != token.DEFINE {
				f.add(s, "statement removed", "")
			}
		case *ast.ReturnStmt:
			if len(s.Results) == 0 {
				f.add(s, "statement removed", "")
			}
		case *ast.ExprStmt, *ast.IncDecStmt, *ast.IfStmt, *ast.BranchStmt, *ast.DeferStmt, *ast.ForStmt, *ast.RangeStmt, *ast.SwitchStmt:
			f.add(s, "statement removed", "")
		}
	}
}

// add adds a mutant that has something else in place of n.
func (f *finder) add(n ast.Node, what, with string) {
	at := f.set.Position(n.Pos())
	line := f.text[at.Offset-(at.Column-1):]
	line, _, _ = strings.Cut(line, "\n")
	if what != "statement removed" {
		what = fmt.Sprintf("%s (column %d)", what, at.Column)
	}
	f.mutants = append(f.mutants, mutant{
		file: f.name, line: at.Line, source: strings.TrimSpace(line), what: what,
		from: at.Offset, to: f.set.Position(n.End()).Offset, with: with,
	})
}

// of returns the source of a node.
func (f *finder) of(n ast.Node) string {
	return f.text[f.set.Position(n.Pos()).Offset:f.set.Position(n.End()).Offset]
}
