package manual

import (
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/fit"
)

// Fields returns what -e takes of frames, by name.
func Fields() []*analysis.Field {
	columns := analysis.Columns{Time: "r"}
	fields := append(columns.Fields(), analysis.Fields()...)
	slices.SortFunc(fields, func(a, b *analysis.Field) int { return strings.Compare(a.Name, b.Name) })
	return fields
}

// WriteFields writes the fields whose name or meaning has a match of a pattern (RE2,
// in any case), all for an empty one: their names, or a line each with type and
// meaning, in so many columns. It returns how many there are.
func WriteFields(w io.Writer, pattern string, names bool, width int) (n int, err error) {
	var rows [][]string
	match, err := regexp.Compile("(?i)" + pattern)
	if err != nil {
		return 0, err
	}
	for _, fd := range Fields() {
		if !match.MatchString(fd.Name) && !match.MatchString(fd.Doc) {
			continue
		}
		n++
		if names {
			fmt.Fprintln(w, fd.Name)
		} else {
			rows = append(rows, []string{fd.Name, fd.Type(), fd.Doc})
		}
	}
	return n, fit.List(w, "", width, rows)
}
