// Package report makes a page of a capture: sentences that say what there is to know,
// lives of processes over time, tables. It is one file that needs no network.
//
// It finds out nothing itself: its figures are those of packages processes, statistics,
// notes and pairs, drawn by package timeline. What people see is made by web/, whose
// built files stand in assets/; they get the data as compressed JSON within the page,
// and make elements of it by textContent alone.
package report
