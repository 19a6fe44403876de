// Package capinfo is what cnwire info says of a capture, as JSON: what the file says
// of itself, and the counts of analysis.Info. Keys are always there; what a capture
// does not say is null.
package capinfo
