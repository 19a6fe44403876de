package sql

import (
	"embed"
	"slices"
	"strings"
)

//go:embed *.sql
var files embed.FS

// Question is a question as people ask it, and as engines do.
type Question struct {
	Name string // of the file, without its ending
	Text string // the first line
	SQL  string
}

// Questions are all of them, by their names.
func Questions() (all []Question) {
	entries, err := files.ReadDir(".")
	if err != nil {
		panic(err) // they are embedded
	}
	for _, e := range entries {
		text, err := files.ReadFile(e.Name())
		if err != nil {
			panic(err)
		}
		first, _, _ := strings.Cut(string(text), "\n")
		all = append(all, Question{strings.TrimSuffix(e.Name(), ".sql"), strings.TrimPrefix(first, "-- "), string(text)})
	}
	slices.SortFunc(all, func(a, b Question) int { return strings.Compare(a.Name, b.Name) })
	return all
}
