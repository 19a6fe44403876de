// Package aside keeps much of something in little memory: what was used last is there, and the
// rest in temporary files, which have no name and go with the program. A browser has no files:
// there all of it is in memory.
//
//	Bytes   one behind the other, read at any place
//	Array   values of one size, by their numbers
//	Words   texts that come again, numbered
//	Sorted  bytes in an order of the caller's
package aside
