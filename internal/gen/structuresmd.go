package main

import (
	"fmt"
	"strings"

	"github.com/cnwire/cnwire/spec"
)

// structuresMD fills the generated region of spec/structures.md.
func structuresMD(t *spec.Table, old []byte) ([]byte, error) {
	return replaceRegion(old, "structures", structures(t, notOfUsers(t)))
}

// structures writes one section a struct that is wanted: its fields, then what they mean.
func structures(t *spec.Table, wanted func(*spec.Struct) bool) string {
	var md strings.Builder
	for _, s := range t.Structs() {
		if !wanted(&s) {
			continue
		}
		fmt.Fprintf(&md, "### `%s`\n\n%s\n", s.Name, wrapped(s.Doc, ""))
		fmt.Fprintf(&md, "`%s`, %d bytes, %s, from `%s`%s.\n\n", s.C, s.Size, order(s), s.Header, sinceClause(s.Since))
		fmt.Fprintf(&md, "```text\n%s```\n\n", diagram(s))
		md.WriteString("| offset | size | type | name | C name | filter | since |\n|---:|---:|---|---|---|---|---|\n")
		for _, f := range s.Fields {
			fmt.Fprintf(&md, "| %d | %d | %s | %s | %s | %s | %s |\n",
				f.Offset, f.Size, f.Type, code(f.Name), code(f.C), code(f.Filter), f.Since)
		}
		md.WriteString("\n")
		for _, f := range s.Fields {
			doc := f.Doc
			if f.Type == spec.Union {
				doc += fmt.Sprintf(" Which one: [`%s`](values.md#set-%s).", f.Values, f.Values)
			} else if f.Values != "" {
				doc += fmt.Sprintf(" Named by [`%s`](values.md#set-%s).", f.Values, f.Values)
			}
			md.WriteString("* " + wrapped(code(f.Name)+": "+doc, "  "))
		}
		md.WriteString("\n")
	}
	return md.String()
}

func order(s spec.Struct) string {
	if s.BigEndian {
		return "big-endian"
	}
	return "host byte order"
}

func sinceClause(since string) string {
	switch {
	case since == "":
		return ""
	case strings.HasPrefix(since, "[") || !strings.Contains(since, ".."):
		return ", since Linux " + since
	}
	return ", Linux " + since
}

// code marks up a name, if there is one.
func code(s string) string {
	if s == "" {
		return ""
	}
	return "`" + s + "`"
}
