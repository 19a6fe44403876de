package fit

const blank = "                                                                "

// Spaces appends n spaces, or none where n is less.
func Spaces(b []byte, n int) []byte {
	for ; n > len(blank); n -= len(blank) {
		b = append(b, blank...)
	}
	return append(b, blank[:max(n, 0)]...)
}
