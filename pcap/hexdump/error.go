package hexdump

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// The classes of failure. Use errors.Is.
var (
	// ErrSyntax: a character or a number that cannot stand where it stands.
	ErrSyntax = errors.New("does not parse")

	// ErrOffset: the offset in front of a line is not the number of bytes so
	// far, so lines are missing or doubled.
	ErrOffset = errors.New("offset does not fit")

	// ErrForm: words, characters or bits, from which the bytes cannot be told;
	// or no text at all.
	ErrForm = errors.New("not a form that is read")

	// ErrSize: a packet over MaxPacket bytes, or a line over 2 MiB.
	ErrSize = errors.New("too long")

	// ErrCut: the text ends inside a packet, or leaves bytes out without saying
	// how many.
	ErrCut = errors.New("cut short")

	// ErrRead: the caller's io.Reader failed.
	ErrRead = errors.New("unreadable")
)

// Error says where a text does not give bytes, and why.
type Error struct {
	Line   int    // from 1
	Column int    // from 1, in bytes
	Why    string // a sentence without a full stop
	Err    error  // the class: ErrSyntax, ErrOffset, ErrForm, ErrSize, ErrCut or ErrRead
	Cause  error  // what the io.Reader reported, with ErrRead

	near  string // what stands around the place
	caret int    // how many characters of near stand before it
}

// Error returns a line such as
//
//	hexdump: line 3, column 12: "g" is not a hexadecimal digit
func (e *Error) Error() string {
	return fmt.Sprintf("hexdump: line %d, column %d: %s", e.Line, e.Column, e.Why)
}

// Unwrap gives the class and, if there is one, the cause.
func (e *Error) Unwrap() []error {
	if e.Cause == nil {
		return []error{e.Err}
	}
	return []error{e.Err, e.Cause}
}

// Excerpt returns what stands around the place, at most 64 characters, and
// below it a caret at the place: two lines without a newline at the end. It is
// empty where there is no text.
func (e *Error) Excerpt() string {
	if e.near == "" {
		return ""
	}
	return e.near + "\n" + strings.Repeat(" ", e.caret) + "^"
}

// mark keeps the surroundings of column e.Column of a line.
func (e *Error) mark(line string) {
	const before, after = 40, 24
	at := min(e.Column-1, len(line))
	from, to := max(0, at-before), min(len(line), at+after)
	for from > 0 && !utf8.RuneStart(line[from]) {
		from--
	}
	for to < len(line) && !utf8.RuneStart(line[to]) {
		to++
	}
	e.near = clean(line[from:at]) + clean(line[at:to])
	e.caret = utf8.RuneCountInString(line[from:at])
}

// clean makes every character of a line one column wide and harmless.
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x20 || r == 0x7f {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, "?"))
}
