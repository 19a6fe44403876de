package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cnwire/cnwire/spec"
)

// specMD fills the generated regions of SPEC.md.
func specMD(t *spec.Table, old []byte) ([]byte, error) {
	page, err := replaceRegion(old, "structures", pictures(t, notOfUsers(t)))
	if err != nil {
		return nil, err
	}
	return damagedFrame(page)
}

// pictures writes what a decoder needs of each struct that is wanted: its size and
// its fields.
func pictures(t *spec.Table, wanted func(*spec.Struct) bool) string {
	var md strings.Builder
	for _, s := range t.Structs() {
		if isArm(s) || !wanted(&s) {
			continue
		}
		fmt.Fprintf(&md, "### `%s`\n\n%s\n```text\n%s```\n\n", s.Name, wrapped(fmt.Sprintf("%s %d bytes.", s.Doc, s.Size), ""), diagram(s))
		if f, ok := s.Field("event_data"); ok && s.Name == "proc_event" {
			md.WriteString(arms(t, f.Values))
		}
	}
	return md.String()
}

// isArm reports whether a struct is one of a union.
func isArm(s spec.Struct) bool { return strings.Contains(s.Name, ".") }

// arms draws the union of struct proc_event, a line an arm: its what, its size,
// and its fields at their offsets in it.
func arms(t *spec.Table, whats string) string {
	var offsets []int
	var structs []*spec.Struct
	var rows [][]string
	for _, v := range t.Set(whats) {
		s, ok := t.Struct(v.Arm)
		if !ok {
			continue
		}
		structs = append(structs, s)
		_, arm, _ := strings.Cut(s.Name, ".")
		rows = append(rows, []string{fmt.Sprintf("0x%08x", v.Value), arm, fmt.Sprint(s.Size)})
		for _, f := range s.Fields {
			if !slices.Contains(offsets, f.Offset) {
				offsets = append(offsets, f.Offset)
			}
		}
	}
	slices.Sort(offsets)
	head := []string{"what", "arm", "bytes"}
	for _, at := range offsets {
		head = append(head, fmt.Sprint(at))
		for i, s := range structs {
			cell := ""
			for _, f := range s.Fields {
				if f.Offset == at {
					cell = string(f.Type) + " " + f.Name
				}
			}
			rows[i] = append(rows[i], cell)
		}
	}
	return "The union, at the offset of event_data. The first number of a field is its place in it.\n\n```text\n" + columns(append([][]string{head}, rows...)) + "```\n\n"
}

// columns writes rows of cells, a space between two columns.
func columns(rows [][]string) string {
	var out strings.Builder
	for _, row := range rows {
		line := ""
		for i, cell := range row {
			width := 0
			for _, r := range rows {
				width = max(width, len(r[i]))
			}
			line += pad(cell, width+1)
		}
		out.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	return out.String()
}
