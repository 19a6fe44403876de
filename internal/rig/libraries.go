package main

import (
	"debug/elf"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// program is a file for the guest: where it stands there, and its bytes.
type program struct {
	name    string
	content []byte
}

// loaded returns a program below a folder, the interpreter it names and the
// libraries it loads, which come into /lib, where every loader looks.
func loaded(folder, name string) ([]program, error) {
	files := map[string]string{}
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type().IsRegular() {
			files[filepath.Base(path)] = path
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	list := []program{}
	seen := map[string]bool{}
	var add func(where, path string) error
	add = func(where, path string) error {
		if seen[where] {
			return nil
		}
		seen[where] = true
		content, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		list = append(list, program{where, content})
		f, err := elf.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		needed, err := f.ImportedLibraries()
		if err != nil {
			return err
		}
		for _, library := range needed {
			if err := add("/lib/"+library, find(folder, files, library)); err != nil {
				return fmt.Errorf("%s: %w", filepath.Base(path), err)
			}
		}
		if interpreter := f.Section(".interp"); interpreter != nil {
			b, err := interpreter.Data()
			if err != nil {
				return err
			}
			where := strings.TrimRight(string(b), "\x00")
			return add(where, find(folder, files, filepath.Base(where)))
		}
		return nil
	}
	return list, add(name, filepath.Join(folder, name))
}

// find returns the file of a library: of that name, or where a link of that name
// leads. Links in packages are relative, or absolute in the package's own tree.
func find(folder string, files map[string]string, library string) string {
	if path := files[library]; path != "" {
		return path
	}
	var target string
	filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Type()&fs.ModeSymlink != 0 && filepath.Base(path) == library {
			if to, err := os.Readlink(path); err == nil {
				target = files[filepath.Base(to)]
			}
		}
		return nil
	})
	if target == "" {
		return filepath.Join(folder, library)
	}
	return target
}
