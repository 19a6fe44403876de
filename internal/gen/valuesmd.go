package main

import (
	"fmt"
	"strings"

	"github.com/cnwire/cnwire/spec"
)

// valuesMD fills the generated region of spec/values.md.
func valuesMD(t *spec.Table, old []byte) ([]byte, error) {
	return replaceRegion(old, "values", values(t, func(string) bool { return true }))
}

// compact are value sets too long and too well known for a row each.
var compact = map[string]string{
	"errno":  "The error numbers of `include/uapi/asm-generic/errno.h`, %d names. A few architectures number them differently.",
	"signal": "The signal numbers of x86, arm and s390, %d names. Other architectures number some of them differently.",
}

// values writes one table a value set that is wanted.
func values(t *spec.Table, wanted func(string) bool) string {
	var md strings.Builder
	for _, set := range t.Sets() {
		if !wanted(set) {
			continue
		}
		fmt.Fprintf(&md, "### Set `%s`\n\n", set) // not the bare name, which a struct may have too
		vs := t.Set(set)
		if sentence, ok := compact[set]; ok {
			fmt.Fprintf(&md, sentence+"\n\n%s\n\n", len(vs), inLines(vs))
			continue
		}
		hex := shownHex(t, set)
		arms := false
		for _, v := range vs {
			arms = arms || v.Arm != ""
		}
		head, rule, cell := "", "", func(spec.Value) string { return "" }
		if arms {
			head, rule = " arm |", "---|"
			cell = func(v spec.Value) string { return " " + code(v.Arm) + " |" }
		}
		fmt.Fprintf(&md, "| value | name |%s since | meaning |\n|---:|---|%s---|---|\n", head, rule)
		for _, v := range vs {
			number := fmt.Sprintf("%d", v.Value)
			if hex > 0 {
				number = fmt.Sprintf("0x%0*x", hex, v.Value)
			}
			fmt.Fprintf(&md, "| %s | `%s` |%s %s | %s |\n", number, v.Name, cell(v), v.Since, v.Doc)
		}
		md.WriteString("\n")
	}
	return md.String()
}

// shownHex returns how many hexadecimal digits the fields of a set show, 0 for decimal.
func shownHex(t *spec.Table, set string) int {
	for _, s := range t.Structs() {
		for _, f := range s.Fields {
			if f.Values == set && f.Type.Hex() {
				return 2 * f.Size
			}
		}
	}
	return 0
}
