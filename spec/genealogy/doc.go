// Package genealogy says who answers whom in connector traffic, and what was
// lost: the rules of seq and ack (spec/genealogy.md, R20 to R30),
// executable, on plain headers. It knows nothing of bytes or files.
//
// Tracker takes the headers in the order in which they arrived and gives a
// verdict on each. Losses takes the same headers with their verdicts and
// reports gaps in the sequence of each processor. Sender is the sender's half.
//
// Which rule the answers of an id follow is in rules.csv of package spec.
package genealogy
