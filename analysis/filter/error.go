package filter

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Error says what is wrong with a filter's text, and where.
type Error struct {
	Text     string
	Pos, Len int // bytes of Text that it is about; Len is 0 at the end
	Msg      string
	Near     []string // names that may have been meant
}

// Error returns the message with the names that may have been meant.
func (e *Error) Error() string {
	if len(e.Near) == 0 {
		return e.Msg
	}
	return e.Msg + ": did you mean " + strings.Join(e.Near, ", ") + "?"
}

// Caret returns the filter's text and, on a line below it, a caret at the place.
func (e *Error) Caret() string {
	end := min(e.Pos+e.Len, len(e.Text))
	line := plain(e.Text[:e.Pos]) + plain(e.Text[e.Pos:end]) + plain(e.Text[end:])
	mark := strings.Repeat(" ", utf8.RuneCountInString(plain(e.Text[:e.Pos]))) + "^"
	if n := utf8.RuneCountInString(plain(e.Text[e.Pos:end])); n > 1 {
		mark += strings.Repeat("~", n-1)
	}
	return line + "\n" + mark
}

// plain keeps a text on one line of a terminal, one column a character.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case !unicode.IsPrint(r):
			return '.'
		}
		return r
	}, s)
}
