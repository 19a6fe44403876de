// Package mold makes the JSON of frames that differ in nothing but their values. The
// first frame of a kind is written the long way, through its tree; where its values
// came to stand is kept, and the frames of the kind that follow fill in their own.
// What kinds there are nobody has to say: a kind is how a frame's bytes are divided,
// with all else that the form of its tree depends on.
package mold
