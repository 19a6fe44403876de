// Package fit puts text for people into as many columns as a terminal has. What
// has no room is not cut but goes on below: Break splits a text into lines, and a
// Plan says where the columns of a table stand, and which of them on lines of their
// own. Columns are those of a terminal, where a character may have two or none.
//
// Text is what analysis.Escape leaves: valid UTF-8 on one line, without controls.
package fit
