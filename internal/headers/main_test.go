package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/needs"
	"github.com/cnwire/cnwire/spec"
)

// TestMachine: the table knows all of the headers of this machine, of which the
// compiler is asked too.
func TestMachine(t *testing.T) {
	if _, err := os.Stat("/usr/include/linux/cn_proc.h"); err != nil {
		needs.Missing(t, "the kernel's headers are not installed: they are not read")
	}
	needs.Tool(t, "cc", "the kernel's headers are read, and not compiled")
	for _, dir := range []string{"/usr/include", "/usr"} {
		var out strings.Builder
		n, err := run(&out, dir)
		if err == nil && n != 0 { // a kernel that is newer than the table is no fault of who runs this
			needs.Missing(t, "the kernel's headers here have what the table does not know, which make abi HEADERS=/usr lists: "+out.String())
		}
		if err != nil || !strings.HasPrefix(out.String(), "The table knows all of /usr/include (names, sizes, places and numbers of Linux ") {
			t.Errorf("%s: %d, %v, %q", dir, n, err, out.String())
		}
	}
}

// TestNumbers: a field of another size, and a number of another value, are said.
func TestNumbers(t *testing.T) {
	cc := needs.Tool(t, "cc", "the kernel's headers are read, and not compiled")
	if _, err := os.Stat("/usr/include/linux/cn_proc.h"); err != nil {
		needs.Missing(t, "the kernel's headers are not installed: they are not read")
	}
	dir := t.TempDir()
	if out, err := exec.Command("cp", "-r", "/usr/include/linux", dir).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for name, c := range map[string]struct{ file, was, is, want string }{
		"field": {"connector.h", "__u32 seq;", "__u64 seq;", "the headers have, and the table has not: field cn_msg seq 8 8"},
		"value": {"cn_proc.h", "PROC_CN_MCAST_IGNORE = 2", "PROC_CN_MCAST_IGNORE = 3", "the headers have, and the table has not: value proc_cn_mcast_op PROC_CN_MCAST_IGNORE 3"},
	} {
		file := filepath.Join(dir, "linux", c.file)
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		changed := strings.Replace(string(b), c.was, c.is, 1)
		if changed == string(b) {
			t.Fatalf("%s: no %q in %s", name, c.was, c.file)
		}
		if err := os.WriteFile(file, []byte(changed), 0o644); err != nil {
			t.Fatal(err)
		}
		release, news, err := numbersOf(spec.Default(), cc, dir)
		if err != nil || release == "" || !strings.Contains(strings.Join(news, "\n"), c.want) {
			t.Errorf("%s: %q, %v\n%s", name, release, err, strings.Join(news, "\n"))
		}
		if err := os.WriteFile(file, b, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// TestFind: the three layouts of a folder with headers, of which a kernel's source has
// other files of the same names too.
func TestFind(t *testing.T) {
	for want, files := range map[string][]string{
		"include/uapi": {"include/linux/cn_proc.h", "include/uapi/linux/cn_proc.h"},
		"include":      {"include/linux/cn_proc.h"},
		".":            {"linux/cn_proc.h"},
		"":             {"include/uapi/linux/connector.h"},
	} {
		dir := t.TempDir()
		for _, name := range files {
			if err := os.MkdirAll(filepath.Join(dir, filepath.Dir(name)), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if got, err := find(os.DirFS(dir)); got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v, want %q", files, got, err, want)
		}
	}
}
