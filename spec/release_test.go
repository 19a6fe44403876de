package spec_test

import (
	"strings"
	"testing"

	"github.com/cnwire/cnwire/spec"
)

// TestRuleInSeries: what ends with the first of a series holds in its stable
// releases and not in the next. Before 3.0 the series has three parts.
func TestRuleInSeries(t *testing.T) {
	for _, c := range []struct{ since, in, out string }{
		{"2.6.15..3.15", "3.15 3.15.5", "3.16 4.0"},
		{"2.6.15..4.0", "4.0 4.0.9", "4.1 4.1.1"},
		{"2.5.1..2.6", "2.6 2.6.0.1", "2.6.1 2.6.14 3.0"},
		{"2.6.15..3.0", "3.0 3.0.101 2.6.39.4", "3.1 3.1.10"},
	} {
		since, err := spec.ParseSince(c.since)
		if err != nil {
			t.Fatal(err)
		}
		r := spec.Rule{Since: since}
		for want, releases := range map[bool]string{true: c.in, false: c.out} {
			for release := range strings.FieldsSeq(releases) {
				v, err := spec.ParseVersion(release)
				if err != nil {
					t.Fatal(err)
				}
				if r.In(v) != want {
					t.Errorf("%s in %s: %v", c.since, release, !want)
				}
			}
		}
	}
}
