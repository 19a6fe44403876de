package main

import (
	"slices"
	"strings"
)

// record is one of MANIFEST, or its introduction: lines without a blank one.
type record string

// file returns the path that a record is about.
func (r record) file() string {
	first, _, _ := strings.Cut(string(r), "\n")
	name, ok := strings.CutPrefix(first, "file: ")
	if !ok {
		return ""
	}
	return name
}

// parseRecords takes MANIFEST apart at its blank lines.
func parseRecords(text string) (list []record) {
	for block := range strings.SplitSeq(text, "\n\n") {
		if block = strings.Trim(block, "\n"); block != "" {
			list = append(list, record(block))
		}
	}
	return list
}

// without leaves out the records of files whose path has a prefix.
func without(list []record, prefix string) []record {
	return slices.DeleteFunc(list, func(r record) bool { return strings.HasPrefix(r.file(), prefix) })
}

// formatRecords puts MANIFEST together: what people wrote stays in its order, the
// records of files in folders follow by name.
func formatRecords(list []record) string {
	inFolder := func(r record) bool { return strings.Count(r.file(), "/") > 1 }
	slices.SortStableFunc(list, func(a, b record) int {
		switch {
		case !inFolder(a) && !inFolder(b):
			return 0
		case !inFolder(a):
			return -1
		case !inFolder(b):
			return 1
		}
		return strings.Compare(a.file(), b.file())
	})
	var b strings.Builder
	for i, r := range list {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(string(r) + "\n")
	}
	return b.String()
}
