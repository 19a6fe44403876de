package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// rulePages have the rules, in the order of their numbers.
var rulePages = []string{"SPEC.md", "spec/genealogy.md", "spec/core.md"}

// Rules start so, and so do their duties.
var (
	ruleStart = regexp.MustCompile(`(?m)^\*\*(R\d+)\.`)
	dutyStart = regexp.MustCompile(`(?m)^\* ((R\d+)[a-z])\. (.*(?:\n  .*)*)`)
)

// coverageMD returns what fills the regions of spec/coverage.md: for each duty of the
// pages below root, and for each rule that has none, a vector that obeys it and one
// that it refuses; and why a duty has none.
func coverageMD(root string) func(*spec.Table, []byte) ([]byte, error) {
	return func(_ *spec.Table, old []byte) ([]byte, error) {
		list, err := cachedVectors()
		if err != nil {
			return nil, err
		}
		var text []byte
		for _, name := range rulePages {
			page, err := os.ReadFile(filepath.Join(root, name))
			if err != nil {
				return nil, err
			}
			text = append(text, page...)
		}
		rows, reasons, err := coverage(text, list, duties)
		if err != nil {
			return nil, err
		}
		page, err := replaceRegion(old, "examined", rows)
		if err != nil {
			return nil, err
		}
		return replaceRegion(page, "unexamined", reasons)
	}
}

// coverage makes the table, and the list of what is not examined.
func coverage(text []byte, list []vectors.Vector, duties []duty) (rows, reasons string, err error) {
	rows = "| duty | obeyed in | refused in, or not what it looks like |\n|---|---|---|\n"
	stated := dutyStart.FindAllSubmatch(text, -1)
	if len(stated) != len(duties) {
		return "", "", fmt.Errorf("the pages have %d duties, and duties.go %d", len(stated), len(duties))
	}
	for i, m := range stated {
		if duties[i].name != string(m[1]) {
			return "", "", fmt.Errorf("the pages have %s where duties.go has %s", m[1], duties[i].name)
		}
	}
	for _, m := range ruleStart.FindAllSubmatch(text, -1) {
		rule, none := string(m[1]), true
		for i, d := range stated {
			if string(d[2]) != rule {
				continue
			}
			none = false
			row, err := duties[i].row(list, rule, string(d[3]))
			if err != nil {
				return "", "", err
			}
			rows += row
			if duties[i].none != "" {
				reasons += "* " + wrapped(duties[i].name+": "+duties[i].none+".", "  ")
			}
		}
		if none {
			obeys := shortest(list, rule, func(v *vectors.Vector) []string { return v.Accepts })
			refuses := shortest(list, rule, func(v *vectors.Vector) []string { return v.Refuses })
			rows += fmt.Sprintf("| %s | %s | %s |\n", rule, code(obeys), code(refuses))
		}
	}
	return rows, reasons, nil
}

// mentioned matches the rules that a duty speaks of.
var mentioned = regexp.MustCompile(`R\d+`)

// row returns the line of a duty, whose vectors have to be of its rule, or of one
// that it mentions.
func (d *duty) row(list []vectors.Vector, rule, text string) (string, error) {
	rules := append(mentioned.FindAllString(text, -1), rule)
	var cells [2]string
	for i, base := range []string{d.obeyed, d.refused} {
		if base == "" {
			if d.none == "" {
				return "", fmt.Errorf("%s lacks a vector, and the reason", d.name)
			}
			continue
		}
		at := slices.IndexFunc(list, func(v vectors.Vector) bool { return v.Name == base || v.Name == base+"/"+v.Order })
		switch {
		case at < 0:
			return "", fmt.Errorf("%s: there is no vector %s", d.name, base)
		case !slices.ContainsFunc(list[at].Rules(), func(r string) bool { return slices.Contains(rules, r) }):
			return "", fmt.Errorf("%s: %s is of %v", d.name, list[at].Name, list[at].Rules())
		case i == 0 && list[at].Asks() && !list[at].Expect.OK && !slices.Contains(list[at].Accepts, rule):
			return "", fmt.Errorf("%s: %s is not sound", d.name, list[at].Name)
		}
		cells[i] = list[at].Name
	}
	return fmt.Sprintf("| %s | %s | %s |\n", d.name, code(cells[0]), code(cells[1])), nil
}

// shortest returns the shortest name of a vector that has a rule, and of several
// the first.
func shortest(list []vectors.Vector, rule string, of func(*vectors.Vector) []string) (name string) {
	for i := range list {
		for _, r := range of(&list[i]) {
			if n := list[i].Name; r == rule && (name == "" || len(n) < len(name)) {
				name = n
			}
		}
	}
	return name
}
