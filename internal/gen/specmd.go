package main

import (
	"fmt"
	"strings"

	"github.com/cnwire/cnwire/spec"
)

// specMD fills the generated regions of SPEC.md.
func specMD(t *spec.Table, old []byte) ([]byte, error) {
	page, err := replaceRegion(old, "structures", structures(t))
	if err != nil {
		return nil, err
	}
	if page, err = replaceRegion(page, "values", values(t)); err != nil {
		return nil, err
	}
	if page, err = damagedFrame(page); err != nil {
		return nil, err
	}
	return examined(t, page)
}

// columns explains what the tables do not say themselves.
const columns = `Offsets and sizes are in bytes. Numbers of type u and s are shown in decimal, those of type x in hexadecimal.
The name is what vectors, answers and the rules call a field; C has it in that place, or under the C name.
A pad aligns what is behind it: its bytes mean nothing, are kept, and have no filter; C mostly has no name for it.
A version under "since" is the first release; [A..B] means missing in A and present in B, with no release between them
read; A..B means from A to B and gone afterwards; nothing means as old as what surrounds it, or not proven.

`

// structures writes one section a struct: picture, then table.
func structures(t *spec.Table) string {
	var md strings.Builder
	md.WriteString(columns)
	for _, s := range t.Structs() {
		fmt.Fprintf(&md, "### `%s`\n\n%s\n\n", s.Name, s.Doc)
		fmt.Fprintf(&md, "`%s`, %d bytes, %s, from `%s`%s.\n\n", s.C, s.Size, order(s), s.Header, sinceClause(s.Since))
		fmt.Fprintf(&md, "```text\n%s```\n\n", diagram(s))
		md.WriteString("| offset | size | type | name | C name | filter | since | meaning |\n|---:|---:|---|---|---|---|---|---|\n")
		for _, f := range s.Fields {
			doc := f.Doc
			if f.Type == spec.Union {
				doc += fmt.Sprintf(" Which one: [`%s`](#set-%s).", f.Values, f.Values)
			} else if f.Values != "" {
				doc += fmt.Sprintf(" Named by [`%s`](#set-%s).", f.Values, f.Values)
			}
			fmt.Fprintf(&md, "| %d | %d | %s | %s | %s | %s | %s | %s |\n",
				f.Offset, f.Size, f.Type, code(f.Name), code(f.C), code(f.Filter), f.Since, doc)
		}
		md.WriteString("\n")
	}
	return md.String()
}

// compact are value sets too long and too well known for a row each.
var compact = map[string]string{
	"errno":  "The error numbers of `include/uapi/asm-generic/errno.h`, %d names. A few architectures number them differently.",
	"signal": "The signal numbers of x86, arm and s390, %d names. Other architectures number some of them differently.",
}

// values writes one table a value set.
func values(t *spec.Table) string {
	var md strings.Builder
	for _, set := range t.Sets() {
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

// width is how long a line of names may be.
const width = 120

// inLines writes numbers and names one behind the other.
func inLines(vs []spec.Value) string {
	var md strings.Builder
	at := 0
	for i, v := range vs {
		word := fmt.Sprintf("%d %s", v.Value, v.Name)
		if i < len(vs)-1 {
			word += ","
		}
		if at > 0 && at+1+len(word) > width {
			md.WriteByte('\n')
			at = 0
		} else if at > 0 {
			md.WriteByte(' ')
			at++
		}
		md.WriteString(word)
		at += len(word)
	}
	md.WriteByte('.')
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
