package arch

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/printer"
	"go/token"
	"slices"
	"strings"
	"testing"
)

// No wire offset stands as a number in package analysis and below: where a field
// is, the table knows (spec) and codec's spans say. A fault is a number that
//
//   - is added to a span's place, s.Off, or to what was made of one;
//   - indexes or slices a frame's Data, or bytes that were cut out of it at a
//     span's place, in a variable or behind a function of the same package, too.
//
// The check knows no types, only names: Off and Data are what codec.Span and
// analysis.Frame call theirs, and a frame is f or frame.

// offsets looks for wire offsets in the files of one package.
type offsets struct {
	fset    *token.FileSet
	returns map[string]bool // functions that return bytes of a span
	takes   map[string]bool // "function parameter", which gets such bytes
	scopes  map[*ast.FuncDecl]*scope
	faults  []string
	grown   bool // a set of names has, in this round
}

// offsetFaults returns "file:line: expression" for each of them, sorted.
func offsetFaults(fset *token.FileSet, files []*ast.File) []string {
	o := &offsets{fset: fset, returns: map[string]bool{}, takes: map[string]bool{}, scopes: map[*ast.FuncDecl]*scope{}}
	for o.grown = true; o.grown; { // until no name is found that holds bytes or a place
		o.grown, o.faults = false, nil
		for _, f := range files {
			for _, d := range f.Decls {
				if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil {
					o.function(files, fn)
				}
			}
		}
	}
	slices.Sort(o.faults)
	return slices.Compact(o.faults)
}

// scope has the names of a function that hold bytes, or a place, of a span.
type scope struct {
	*offsets
	bytes, places map[string]bool
}

func (o *offsets) function(files []*ast.File, fn *ast.FuncDecl) {
	s := o.scopes[fn]
	if s == nil {
		s = &scope{o, map[string]bool{}, map[string]bool{}}
		o.scopes[fn] = s
	}
	for _, p := range fn.Type.Params.List {
		for _, name := range p.Names {
			if o.takes[fn.Name.Name+" "+name.Name] {
				s.note(s.bytes, name.Name)
			}
		}
	}
	ast.Inspect(fn.Body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.AssignStmt:
			s.assign(n)
		case *ast.ReturnStmt:
			for _, r := range n.Results {
				if s.isBytes(r) {
					o.note(o.returns, fn.Name.Name)
				}
			}
		case *ast.CallExpr:
			s.call(files, n)
		case *ast.BinaryExpr:
			if terms := sum(n); n.Op == token.ADD && slices.ContainsFunc(terms, s.isPlace) && slices.ContainsFunc(terms, isNumber) {
				o.fault(n)
			}
		case *ast.IndexExpr:
			if s.isBytes(n.X) && isNumber(n.Index) {
				o.fault(n)
			}
		case *ast.SliceExpr:
			if s.isBytes(n.X) && (isNumber(n.Low) || isNumber(n.High)) {
				o.fault(n)
			}
		}
		return true
	})
}

// assign learns what the names on the left hold.
func (s *scope) assign(a *ast.AssignStmt) {
	if a.Tok == token.ADD_ASSIGN && s.isPlace(a.Lhs[0]) && isNumber(a.Rhs[0]) {
		s.fault(a)
	}
	if len(a.Lhs) != len(a.Rhs) {
		return
	}
	for i, l := range a.Lhs {
		name, ok := l.(*ast.Ident)
		if !ok {
			continue
		}
		if s.isBytes(a.Rhs[i]) {
			s.note(s.bytes, name.Name)
		}
		if slices.ContainsFunc(sum(a.Rhs[i]), s.isPlace) {
			s.note(s.places, name.Name)
		}
	}
}

// call learns which parameters of our functions get bytes of a span.
func (s *scope) call(files []*ast.File, c *ast.CallExpr) {
	called := nameOf(c.Fun)
	for _, f := range files {
		for _, d := range f.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Name.Name != called {
				continue
			}
			i := 0
			for _, p := range fn.Type.Params.List {
				for _, name := range p.Names {
					if i < len(c.Args) && s.isBytes(c.Args[i]) {
						s.note(s.takes, called+" "+name.Name)
					}
					i++
				}
			}
		}
	}
}

// note adds a name to a set that grows until nothing is new.
func (o *offsets) note(set map[string]bool, name string) {
	if !set[name] {
		set[name], o.grown = true, true
	}
}

func (o *offsets) fault(at ast.Node) {
	var text strings.Builder
	printer.Fprint(&text, o.fset, at)
	p := o.fset.Position(at.Pos())
	o.faults = append(o.faults, fmt.Sprintf("%s:%d: %s", p.Filename, p.Line, text.String()))
}

// isBytes reports whether an expression is bytes of a frame or of a span.
func (s *scope) isBytes(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return s.bytes[e.Name]
	case *ast.SelectorExpr:
		return e.Sel.Name == "Data" && (nameOf(e.X) == "f" || nameOf(e.X) == "frame")
	case *ast.ParenExpr:
		return s.isBytes(e.X)
	case *ast.SliceExpr:
		return s.isBytes(e.X) || slices.ContainsFunc(sum(e.Low), s.isPlace)
	case *ast.CallExpr:
		return s.returns[nameOf(e.Fun)]
	}
	return false
}

// isPlace reports whether an expression is the place of a span.
func (s *scope) isPlace(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.Ident:
		return s.places[e.Name]
	case *ast.SelectorExpr:
		return e.Sel.Name == "Off"
	}
	return false
}

