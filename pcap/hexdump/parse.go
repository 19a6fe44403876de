package hexdump

import (
	"io"
	"strings"
)

// Parse returns the bytes of one packet, as somebody gives them in a command
// line: hexadecimal digits with or without spaces, colons, commas, 0x or
// newlines between the bytes, or any other form that a Reader reads. However
// short its lines are, they are one packet. Its error is an *Error: where a
// character is none of it, where a group has an odd number of digits, where a
// second packet starts, where a string was cut, or that there are no bytes.
func Parse(s string) ([]byte, error) {
	r := NewReader(strings.NewReader(s))
	r.one = true
	var all []byte
	for {
		var d Dump
		err := r.Next(&d)
		switch {
		case err == io.EOF && all == nil:
			return nil, &Error{Line: 1, Column: 1, Why: "there are no digits", Err: ErrSyntax}
		case err == io.EOF:
			return all, nil
		case err != nil:
			return nil, err
		case all != nil:
			return nil, &Error{Line: d.Line, Column: 1, Why: "a second packet starts here", Err: ErrSyntax}
		case d.Len > len(d.Data):
			return nil, &Error{Line: d.Line, Column: 1, Why: "strace left bytes out (-s)", Err: ErrCut}
		}
		all = append(all, d.Data...)
	}
}
