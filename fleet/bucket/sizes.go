package bucket

import "github.com/cnwire/cnwire/analysis/export"

// sizes are how much of its rows a bucket has in memory. Tests have smaller ones, so that
// all that fills is full after few rows, and what is said of it holds for long runs.
type sizes struct {
	parquet export.Sizes // of each file that is open
	rest    uint64       // rows of a table: a file that got none of so many puts its own away
	chunk   int          // bytes of the rows of a day that wait, and then go into a temporary file
	waiting int          // bytes of those of all days of a table
}

var usual = sizes{parquet: onePart(), rest: 1 << 12, chunk: 256 << 10, waiting: 16 << 20}

// onePart are the usual sizes for files that end before their ends need much memory.
func onePart() export.Sizes {
	s := export.UsualSizes()
	s.Groups = 0
	return s
}
