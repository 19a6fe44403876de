package fit

import "slices"

// Column is what a column of a table needs.
type Column struct {
	Wide int  // the longest cell, the title among them
	Soft bool // a cell may go on below itself: a text, no number
}

// Place is where a column stands in the lines of a row.
type Place struct {
	Band int // below how many lines of columns; in one that is not the first all is indented
	Wide int // its columns
}

// Gap is between two columns, Indent before those of a band that is not the first.
const (
	Gap    = 2
	Indent = 4
)

// least returns what a column needs: a text a third of its longest, but neither so
// few that words are torn nor more than reads well.
func (c *Column) least() int {
	if c.Soft {
		return min(c.Wide, max(8, min(c.Wide/3, 20)))
	}
	return c.Wide
}

// Plan returns where columns stand, so that no line is longer than a limit. Texts
// become narrower where that is enough; else the columns that have no room stand in
// a band below.
func Plan(columns []Column, limit int) []Place {
	places := make([]Place, len(columns))
	band, first, used := 0, 0, 0
	room := limit
	for i := range columns {
		need := columns[i].least()
		if i > first {
			need += Gap
		}
		if i > first && used+need > room {
			widen(columns[first:i], places[first:i], room-used)
			band, first, room = band+1, i, max(limit-Indent, 1)
			used, need = 0, columns[i].least()
		}
		places[i] = Place{Band: band, Wide: min(columns[i].least(), room)}
		used += need
	}
	widen(columns[first:], places[first:], room-used)
	return places
}

// widen gives room that is left to the texts that want more, to each as much as to
// the others, or as it wants.
func widen(columns []Column, places []Place, room int) {
	var want []int // those that do, at first those that want least
	for i := range columns {
		if columns[i].Wide > places[i].Wide {
			want = append(want, i)
		}
	}
	missing := func(i int) int { return columns[i].Wide - places[i].Wide }
	slices.SortStableFunc(want, func(a, b int) int { return missing(a) - missing(b) })
	for n, i := range want {
		more := min(missing(i), max(room, 0)/(len(want)-n))
		places[i].Wide += more
		room -= more
	}
}
