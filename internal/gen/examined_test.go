package main

import (
	"testing"

	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// The shortest name stands for a rule, the first of two as short, and none where
// no vector has the rule.
func TestShortest(t *testing.T) {
	list := []vectors.Vector{
		{Name: "a/long", Accepts: []string{"R1", "R2"}},
		{Name: "b/1", Accepts: []string{"R2"}, Refuses: []string{"R1"}},
		{Name: "c/1", Accepts: []string{"R2"}},
	}
	obeys := func(v *vectors.Vector) []string { return v.Accepts }
	for rule, want := range map[string]string{"R1": "a/long", "R2": "b/1", "R3": ""} {
		if got := shortest(list, rule, obeys); got != want {
			t.Errorf("%s: %q, want %q", rule, got, want)
		}
	}
}
