package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
)

// asked are the kinds, and whether an expression asks for more: what stands before the dot,
// and behind it.
var asked = map[string]func(of, name string) bool{
	"deep": func(of, name string) bool { return of == "testkit" && (name == "Deep" || name == "Share") },
	// Tally.Property of package testkit is the other way to one.
	"properties": func(of, name string) bool { return of == "rapid" || name == "Property" },
}

func main() {
	if len(os.Args) < 3 || asked[os.Args[1]] == nil {
		fmt.Fprintln(os.Stderr, "usage: longer deep|properties COMMAND…")
		os.Exit(2)
	}
	if err := run(os.Args[1], os.Args[2:]); err != nil {
		if ended := (*exec.ExitError)(nil); errors.As(err, &ended) && ended.ExitCode() > 0 {
			os.Exit(ended.ExitCode())
		}
		fmt.Fprintln(os.Stderr, "longer:", err)
		os.Exit(1)
	}
}

func run(kind string, command []string) error {
	folders, names, err := find(".", asked[kind])
	if err == nil && len(names) == 0 {
		err = fmt.Errorf("there is no test of kind %s", kind)
	}
	if err != nil {
		return err
	}
	fmt.Printf("%s: %d tests of %d packages\n", kind, len(names), len(folders))
	cmd := exec.Command(command[0], append(command[1:], arguments(folders, names)...)...)
	cmd.Stdout, cmd.Stderr = os.Stdout, os.Stderr
	return cmd.Run()
}

// arguments are those of go test.
func arguments(folders, names []string) []string {
	slices.Sort(names)
	return append([]string{"-run=^(" + strings.Join(slices.Compact(names), "|") + ")$"}, folders...)
}
