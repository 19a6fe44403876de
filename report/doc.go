// Package report finds out what a page of a capture says: sentences that say what there
// is to know, lives of processes over time, tables.
//
// It finds out nothing itself: its figures are those of packages processes, statistics,
// notes and pairs, drawn by package timeline. Package page makes one file of it.
package report
