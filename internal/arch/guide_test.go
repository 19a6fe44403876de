package arch

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	goBlock = regexp.MustCompile("(?ms)^```go\n(.*?)^```$")
	// others' code, which MIGRATING.md shows: their packages are none of our modules.
	others = regexp.MustCompile(`netlink\.ProcEventMonitor|psnotify\.`)
	// A capture has a name of its own in an example.
	capture = regexp.MustCompile(`cnwire\.Events\([^)]*\)`)
)

// Go code of a document stands, line by line, in an example or a test of ours, so that it
// compiles, and runs where they do. A line with three dots is any number of lines.
func TestGoOfDocuments(t *testing.T) {
	var documents, examples []string
	err := filepath.WalkDir("../..", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "node_modules" || d.Name() == "dist" || d.Name() == ".git"):
			return filepath.SkipDir
		case strings.HasSuffix(name, ".md"):
			documents = append(documents, name)
		case d.Name() == "example_test.go", strings.HasSuffix(filepath.ToSlash(name), "fuzz/example/decoder_test.go"):
			examples = append(examples, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var code [][]string
	for _, name := range examples {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		code = append(code, codeLines(string(text)))
	}
	found := 0
	for _, name := range documents {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for _, block := range goBlock.FindAllStringSubmatch(string(text), -1) {
			if others.MatchString(block[1]) {
				continue
			}
			found++
			if !slices.ContainsFunc(code, func(lines []string) bool { return hasLines(lines, codeLines(block[1])) }) {
				t.Errorf("%s: no example has\n%s", name, block[1])
			}
		}
	}
	if found < 6 {
		t.Errorf("only %d blocks of code", found)
	}
}

// codeLines returns the lines of code without their indentation.
func codeLines(text string) (lines []string) {
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line != "" {
			lines = append(lines, capture.ReplaceAllString(line, "cnwire.Events()"))
		}
	}
	return lines
}

// hasLines reports whether lines has a block in one piece, but for what dots stand for.
func hasLines(lines, block []string) bool {
	for _, piece := range pieces(block) {
		for len(lines) >= len(piece) && !slices.Equal(lines[:len(piece)], piece) {
			lines = lines[1:]
		}
		if len(lines) < len(piece) {
			return false
		}
		lines = lines[len(piece):]
	}
	return true
}

// pieces returns what stands between lines with three dots.
func pieces(block []string) [][]string {
	all := [][]string{nil}
	for _, line := range block {
		if line == "…" {
			all = append(all, nil)
		} else {
			all[len(all)-1] = append(all[len(all)-1], line)
		}
	}
	return all
}

func TestHasLines(t *testing.T) {
	lines := strings.Split("abcabd", "")
	for block, want := range map[string]bool{"abc": true, "abd": true, "a…d": true, "c…b": true, "b…c": true, "d…a": false, "acb": false, "…d": true, "abd…": true, "x": false, "c…c": false} {
		if got := hasLines(lines, strings.Split(block, "")); got != want {
			t.Errorf("%s: %v", block, got)
		}
	}
}
