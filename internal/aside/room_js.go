package aside

import "math"

// A browser has no files: all is in memory.
const (
	nearBytes   = math.MaxInt
	sortedBytes = math.MaxInt
)

func pages(int) int64 { return math.MaxInt64 }
