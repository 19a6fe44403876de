package inorder

// maxHeld is how many values wait in memory: all, for a browser has no files.
const maxHeld = 1<<63 - 1
