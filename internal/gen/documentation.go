package main

import (
	"fmt"
	"strings"

	"github.com/cnwire/cnwire/spec"
)

// documentationMD fills the generated region of spec/documentation.md.
func documentationMD(_ *spec.Table, old []byte) ([]byte, error) {
	return replaceRegion(old, "documentation", documentation())
}

// documentation writes what the kernel's documentation says beside what holds.
func documentation() string {
	var md strings.Builder
	md.WriteString("| the documentation says | of | rules | correction |\n|---|---|---|---|\n")
	for _, s := range spec.Statements() {
		correction := ""
		if s.Correction != "" {
			correction = "**" + s.Correction + "**: " + s.Doc
		}
		fmt.Fprintf(&md, "| %s | %s | %s | %s |\n", s.Text, strings.Join(s.Ages, ", "), strings.Join(s.Rules, ", "), correction)
	}
	return md.String()
}
