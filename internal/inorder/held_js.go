package inorder

// A browser has no files: all values wait in memory.
const (
	maxBytes = 1<<63 - 1
	maxApart = 1<<63 - 1
)
