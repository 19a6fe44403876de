package spec_test

import (
	"testing"

	"github.com/cnwire/cnwire/spec"
)

func TestSince(t *testing.T) {
	for _, c := range []struct {
		since, version string
		in             bool
	}{
		{"", "2.6.12", true},
		{"2.6.14", "2.6.13", false},
		{"2.6.14", "2.6.14", true},
		{"2.6.14", "6.12.117", true},
		{"6.6", "6.5.13", false},
		{"6.6", "6.6", true},
		{"[2.6.39.3..3.1]", "2.6.39.3", false},
		{"[2.6.39.3..3.1]", "3.0", false}, // not known to
		{"[2.6.39.3..3.1]", "3.1", true},
		{"2.6.15..2.6.17", "2.6.14", false},
		{"2.6.15..2.6.17", "2.6.17", true},
		{"2.6.15..2.6.17", "2.6.18", false},
	} {
		since, err := spec.ParseSince(c.since)
		if err != nil {
			t.Fatal(err)
		}
		v, err := spec.ParseVersion(c.version)
		if err != nil {
			t.Fatal(err)
		}
		if since.In(v) != c.in {
			t.Errorf("%q in %s: %v, want %v", c.since, c.version, !c.in, c.in)
		}
	}
}

func TestSinceRefuses(t *testing.T) {
	for _, s := range []string{"x", "3.", "03.1", "1.2.3.4.5", "-1", "[3.1]", "[3.0..3.1", "3.0..3.1]", "[3.1..3.0]", "3.1..3.1", "3.0..", "..3.0", "3.0..x"} {
		if got, err := spec.ParseSince(s); err == nil {
			t.Errorf("%q accepted: %v", s, got)
		}
	}
}
