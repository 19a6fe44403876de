package vectors

import (
	"regexp"
	"slices"
)

// Selection says which vectors are meant. What is empty chooses nothing out.
type Selection struct {
	Name    *regexp.Regexp // found anywhere in the name
	Kinds   []string
	Structs []string
	Orders  []string
	Rules   []string // one of them is enough; so it is with flags
	Flags   []string
	Sources []string
}

// Has reports whether v is meant.
func (s *Selection) Has(v *Vector) bool {
	return (s.Name == nil || s.Name.MatchString(v.Name)) &&
		among(s.Kinds, v.Kind) && among(s.Structs, v.Struct) && among(s.Orders, v.Order) &&
		among(s.Rules, v.Rules()...) && among(s.Flags, v.Flags...) && among(s.Sources, v.Source)
}

// Of returns the vectors that are meant.
func (s *Selection) Of(list []Vector) (chosen []Vector) {
	for i := range list {
		if s.Has(&list[i]) {
			chosen = append(chosen, list[i])
		}
	}
	return chosen
}

// among reports whether one of the words is in the list, or the list is empty.
func among(list []string, words ...string) bool {
	return len(list) == 0 || slices.ContainsFunc(words, func(w string) bool { return slices.Contains(list, w) })
}
