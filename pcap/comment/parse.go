package comment

import (
	"fmt"
	"strconv"
	"strings"
)

// Error says where a line breaks the grammar.
type Error struct {
	Column int // of the line, in bytes, from 1
	Reason string
}

// Error returns the sentence.
func (e *Error) Error() string { return fmt.Sprintf("column %d: %s", e.Column, e.Reason) }

// ErrVersion is a Line of another version, of which nothing is known.
type ErrVersion struct{ Version string }

// Error returns the sentence.
func (e *ErrVersion) Error() string {
	return fmt.Sprintf("version %q of the comment lines is not known here: %d is", e.Version, Version)
}

// Parse reads a line that Lines gave. The error is an *Error, or an *ErrVersion
// for a line of a version that is not known.
func Parse(line string) (Line, error) {
	p := parser{line: line}
	if !strings.HasPrefix(line, mark) {
		return Line{}, p.fail("a line of ours begins with " + mark)
	}
	p.at = len(mark)
	if version := p.until(" "); version != strconv.Itoa(Version) {
		return Line{}, &ErrVersion{version}
	}
	l := Line{Words: make([]Word, 0, min(strings.Count(line, "="), 16))}
	for p.at < len(line) {
		if line[p.at] != ' ' {
			return Line{}, p.fail("a space belongs here")
		}
		p.at++
		if l.Kind == "" {
			if l.Kind = p.until(" "); !isKey(l.Kind) {
				return Line{}, p.fail(fmt.Sprintf("%q is no kind", l.Kind))
			}
			continue
		}
		w, err := p.word()
		if err != nil {
			return Line{}, err
		}
		l.Words = append(l.Words, w)
	}
	if l.Kind == "" {
		return Line{}, p.fail("the kind is missing")
	}
	return l, nil
}

// parser is at a place of a line.
type parser struct {
	line string
	at   int
}

func (p *parser) fail(reason string) error { return &Error{p.at + 1, reason} }

// until returns what stands before one of these bytes, or before the end.
func (p *parser) until(ends string) string {
	rest := p.line[p.at:]
	if i := strings.IndexAny(rest, ends); i >= 0 {
		rest = rest[:i]
	}
	p.at += len(rest)
	return rest
}

// word reads key=value.
func (p *parser) word() (w Word, err error) {
	began := p.at
	if w.Key = p.until("= "); !isKey(w.Key) {
		p.at = began
		return w, p.fail(fmt.Sprintf("%q is no key", w.Key))
	}
	if p.at == len(p.line) || p.line[p.at] != '=' {
		return w, p.fail("= belongs behind a key")
	}
	if p.at++; p.at < len(p.line) && p.line[p.at] == '"' {
		w.Value, err = p.quoted()
		return w, err
	}
	began = p.at
	w.Value = p.until(" ")
	for i := range len(w.Value) {
		if needsQuotes(w.Value[i]) {
			p.at = began + i
			return w, p.fail(fmt.Sprintf("%q stands in quotes only", w.Value[i:i+1]))
		}
	}
	return w, nil
}

// quoted reads "value".
func (p *parser) quoted() (string, error) {
	var value strings.Builder
	for p.at++; p.at < len(p.line); p.at++ {
		switch c := p.line[p.at]; {
		case c == '"':
			p.at++
			return value.String(), nil
		case c == '\\':
			b, n := unescape(p.line[p.at:])
			if n == 0 {
				return "", p.fail(`behind \ stands \, " or xNN`)
			}
			value.WriteByte(b)
			p.at += n - 1
		default:
			value.WriteByte(c)
		}
	}
	return "", p.fail("a quote is open")
}

// unescape reads the escape that s begins with, and how long it is, or 0.
func unescape(s string) (b byte, n int) {
	switch {
	case len(s) >= 2 && (s[1] == '\\' || s[1] == '"'):
		return s[1], 2
	case len(s) >= 4 && s[1] == 'x':
		if v, err := strconv.ParseUint(s[2:4], 16, 8); err == nil {
			return byte(v), 4
		}
	}
	return 0, 0
}

// isKey: small letters, digits, . and _, a letter first.
func isKey(s string) bool {
	for i := range len(s) {
		c := s[i]
		if letter := 'a' <= c && c <= 'z'; !letter && (i == 0 || !('0' <= c && c <= '9' || c == '.' || c == '_')) {
			return false
		}
	}
	return s != ""
}

// needsQuotes: it does not stand in a value without quotes.
func needsQuotes(c byte) bool { return c <= ' ' || c == '"' || c == '\\' || c == 0x7f }
