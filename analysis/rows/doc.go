// Package rows is how everything that lists writes: a typed cell, a row of
// them, the columns that say what a cell means, and a writer for each format,
// which reads nothing but rows: a table for people, chosen columns in lines,
// CSV, and three forms of JSON.
//
// What is listed says once, in a Columns, what its columns are called and where
// their values come from. Sorting, choosing, escaping and the forms of numbers
// and times stand here and nowhere else.
//
// A form prints a row by itself, which several processors may do at once, and then writes it where it
// stands behind the others.
package rows
