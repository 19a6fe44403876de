package main

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/manual"
)

// TestGrammar: for a line that begins with a command kong reads that command alone,
// and its help is what it is where kong knows them all.
func TestGrammar(t *testing.T) {
	seen := 0
	for f := range reflect.TypeFor[commands]().Fields() {
		name := strings.ToLower(f.Name)
		if _, command := f.Tag.Lookup("cmd"); !command {
			continue
		}
		seen++
		if of := reflect.TypeOf(grammar([]string{name, "x"})).Elem(); of.NumField() != 2 && name != "help" && name != "completion" {
			t.Errorf("%s: kong reads %d fields", name, of.NumField())
		}
		if slices.Contains(manual.Topics(), name) {
			continue // help prints the topic
		}
		if got, want := shown(t, name, "--help"), shown(t, "help", name); got != want {
			t.Errorf("%s --help prints\n%s\nand help %[1]s\n%s", name, got, want)
		}
	}
	if seen < 20 {
		t.Errorf("%d commands", seen)
	}
	for _, args := range [][]string{nil, {"file.pcap"}, {"--version"}, {"help"}} {
		if of := reflect.TypeOf(grammar(args)).Elem(); of != reflect.TypeFor[commands]() {
			t.Errorf("%q: kong reads %v", args, of)
		}
	}
}
