package users

import (
	"regexp"

	"github.com/cnwire/cnwire/spec"
)

// Matching returns the users whose id, name or purpose has a match of a pattern
// (RE2, in any case), all for an empty one, in the order of the table. Its error is
// that of the pattern.
func Matching(pattern string) ([]spec.User, error) {
	match, err := regexp.Compile("(?i)" + pattern)
	if err != nil {
		return nil, err
	}
	var list []spec.User
	for _, u := range spec.Default().Users() {
		if match.MatchString(u.ID()) || match.MatchString(u.Name) || match.MatchString(u.Doc) {
			list = append(list, u)
		}
	}
	return list, nil
}
