package comment

import (
	"iter"
	"strings"
)

// Version is the version of the grammar that Append writes and Parse reads.
const Version = 1

// mark begins a line of ours.
const mark = "cnwire:"

// Line is what one line says: a kind, which names what is spoken of, and words
// about it. A reader passes over kinds and keys that it does not know.
type Line struct {
	Kind  string
	Words []Word
}

// Word is a key with its value. A key may come several times, for a list.
type Word struct {
	Key   string // small letters, digits, . and _; a letter first
	Value string // any bytes
}

// Add appends a word.
func (l *Line) Add(key, value string) { l.Words = append(l.Words, Word{key, value}) }

// Get returns the first value under a key, or "".
func (l *Line) Get(key string) string {
	value, _ := l.Lookup(key)
	return value
}

// Lookup returns the first value under a key, and whether there is one.
func (l *Line) Lookup(key string) (value string, ok bool) {
	for i := range l.Words {
		if l.Words[i].Key == key {
			return l.Words[i].Value, true
		}
	}
	return "", false
}

// All are the values under a key, in their order.
func (l *Line) All(key string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := range l.Words {
			if l.Words[i].Key == key && !yield(l.Words[i].Value) {
				return
			}
		}
	}
}

// Lines are the lines of a comment that bear our mark, as Parse wants them.
func Lines(comment string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for line := range strings.Lines(comment) {
			if strings.HasPrefix(line, mark) && !yield(strings.TrimRight(line, "\r\n")) {
				return
			}
		}
	}
}
