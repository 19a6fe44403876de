package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/cnwire/cnwire/analysis/export"
	"github.com/cnwire/cnwire/fleet/bucket"
)

// sentences is how many of a sort are told one by one.
const sentences = 20

// tell says what came of a run, and reports whether files were wrong or not there, or rows
// are missing.
func tell(w io.Writer, reports []bucket.Entry) (wrong bool) {
	var all bucket.Counts
	var left, large, longer, nothing []string
	for i := range reports {
		e := &reports[i]
		all.Add(&e.Counts)
		left, large = append(left, e.Left...), append(large, e.Large...)
		longer = append(longer, e.Longer...)
		if e.Nothing != "" {
			nothing = append(nothing, "no file is named "+e.Nothing)
		}
	}
	fmt.Fprintf(w, "%d files of %d recorders, %d bytes, %d frames\n", all.Files, all.Streams, all.Bytes, all.Frames)
	for _, k := range export.Kinds() {
		fmt.Fprintf(w, "%-10s %d rows\n", k, all.Rows[k])
	}
	fmt.Fprintf(w, "%d files written, %d bytes\n", all.Outputs, all.Written)
	if all.There > 0 {
		fmt.Fprintf(w, "%d files were already there, with the rows that they have\n", all.There)
	}
	for _, list := range [][]string{left, large, longer, nothing} {
		for i, sentence := range list {
			if i == sentences {
				fmt.Fprintf(w, "and %d more like this\n", len(list)-i)
				break
			}
			fmt.Fprintln(w, sentence)
		}
	}
	if all.Late > 0 {
		fmt.Fprintf(w, "%d events came so late that the lives around them may be wrong\n", all.Late)
	}
	if all.Wrong > 0 {
		fmt.Fprintf(w, "%d files are damaged, cut short or no captures: the table notes says where, and all else was read\n", all.Wrong)
	}
	if all.Longer > 0 {
		fmt.Fprintf(w, "%d files are longer than what an earlier run read of them, and the rest is in no table\n", all.Longer)
	}
	return all.Wrong+all.Longer+len(nothing) > 0
}

// cause is what went wrong, without what Beam puts around it, which its log has.
func cause(err error) string {
	text := err.Error()
	for _, before := range []string{"caused by:\n", " failed:\n"} {
		if i := strings.LastIndex(text, before); i >= 0 {
			text = text[i+len(before):]
		}
	}
	return text
}
