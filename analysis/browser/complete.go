package browser

import (
	"strings"

	"github.com/cnwire/cnwire/analysis"
)

// Name is the name of a field, and what it means.
type Name struct {
	Name string `json:"name"`
	Doc  string `json:"doc"`
}

// Complete returns the names of fields that what stands before a place of a filter's
// text may become, most in number, and where in the text such a name begins. The place
// counts bytes.
func Complete(text string, place, most int) (names []Name, from int) {
	place = min(max(place, 0), len(text))
	for from = place; from > 0 && ofName(text[from-1]); from-- {
	}
	word := strings.ToLower(text[from:place])
	if word == "" || word[0] >= '0' && word[0] <= '9' || strings.Count(text[:from], `"`)%2 == 1 {
		return nil, place
	}
	for _, begins := range []bool{true, false} { // names that begin so first
		for _, fd := range analysis.Fields() {
			if len(names) == most {
				return names, from
			}
			name := strings.ToLower(fd.Name)
			if strings.HasPrefix(name, word) == begins && strings.Contains(name, word) {
				names = append(names, Name{fd.Name, fd.Doc})
			}
		}
	}
	return names, from
}

// ofName: it may stand in the name of a field.
func ofName(c byte) bool {
	return c == '_' || c == '.' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
}
