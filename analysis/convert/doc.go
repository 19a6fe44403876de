// Package convert copies captures: into another format, a part of them, with
// frames rewritten, several merged into one, or out of text. What nothing was
// asked of stays as it is, to the byte.
package convert
