package spec

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Version is a kernel release: 6.12.3 is {6, 12, 3}, and 2.6.39.3 is {2, 6, 39, 3}.
type Version [4]int

// ParseVersion reads a release number of one to four parts.
func ParseVersion(s string) (Version, error) {
	var v Version
	parts := strings.Split(s, ".")
	if len(parts) > len(v) {
		return v, fmt.Errorf("version %q has more than %d parts", s, len(v))
	}
	for i, p := range parts {
		n, err := strconv.ParseUint(p, 10, 16)
		if err != nil || p != strconv.FormatUint(n, 10) {
			return v, fmt.Errorf("version %q: %q is not a number", s, p)
		}
		v[i] = int(n)
	}
	return v, nil
}

// Compare orders releases; it returns -1, 0 or 1.
func (v Version) Compare(w Version) int { return slices.CompareFunc(v[:], w[:], cmp.Compare[int]) }

// Since says in which kernels something exists.
//
//	""               not proven; in a field: as old as its struct, or not proven
//	"2.6.14"         first in this release
//	"[3.0..3.1]"     missing in the first, present in the second, no release between was read
//	"2.6.15..2.6.17" first in the one release, last in the other
type Since struct {
	Absent  Version // last release known to lack it, if bracketed
	Present Version // first release known to have it
	Last    Version // last release that has it, zero while it lives
}

// ParseSince reads the since column of the tables.
func ParseSince(s string) (Since, error) {
	var since Since
	if s == "" {
		return since, nil
	}
	inner, bracket := strings.CutPrefix(s, "[")
	if bracket != strings.HasSuffix(s, "]") {
		return since, fmt.Errorf("since %q: half a bracket", s)
	}
	from, to, pair := strings.Cut(strings.TrimSuffix(inner, "]"), "..")
	if bracket && !pair {
		return since, fmt.Errorf("since %q: a bracket takes two releases", s)
	}
	a, err := ParseVersion(from)
	if err != nil {
		return since, err
	}
	since.Present = a
	if !pair {
		return since, nil
	}
	b, err := ParseVersion(to)
	if err != nil {
		return since, err
	}
	if a.Compare(b) >= 0 {
		return since, fmt.Errorf("since %q: %s is not before %s", s, from, to)
	}
	if bracket {
		return Since{Absent: a, Present: b}, nil
	}
	return Since{Present: a, Last: b}, nil
}

// In reports whether release v is known to have it.
func (s Since) In(v Version) bool {
	return s.Present.Compare(v) <= 0 && (s.Last == Version{} || v.Compare(s.Last) <= 0)
}
