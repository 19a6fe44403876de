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

// documentation writes what the kernel's documentation says, with what holds.
func documentation() string {
	var md strings.Builder
	for _, s := range spec.Statements() {
		line := fmt.Sprintf("%s (%s; %s)", s.Text, strings.Join(s.Ages, ", "), strings.Join(s.Rules, ", "))
		if s.Correction != "" {
			line += " **" + s.Correction + "**: " + s.Doc
		}
		md.WriteString("* " + wrapped(line, "  "))
	}
	return md.String()
}
