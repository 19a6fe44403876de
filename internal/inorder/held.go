//go:build !js

package inorder

// maxBytes is how many bytes of values wait in memory, and maxApart how far apart the
// numbers are that near has room for, at most.
const (
	maxBytes = 8 << 20
	maxApart = 1 << 18
)
