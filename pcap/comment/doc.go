// Package comment writes and reads the lines that programs leave for programs
// in the comments of a pcapng: which host an interface belongs to, and who a
// process was. Comments are where such things survive: editcap, mergecap and
// tshark -w keep them, and delete options and blocks for local use.
//
// A line has a mark with a version, a kind, and words:
//
//	cnwire:1 host name=web-1 id=8f0a... boot=27ab... source="connector socket"
//	cnwire:1 task pid=113 start=5123 comm=sh exe=/usr/bin/dash arg=sh arg=-c arg="echo hi"
//
// The grammar, the kinds and their words are in record/COMMENTS.md. A comment
// may have other lines before and behind: they are people's.
package comment
