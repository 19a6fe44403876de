package arch

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// row is a line of the map in CONTRIBUTING.md: the first cell is a folder, and
// the rest says "later" while it is not there yet.
var row = regexp.MustCompile("^\\| `([^`]+)/` \\|(.*)\\|$")

// faults compares the map with the folders of the repository.
func faults(document string, folders []string) (list []string) {
	seen := map[string]bool{}
	for line := range strings.Lines(document) {
		m := row.FindStringSubmatch(strings.TrimSpace(line))
		if m == nil {
			continue
		}
		folder, later := m[1], strings.Contains(m[2], "(later)")
		top, _, _ := strings.Cut(folder, "/")
		seen[top] = true
		switch here := slices.Contains(folders, folder); {
		case !here && !later:
			list = append(list, fmt.Sprintf("%s/ has a row but is not there; mark the row (later) or remove it", folder))
		case here && later:
			list = append(list, fmt.Sprintf("%s/ is marked (later) but is there", folder))
		}
	}
	for _, folder := range folders {
		if !strings.Contains(folder, "/") && !seen[folder] {
			list = append(list, fmt.Sprintf("%s/ has no row", folder))
		}
	}
	return list
}

// foldersOf returns every folder that holds one of the files, at any depth.
func foldersOf(files []string) (folders []string) {
	for _, name := range files {
		for dir := parent(name); dir != "." && !slices.Contains(folders, dir); dir = parent(dir) {
			folders = append(folders, dir)
		}
	}
	return folders
}

func TestMap(t *testing.T) {
	for _, fault := range faults(read(t, "CONTRIBUTING.md"), foldersOf(files(t))) {
		t.Error("CONTRIBUTING.md: " + fault)
	}
}

func TestMapFaultsAreSeen(t *testing.T) {
	folders := foldersOf([]string{"go.mod", "codec/doc.go", "internal/arch/doc.go", "internal/arch/x/y.txt"})
	for document, want := range map[string]string{
		"| `codec/` | bytes |\n| `internal/arch/` | shape |":                        "",
		"| `codec/` | bytes |\n| `internal/arch/` | shape |\n| `fuzz/` | (later) |": "",
		"| `codec/` | bytes |": "internal/ has no row",
		"| `codec/` | bytes |\n| `internal/arch/` | shape |\n| `fuzz/` | targets |": "fuzz/ has a row but is not there; mark the row (later) or remove it",
		"| `codec/` | bytes |\n| `internal/gen/` | maker |":                         "internal/gen/ has a row but is not there; mark the row (later) or remove it",
		"| `codec/` | bytes (later) |\n| `internal/` | all |":                       "codec/ is marked (later) but is there",
	} {
		if got := strings.Join(faults(document, folders), "; "); got != want {
			t.Errorf("%q: %q, want %q", document, got, want)
		}
	}
}
