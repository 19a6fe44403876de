package main

import (
	"strings"
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

// A duty that no page has, one that has no vector, and one whose vectors are of
// another rule, or not sound, are refused; so is one in another place.
func TestCoverage(t *testing.T) {
	const page = "**R1. A rule.**\n\n* R1a. It MUST.\n* R1b. It MUST, as\n  R2 says.\n\n**R2. A fact.**\n"
	sound := vectors.Answer{OK: true}
	list := []vectors.Vector{
		{Name: "message/a/big", Kind: "message", Order: "big", Accepts: []string{"R1"}, Expect: sound},
		{Name: "message/b/big", Kind: "message", Order: "big", Refuses: []string{"R1"}},
		{Name: "message/c/big", Kind: "message", Order: "big", Accepts: []string{"R2"}, Expect: sound},
		{Name: "message/d/big", Kind: "message", Order: "big", Accepts: []string{"R3"}, Expect: sound},
	}
	good := []duty{{"R1a", "message/a", "message/b", ""}, {"R1b", "message/c", "", "there is none"}}
	rows, reasons, err := coverage([]byte(page), list, good)
	want := "| R1a | `message/a/big` | `message/b/big` |\n| R1b | `message/c/big` |  |\n| R2 | `message/c/big` |  |\n"
	if err != nil || !strings.HasSuffix(rows, "|\n"+want) || reasons != "* R1b: there is none.\n" {
		t.Errorf("%v\n%s%s", err, rows, reasons)
	}
	for want, list2 := range map[string][]duty{
		"have 2 duties, and duties.go 1":     good[:1],
		"have R1b where duties.go has R1c":   {good[0], {"R1c", "message/c", "", ""}},
		"R1b lacks a vector, and the reason": {good[0], {"R1b", "message/c", "", ""}},
		"R1a: there is no vector message/e":  {{"R1a", "message/e", "message/b", ""}, good[1]},
		"R1a: message/c/big is of [R2]":      {{"R1a", "message/c", "message/b", ""}, good[1]},
		"R1b: message/d/big is of [R3]":      {good[0], {"R1b", "message/a", "message/d", ""}},
		"R1a: message/b/big is not sound":    {{"R1a", "message/b", "message/b", ""}, good[1]},
	} {
		if _, _, err := coverage([]byte(page), list, list2); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}
