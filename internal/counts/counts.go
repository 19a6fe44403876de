package main

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"strings"
)

// tolerance is by how many percent a count may be more than it was. Two runs differ by
// less than 1, nearly always less than 0.3; the rest is for changes that have to be: a field more in a struct. What
// costs more is worth a look, and a line in the change that writes the file anew.
const tolerance = 3

// counted is how many instructions a frame takes on a path.
type counted struct {
	path string
	n    uint64
}

// change is by how many percent it is more than it was.
func (c counted) change(was counted) float64 {
	return 100 * (float64(c.n) - float64(was.n)) / float64(was.n)
}

// more reports whether it is more than may be.
func (c counted) more(was counted) bool { return c.change(was) > tolerance }

type counts []counted

// write writes the file.
func (c counts) write(name string) error {
	var b strings.Builder
	fmt.Fprintf(&b, "# Instructions a frame, or a message: make counts WRITE=1\n%s\n", runtime.Version())
	for _, one := range c {
		fmt.Fprintf(&b, "%s %d\n", one.path, one.n)
	}
	return os.WriteFile(name, []byte(b.String()), 0o644)
}

// read reads the file, and which Go it is of.
func read(name string) (list counts, version string, err error) {
	b, err := os.ReadFile(name)
	if err != nil {
		return nil, "", err
	}
	for line := range strings.Lines(string(b)) {
		var one counted
		switch line = strings.TrimSpace(line); {
		case line == "" || line[0] == '#':
			continue
		case version == "":
			version = line
			continue
		}
		if _, err := fmt.Sscanf(line, "%s %d", &one.path, &one.n); err != nil {
			return nil, "", fmt.Errorf("%s: %q: %w", name, line, err)
		}
		list = append(list, one)
	}
	return list, version, nil
}

// compare prints the counts beside those that are expected, and fails where one is
// more than the tolerance above, or is of a path that the other does not have.
func (c counts) compare(w io.Writer, expected counts) error {
	worse, better := 0, 0
	if len(c) != len(expected) {
		return fmt.Errorf("%d paths, and %d are expected", len(c), len(expected))
	}
	for i, one := range c {
		was := expected[i]
		if was.path != one.path || was.n == 0 {
			return fmt.Errorf("%s comes where %s is expected", one.path, was.path)
		}
		change := one.change(was)
		mark := ""
		switch {
		case one.more(was):
			worse++
			mark = "  more than expected"
		case change < -tolerance:
			better++
			mark = "  less: write it down"
		}
		fmt.Fprintf(w, "%-12s %6d instructions, expected %6d, %+.1f %%%s\n", one.path, one.n, was.n, change, mark)
	}
	if worse > 0 {
		return fmt.Errorf("%d paths take more than %d %% more instructions", worse, tolerance)
	}
	if better > 0 {
		fmt.Fprintf(w, "%d paths got faster: make counts WRITE=1 keeps it so\n", better)
	}
	return nil
}
