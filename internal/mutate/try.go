package main

import (
	_ "embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// fate is what becomes of a mutant.
type fate string

const (
	killed   fate = "killed"
	survived fate = "survived"
	broken   fate = "does not compile"
)

// try tests a mutant of the package in dir. The file itself is not touched: the
// go command is told to read another in its place.
func (m mutant) try(dir, slow string) (fate, error) {
	text, err := os.ReadFile(m.file)
	if err != nil {
		return "", err
	}
	with := string(text[:m.from]) + m.with + string(text[m.to:])
	out, err := test(dir, slow, m.file, with)
	switch {
	case err == nil:
		return survived, nil
	case errors.Is(err, errBuild):
		return broken, nil
	case len(out) == 0:
		return "", err
	}
	return killed, nil
}

var errBuild = errors.New("it does not compile")

// test builds the tests of the package in dir, with another text for one file,
// and runs them: first those that are not slow. They get a minute: a mutant that
// loops is killed by that.
func test(dir, slow, file, text string) (out []byte, err error) {
	scratch, err := os.MkdirTemp("", "mutate")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(scratch)
	program := filepath.Join(scratch, "tests")
	args := []string{"test", "-c", "-vet=off", "-ldflags=-s -w", "-o", program}
	if file != "" {
		overlay, err := writeOverlay(scratch, file, text)
		if err != nil {
			return nil, err
		}
		args = append(args, "-overlay="+overlay)
	}
	if out, err := exec.Command("go", append(args, dir)...).CombinedOutput(); err != nil {
		return out, fmt.Errorf("%w: %w", errBuild, err)
	}
	rounds := [][]string{{"-test.skip", slow}, {"-test.run", slow}}
	if slow == "" {
		rounds = [][]string{nil}
	}
	for _, round := range rounds {
		cmd := exec.Command(program, append(round, "-test.failfast", "-test.timeout=60s")...)
		cmd.Dir = dir
		if out, err = cmd.CombinedOutput(); err != nil {
			return out, err
		}
	}
	return out, nil
}

// writeOverlay writes what go help build says of -overlay into scratch.
func writeOverlay(scratch, file, text string) (name string, err error) {
	original, err := filepath.Abs(file)
	if err != nil {
		return "", err
	}
	mutated := filepath.Join(scratch, filepath.Base(file))
	replace := map[string]map[string]string{"Replace": {original: mutated}}
	b, err := json.Marshal(replace)
	if err != nil {
		return "", err
	}
	name = filepath.Join(scratch, "overlay.json")
	if err := os.WriteFile(name, b, 0o644); err != nil {
		return "", err
	}
	return name, os.WriteFile(mutated, []byte(text), 0o644)
}

//go:embed explained.txt
var explanations string

// explained returns why no test can kill a mutant, or nothing.
func explained(m mutant) string { return explainedIn(explanations, m) }

// explainedIn looks a mutant up among lines of "file: change: source line" and,
// on the indented line below, the reason. The columns are left out.
func explainedIn(text string, m mutant) string {
	what, _, _ := strings.Cut(m.what, " (column")
	lines := strings.Split(text, "\n")
	for i, line := range lines[:len(lines)-1] {
		if line == m.file+": "+what+": "+m.source && strings.HasPrefix(lines[i+1], "\t") {
			return strings.TrimSpace(lines[i+1])
		}
	}
	return ""
}
