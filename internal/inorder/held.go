//go:build !js

package inorder

// maxHeld is how many values wait in memory.
const maxHeld = 1 << 14
