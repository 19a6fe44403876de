package rewrite

import "github.com/cnwire/cnwire/spec"

// treatment is what an Anonymizer does with a field.
type treatment uint8

const (
	erase treatment = iota // its bytes become zero
	keep
	asPID  // it names a task, or a port that is mostly named after one
	asID   // it names a user or a group
	asComm // it is the name of a program
)

// treatmentOf returns what is done with a field of the table. Each was judged
// there by a person, and what this code has no word for is erased. cn_msg.flags
// is: in process events it was uninitialised memory before 3.12 (R10), and it
// has a meaning in no message that is shown.
func treatmentOf(f *spec.Field) treatment {
	switch f.Anonymize {
	case "keep":
		return keep
	case "pid":
		return asPID
	case "uid":
		return asID
	case "name":
		return asComm
	}
	return erase
}
