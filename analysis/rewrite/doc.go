// Package rewrite changes captured frames by what their bytes mean, and says
// where two frames differ.
//
// [Swap] writes a frame as a machine of the other byte order would have sent
// it. [Anonymizer] replaces pids, uids, gids and names, so that a capture can
// be shared. [Diff] compares two frames field by field.
//
// All three go by the spans of an analysis.Frame and the table of package spec,
// change no length, and read the frame only. What stands around a frame in a
// capture file (comments, the names of interfaces and hosts) is for the caller
// to keep or drop.
package rewrite
