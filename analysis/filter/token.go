package filter

import "slices"

// kind is what a token is.
type kind uint8

const (
	end kind = iota
	word
	text      // a quoted string, raw or not
	character // 'x'
	rangeText // a part of a slice, between brackets and commas
	operator  // an operator or a bracket, in its first spelling
)

// token is a piece of a filter's text.
type token struct {
	kind    kind
	off, to int    // in the text
	written string // as written; of an operator its first spelling
	bytes   []byte // what a quoted string or a character says
}

// is reports whether the token is one of some operators.
func (t *token) is(ops ...string) bool {
	return t.kind == operator && slices.Contains(ops, t.written)
}

// spellings has the first spelling of operators that have several, and of each
// that is a word. The words are reserved.
var spellings = map[string]string{
	"eq": "==", "any_eq": "==", "ne": "!=", "all_ne": "!=", "all_eq": "===", "any_ne": "!==",
	"gt": ">", "ge": ">=", "lt": "<", "le": "<=",
	"contains": "contains", "matches": "matches", "in": "in", "bitwise_and": "&",
	"and": "&&", "or": "||", "not": "!", "any": "any", "all": "all",
	"~=": "!==", "~": "matches",
}

// signs are the operators that are signs, longest first.
var signs = []string{
	"===", "!==",
	"==", "!=", "~=", ">=", "<=", "&&", "||", "..",
	">", "<", "~", "!", "&", "+", "-", "*", "/", "%",
	"(", ")", "{", "}", ",", "[", "]", "#",
}
