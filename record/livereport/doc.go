// Package livereport writes what happens on a machine while it happens, as forkstat(8)
// does: a line an event, with who it was, and totals at the end.
//
// It takes the frames of package record in the order in which they came, and keeps
// who a process was as the lines of kind task say (record/COMMENTS.md); lives and
// durations are those of processes.Table. Its memory grows with the processes that
// live at a time, and with no more than some thousand names.
package livereport
