package arch

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// files lists the files of the repository, by slash paths from its top: what git
// tracks and what it would track. Where git does not answer (an unpacked
// archive), it is everything that is not hidden and not built.
func files(t *testing.T) []string {
	t.Helper()
	top := root(t)
	cmd := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	cmd.Dir = top
	out, err := cmd.Output()
	if err != nil || len(out) == 0 {
		return walk(t, top)
	}
	var list []string
	for name := range strings.SplitSeq(strings.TrimSuffix(string(out), "\x00"), "\x00") {
		if _, err := os.Stat(filepath.Join(top, name)); err == nil { // not one that is deleted and not yet committed so
			list = append(list, name)
		}
	}
	return list
}

// walk lists the files below top.
func walk(t *testing.T, top string) (list []string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(top), ".", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (path == ".git" || path == "bin"):
			return fs.SkipDir
		case !d.IsDir():
			list = append(list, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func read(t *testing.T, name string) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(root(t), name))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// TestFiles holds the two ways of listing against each other.
func TestFiles(t *testing.T) {
	for _, list := range [][]string{files(t), walk(t, root(t))} {
		for _, name := range []string{"go.mod", "internal/arch/files_test.go"} {
			if !slices.Contains(list, name) {
				t.Errorf("%s is not among %d files", name, len(list))
			}
		}
		if slices.ContainsFunc(list, func(name string) bool { return strings.HasPrefix(name, ".git/") }) {
			t.Error("git's own files are among them")
		}
	}
}
