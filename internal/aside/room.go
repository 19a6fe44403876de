//go:build !js

package aside

// How much is in memory: pages of Bytes where nobody says how many, bytes of Words, and bytes
// of Sorted.
const (
	usualPages  = 16
	nearBytes   = 2 << 20
	sortedBytes = 4 << 20
)

// pages is how many pages are in memory where so many are asked for.
func pages(n int) int64 {
	if n == 0 {
		return usualPages
	}
	return int64(n)
}
