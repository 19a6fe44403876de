// Package browser is captures as three panes show them: a list, which a display filter
// makes shorter, and of one frame the tree and the bytes.
//
// Captures stand in memory, and are read again for each filter and for each frame that
// is not near the one before, so that what is shown of a frame is what every other
// reading of all frames up to it says, and memory is that of the captures and of a line
// a frame.
package browser
