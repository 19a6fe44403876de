// Package suggest finds the names that somebody who wrote a wrong one may have
// meant.
package suggest

import (
	"slices"
	"sort"
	"strings"
)

// Nearest returns up to three names that are spelled like a wrong one: by edit
// distance, or because they have all its words. Where a letter is the difference, those
// that are further away are left out.
func Nearest(wrong string, names []string) []string {
	type near struct {
		name string
		far  int
	}
	var found []near
	low := strings.ToLower(wrong)
	limit := max(2, len(wrong)/3)
	for _, name := range names {
		far := distance(low, strings.ToLower(name))
		last := name[strings.LastIndexByte(name, '.')+1:]
		if last == low { // exit_code for cn_proc.exit.exit_code
			far = 1
		} else {
			far = min(far, distance(low, last)+1)
		}
		if far > 2 && hasWords(name, low) {
			far = 2 // cn_proc.fork.child_pid for fork.pid
		}
		if far <= limit {
			found = append(found, near{name, far})
		}
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].far < found[j].far })
	var best []string
	for _, n := range found[:min(3, len(found))] {
		if found[0].far == 1 && n.far > 1 {
			break
		}
		best = append(best, n.name)
	}
	return best
}

// hasWords reports whether a name has every word of another.
func hasWords(name, words string) bool {
	separator := func(r rune) bool { return r == '.' || r == '_' }
	has := strings.FieldsFunc(strings.ToLower(name), separator)
	for _, w := range strings.FieldsFunc(words, separator) {
		if !slices.Contains(has, w) {
			return false
		}
	}
	return true
}

// distance is the Levenshtein distance of two names.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := diagonal
			if a[i-1] != b[j-1] {
				cost++
			}
			diagonal = row[j]
			row[j] = min(cost, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}
