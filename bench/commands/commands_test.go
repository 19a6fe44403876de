package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A run is timed, its failure is one, and a goal is said in its own words.
func TestTimed(t *testing.T) {
	run := timed{args: []string{"true"}}
	if err := run.run(); err != nil || len(run.wall) != 1 || run.peak == 0 || run.slow() || run.missing() {
		t.Errorf("%+v, %v", run, err)
	}
	bad := timed{args: []string{"sh", "-c", "echo no >&2; exit 3"}}
	if err := bad.run(); err == nil || !strings.Contains(err.Error(), "no") {
		t.Error(err)
	}
	// 1 is what a tshark says that has not the plugin's fields, and ours of what a capture holds.
	if err := (&timed{args: []string{"false"}}).run(); err == nil {
		t.Error("a program that failed was timed")
	}
	ours := filepath.Join(t.TempDir(), "cnwire")
	if err := os.WriteFile(ours, []byte("#!/bin/sh\nexit 1\n"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := (&timed{args: []string{ours}}).run(); err != nil {
		t.Error(err)
	}
	if !(&timed{args: []string{"no-such-program"}}).missing() {
		t.Error("a program that is not there")
	}
	if a, b := (&row{faster: true}).ratio(2, 50), (&row{}).ratio(3, 2); a != "25" || b != "1.50" {
		t.Error(a, b)
	}
	if m := median([]float64{3, 1, 2}); m != 2 {
		t.Error(m)
	}
}
