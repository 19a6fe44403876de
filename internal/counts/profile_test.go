package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// hot is a line of pprof's list: flat, its percentage, their sum, and what it is of.
var hot = regexp.MustCompile(`(?m)^ *[0-9.]+m?s +[0-9.]+% +[0-9.]+% .*?(github\.com/cnwire/cnwire/[\w/]+)\.(?:\(\*?(\w+)(?:\[.*\])?\)\.)?(\w+)(?:\[.*\])?(?: \(inline\))?$`)

// functions are those of ours that take most in a profile, as their folder and name.
func functions(t *testing.T, file string) (list [][2]string) {
	t.Helper()
	out, err := exec.Command("go", "tool", "pprof", "-top", "-nodecount=40", file).Output()
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range hot.FindAllStringSubmatch(string(out), -1) {
		list = append(list, [2]string{strings.TrimPrefix(m[1], "github.com/cnwire/cnwire/"), m[3]})
	}
	return list
}

// The profile beside the command is of code that is still there: what was renamed since
// is compiled as if nobody called it.
func TestProfileIsOfThisCode(t *testing.T) {
	top := filepath.Join("..", "..")
	list := functions(t, filepath.Join(top, "cmd", "cnwire", "default.pgo"))
	if len(list) < 20 {
		t.Fatalf("only %d functions of ours in %v", len(list), list)
	}
	gone := 0
	for _, f := range list {
		if !declares(t, filepath.Join(top, f[0]), f[1]) {
			t.Logf("%s has no %s any more", f[0], f[1])
			gone++
		}
	}
	if gone*10 > len(list) {
		t.Errorf("%d of %d are gone: make pgo", gone, len(list))
	}
}

// declares reports whether a function of that name is declared in a folder.
func declares(t *testing.T, folder, name string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil || len(files) == 0 {
		return false
	}
	declared := regexp.MustCompile(`(?m)^func (\([^)]*\) )?` + name + `[(\[]`)
	for _, file := range files {
		if b, err := os.ReadFile(file); err == nil && declared.Match(b) {
			return true
		}
	}
	return false
}

// What -profile writes is a profile, with our functions in it.
func TestProfile(t *testing.T) {
	file := filepath.Join(t.TempDir(), "made.pgo")
	if err := profile(file, 100*time.Millisecond); err != nil {
		t.Fatal(err)
	}
	if list := functions(t, file); len(list) < 5 {
		t.Errorf("only %v", list)
	}
}
