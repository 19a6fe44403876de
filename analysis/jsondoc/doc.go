// Package jsondoc makes JSON objects whose keys may come several times, as those of
// frames do: their values become an array, in the place of the first. What it
// takes for the objects of one frame it takes again for the next, so that a
// frame costs no memory.
package jsondoc
