package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// find returns the folders of the module at root that have such tests, as ./NAME, and the
// tests' names.
func find(root string, more func(of, name string) bool) (folders, names []string, err error) {
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		if path != root && other(root, path) {
			return fs.SkipDir
		}
		found, err := tests(path, more)
		if len(found) > 0 {
			relative, err := filepath.Rel(root, path)
			if err != nil {
				return err
			}
			folders = append(folders, "./"+filepath.ToSlash(relative))
			names = append(names, found...)
		}
		return err
	})
	return folders, names, err
}

// other reports whether a folder has no packages of the module. The testdata at its root
// has: testdata/corpus is one.
func other(root, path string) bool {
	if _, err := os.Stat(filepath.Join(path, "go.mod")); err == nil {
		return true
	}
	name := filepath.Base(path)
	return strings.HasPrefix(name, ".") || name == "node_modules" || name == "testdata" && filepath.Dir(path) != filepath.Clean(root)
}

// declaration is something of a folder, by name: what its text uses.
type declaration struct {
	uses map[string]bool
	more bool
}

// tests returns the tests of a folder that ask for more.
func tests(folder string, more func(of, name string) bool) ([]string, error) {
	files, err := filepath.Glob(filepath.Join(folder, "*_test.go"))
	if err != nil {
		return nil, err
	}
	of := map[string]*declaration{}
	for _, name := range files {
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		for _, d := range file.Decls {
			for _, name := range named(d) {
				if of[name] == nil {
					of[name] = &declaration{uses: map[string]bool{}}
				}
				of[name].read(d, more)
			}
		}
	}
	spread(of)
	var list []string
	for name, d := range of {
		if d.more && (strings.HasPrefix(name, "Test") || strings.HasPrefix(name, "Fuzz")) {
			list = append(list, name)
		}
	}
	return list, nil
}

// named are the names that a declaration gives. What a method does, its type does, of which
// something else may call it.
func named(d ast.Decl) (names []string) {
	switch d := d.(type) {
	case *ast.FuncDecl:
		names = append(names, d.Name.Name)
		if d.Recv != nil {
			names = append(names, receiver(d.Recv.List[0].Type))
		}
	case *ast.GenDecl:
		for _, s := range d.Specs {
			switch s := s.(type) {
			case *ast.ValueSpec:
				for _, name := range s.Names {
					names = append(names, name.Name)
				}
			case *ast.TypeSpec:
				names = append(names, s.Name.Name)
			}
		}
	}
	return names
}

func receiver(of ast.Expr) string {
	switch of := of.(type) {
	case *ast.StarExpr:
		return receiver(of.X)
	case *ast.IndexExpr:
		return receiver(of.X)
	case *ast.IndexListExpr:
		return receiver(of.X)
	case *ast.Ident:
		return of.Name
	default:
		return ""
	}
}

// read adds what a declaration's text uses.
func (d *declaration) read(of ast.Decl, more func(of, name string) bool) {
	ast.Inspect(of, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			before := ""
			if x, ok := n.X.(*ast.Ident); ok {
				before = x.Name
			}
			d.more = d.more || more(before, n.Sel.Name)
		case *ast.Ident:
			d.uses[n.Name] = true
		}
		return true
	})
}

// spread tells each declaration what those that it uses ask for.
func spread(of map[string]*declaration) {
	for changed := true; changed; {
		changed = false
		for _, d := range of {
			if d.more {
				continue
			}
			for name := range d.uses {
				if of[name] != nil && of[name].more {
					d.more, changed = true, true
					break
				}
			}
		}
	}
}
