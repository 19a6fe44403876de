package notes

import "fmt"

// Severity says how bad it is, in the words of tshark -z expert.
type Severity uint8

const (
	Chat    Severity = iota // usual, and worth knowing
	Remark                  // "note": not usual
	Warning                 // "warn": something is missing or was ignored
	Error                   // "error": malformed or damaged
	numSeverities
)

// Severities are all of them, the worst first.
func Severities() []Severity { return []Severity{Error, Warning, Remark, Chat} }

// String returns "chat", "note", "warn" or "error".
func (s Severity) String() string {
	switch s {
	case Remark:
		return "note"
	case Warning:
		return "warn"
	case Error:
		return "error"
	}
	return "chat"
}

// ParseSeverity is String's inverse.
func ParseSeverity(word string) (Severity, error) {
	for _, s := range Severities() {
		if s.String() == word {
			return s, nil
		}
	}
	return 0, fmt.Errorf("unknown severity %q: error, warn, note or chat", word)
}
