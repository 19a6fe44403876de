package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestHeaderPackages(t *testing.T) {
	for text, want := range map[string]string{
		"Depends: linux-compiler-gcc-12-x86 (>= 6.1.2-1~), linux-headers-6.1.0-56-common (= 6.1.192-2), linux-kbuild-6.1 (>= 6.1.192-2)": "linux-headers-6.1.0-56-common linux-kbuild-6.1",
		"Depends: linux-headers-6.12.117+deb12-common (= 6.12.117-1~deb12u1), linux-kbuild-6.12.117+deb12, gcc-12":                       "linux-headers-6.12.117+deb12-common linux-kbuild-6.12.117+deb12",
	} {
		if got := strings.Join(headerPackages.FindAllString(text, -1), " "); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// TestPackageFile: one file is one version; with none or several nobody guesses.
func TestPackageFile(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"one_1%3a2.0-1_amd64.deb", "two_1_all.deb", "two_2_all.deb", "one-more_1_all.deb"} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, want := range map[string]string{"one": "one_1%3a2.0-1_amd64.deb", "two": "two.deb", "none": "none.deb"} {
		if got := filepath.Base(packageFile(dir, name)); got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
}

func TestVersion(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "kernel")
	if err := os.Mkdir(dir+".packages", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir+".packages", "tcpdump_4.99.3-1_s390x.deb"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if got, err := version(dir, "tcpdump"); err != nil || got != "4.99.3" {
		t.Errorf("%s, %v", got, err)
	}
	if got, err := version(dir, "other"); err == nil {
		t.Errorf("other: %s", got)
	}
}