// isNumber reports whether an expression is an integer other than 0, written as
// one.
func isNumber(e ast.Expr) bool {
	lit, ok := e.(*ast.BasicLit)
	return ok && lit.Kind == token.INT && strings.Trim(lit.Value, "0xXbBoO_") != ""
}

// sum returns the terms of a sum, an expression without + is one.
func sum(e ast.Expr) []ast.Expr {
	switch x := e.(type) {
	case nil:
		return nil
	case *ast.ParenExpr:
		return sum(x.X)
	case *ast.BinaryExpr:
		if x.Op == token.ADD {
			return append(sum(x.X), sum(x.Y)...)
		}
	}
	return []ast.Expr{e}
}

// nameOf is the last name of an expression: bytes of f.bytes.
func nameOf(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.Ident:
		return e.Name
	case *ast.SelectorExpr:
		return e.Sel.Name
	}
	return ""
}

// TestOffsetsAreSeen plants offsets, and what is none.
func TestOffsetsAreSeen(t *testing.T) {
	const before = "package x\n"
	for code, want := range map[string]int{
		// Added to a place.
		"func a(s Span) int { return s.Off + 8 }":                                   1,
		"func a(s Span) int { return 0x10 + s.Off }":                                1,
		"func a(s Span, n int) int { return s.Off + n + 4 }":                        1,
		"func a(s Span, n int) int { return (s.Off + n) + 4 }":                      1,
		"func a(s Span) int { at := s.Off; return at + 4 }":                         1,
		"func a(s Span) { at := s.Off; at += 4 }":                                   1,
		"func a(f *Frame) int { return f.Spans[0].Off + 12 }":                       1,
		"func a(s Span) (int, int) { return s.Off + 8, s.Off + 12 }":                2,
		"func a(s Span) Node { return Node{Off: s.Off + 4} }":                       1,
		"func a(s Span) int { return s.Off + 0 }":                                   0,
		"func a(s Span, m place) int { return s.Off + m.off }":                      0,
		"func a(s Span) int { return s.Off + codec.CnMsgSize }":                     0,
		"func a(s Span) int { return s.Len + 4 }":                                   0,
		"func a(s Span) int { return s.Off - 1 }":                                   0,
		"func a(s Span) bool { return s.Off > 16 }":                                 0,
		"func a(s Span, n int) int { at := n; return at + 4 }":                      0,
		"func a(f *Frame, s Span) byte { return f.Data[s.Off] }":                    0,
		"func a(f *Frame, s Span) byte { return f.Data[s.Off+3] }":                  1,
		"func a(f *Frame, s Span) []byte { return f.Data[s.Off+4:] }":               1,
		"func a(f *Frame, s Span) []byte { return f.Data[s.Off:s.Off+4] }":          1,
		"func a(f *Frame, s Span) []byte { return f.Data[s.Off:][:s.Len] }":         0,
		"func a(f *Frame, s Span) []byte { return f.Data[s.Off:][4:] }":             1,
		"func a(f *Frame, s Span) []byte { return f.Data[s.Off:s.Off+s.Len][4:8] }": 1,
		"func a(f *Frame) []byte { return f.Data[14:16] }":                          1,
		"func a(p *Packet) []byte { return p.Data[14:16] }":                         0,
		"func a(f *Frame) byte { return f.Data[0] }":                                0,
		// In a variable.
		"func a(f *Frame, s Span) byte { b := f.Data[s.Off:]; return b[8] }":                         1,
		"func a(f *Frame, s Span) byte { b := f.Data[s.Off:]; c := b; return c[8] }":                 1,
		"func a(f *Frame, s Span) []byte { b := f.Data[s.Off:]; return b[:4] }":                      1,
		"func a(f *Frame, s Span) byte { b := f.Data[s.Off:]; return b[0] }":                         0,
		"func a(b []byte) byte { return b[8] }":                                                      0,
		"func a(f *Frame, s Span) { var b, c []byte; for { use(c[4]); c = b; b = f.Data[s.Off:] } }": 1,
		// Behind a function.
		"func bytes(f *Frame, s Span) []byte { return f.Data[s.Off:] }\nfunc a(f *Frame, s Span) byte { return bytes(f, s)[4] }":                    1,
		"func a(f *Frame, s Span) byte { b := f.bytes(s); return b[4] }\nfunc (f *Frame) bytes(s Span) []byte { return f.Data[s.Off:] }":            1,
		"func a(f *Frame, s Span) { number(f.Data[s.Off:]) }\nfunc number(b []byte) byte { return b[4] }":                                           1,
		"func a(f *Frame, s Span) { one(f.Data[s.Off:]) }\nfunc one(b []byte) { two(1, b) }\nfunc two(n int, b []byte) byte { return b[4] + b[n] }": 1,
		"func a(f *Frame, s Span) { two(f.Data[s.Off:], nil) }\nfunc two(b, c []byte) byte { return c[4] }":                                         0,
	} {
		fset := token.NewFileSet()
		file, err := parser.ParseFile(fset, "x.go", before+code, 0)
		if err != nil {
			t.Fatalf("%s: %v", code, err)
		}
		if got := offsetFaults(fset, []*ast.File{file}); len(got) != want {
			t.Errorf("%s: faults %q, want %d", code, got, want)
		}
	}
}
