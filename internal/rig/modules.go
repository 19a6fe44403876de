package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// modules are those of a kernel, by name, with the image of each once it is asked for.
type modules struct {
	files  map[string]string
	images map[string][]byte
}

// findModules looks for modules below a folder. A module's name has _ where its
// file's may have -.
func findModules(folder string) (*modules, error) {
	m := &modules{map[string]string{}, map[string][]byte{}}
	err := filepath.WalkDir(folder, func(path string, d fs.DirEntry, err error) error {
		if name, _, ok := strings.Cut(filepath.Base(path), ".ko"); ok && err == nil && !d.IsDir() {
			m.files[moduleName(name)] = path
		}
		return err
	})
	return m, err
}

func moduleName(s string) string { return strings.ReplaceAll(s, "-", "_") }

// image returns a module, unpacked.
func (m *modules) image(name string) ([]byte, error) {
	if b := m.images[name]; b != nil {
		return b, nil
	}
	b, err := os.ReadFile(m.files[name])
	if err != nil {
		return nil, err
	}
	for suffix, program := range map[string]string{".xz": "xz", ".zst": "zstd"} {
		if strings.HasSuffix(m.files[name], suffix) {
			if b, err = filter(b, program, "-dc"); err != nil {
				return nil, err
			}
		}
	}
	m.images[name] = b
	return b, nil
}

// order returns the modules and what they depend on, each after what it needs.
// One that is not there is built into the kernel.
func (m *modules) order(names []string) (list []string, err error) {
	for _, name := range names {
		name = moduleName(name)
		if m.files[name] == "" || slices.Contains(list, name) {
			continue
		}
		b, err := m.image(name)
		if err != nil {
			return nil, err
		}
		needs, err := depends(b)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name, err)
		}
		before, err := m.order(needs)
		if err != nil {
			return nil, err
		}
		for _, n := range append(before, name) {
			if !slices.Contains(list, n) {
				list = append(list, n)
			}
		}
	}
	return list, nil
}

// depends reads what a module needs from its section .modinfo: texts that NUL ends.
func depends(image []byte) ([]string, error) {
	_, rest, ok := bytes.Cut(image, []byte("\x00depends="))
	text, _, ended := bytes.Cut(rest, []byte{0})
	if !ok || !ended {
		return nil, fmt.Errorf("it does not say what it depends on")
	}
	if len(text) == 0 {
		return nil, nil
	}
	return strings.Split(string(text), ","), nil
}
