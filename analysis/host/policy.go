package host

import "fmt"

// Policy says what a host is where the capture does not.
type Policy uint8

const (
	ByFile      Policy = iota // a file
	ByInterface               // an interface of a section of a file
	None                      // all there is, whatever captures say: there is one host
)

// String returns "file", "interface" or "none".
func (p Policy) String() string {
	switch p {
	case ByInterface:
		return "interface"
	case None:
		return "none"
	}
	return "file"
}

// Set sets the policy to what a user wrote, as String has it.
func (p *Policy) Set(word string) error {
	for _, known := range []Policy{ByFile, ByInterface, None} {
		if word == known.String() {
			*p = known
			return nil
		}
	}
	return fmt.Errorf("unknown host %q: one of file, interface, none", word)
}
