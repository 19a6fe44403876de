package main

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// damaged is the vector that SPEC.md shows as its example of a damaged frame.
const damaged = "datagram/frame/snapped/overrun/little"

// ruleStart matches the start of a rule.
var ruleStart = regexp.MustCompile(`(?m)^\*\*(R\d+)\.`)

// damagedFrame fills the region of SPEC.md that shows a vector.
func damagedFrame(page []byte) ([]byte, error) {
	list, err := cachedVectors()
	if err != nil {
		return nil, err
	}
	set := vectors.Set{Vectors: list}
	v := set.Find(damaged)
	if v == nil {
		return nil, fmt.Errorf("no vector %s", damaged)
	}
	return replaceRegion(page, "damaged", "```text\n"+string(v.AppendText(nil))+"```")
}

// examined fills the region of a page of rules that names, for each rule of the
// page, a vector that obeys it and one that it refuses.
func examined(_ *spec.Table, page []byte) ([]byte, error) {
	list, err := cachedVectors()
	if err != nil {
		return nil, err
	}
	var md strings.Builder
	md.WriteString("| rule | obeyed in | refused in, or not what it looks like |\n|---|---|---|\n")
	for _, m := range ruleStart.FindAllSubmatch(page, -1) {
		rule := string(m[1])
		obeys := shortest(list, rule, func(v *vectors.Vector) []string { return v.Accepts })
		refuses := shortest(list, rule, func(v *vectors.Vector) []string { return v.Refuses })
		fmt.Fprintf(&md, "| %s | %s | %s |\n", rule, code(obeys), code(refuses))
	}
	return replaceRegion(page, "examined", md.String())
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
