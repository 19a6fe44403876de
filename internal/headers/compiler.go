package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/abi"
)

// Why sizes and places are not looked at.
var (
	errNotInstalled = errors.New("these are not installed headers")
	errNoCompiler   = errors.New("there is no C compiler")
)

// numbersOf asks the C compiler what it makes of installed headers: sizes, places and
// numbers of what the table has. It returns the release that they name, and each line
// that differs.
func numbersOf(t *spec.Table, cc, include string) (release string, news []string, err error) {
	answers, err := abi.Run(cc, include, abi.Program(t))
	if err != nil {
		return "", nil, err
	}
	lines := strings.Split(strings.TrimSpace(answers), "\n")
	release, ok := strings.CutPrefix(lines[0], "version ")
	if !ok {
		return "", nil, fmt.Errorf("the compiled program says %q, want the version", lines[0])
	}
	v, err := spec.ParseVersion(release)
	if err != nil {
		return "", nil, err
	}
	want := abi.Expected(t, v)
	for _, line := range want {
		if !slices.Contains(lines, line) {
			news = append(news, "the table has, and the headers have not: "+line)
		}
	}
	for _, line := range lines[1:] {
		if !slices.Contains(want, line) {
			news = append(news, "the headers have, and the table has not: "+line)
		}
	}
	return release, news, nil
}
