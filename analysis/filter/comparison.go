package filter

import (
	"bytes"
	"regexp"
	"unicode/utf8"

	"github.com/cnwire/cnwire/analysis"
)

// compare makes a test of a comparison.
func (c *compiler) compare(n *compareNode) (test, *Error) {
	left, err := c.operand(n.left, nil)
	if err != nil {
		return nil, err
	}
	t := left.typ()
	if n.op == "contains" || n.op == "matches" {
		if t.isNumber() || t.class == moment || t.class == duration {
			return nil, c.fail(n.left, "%s is a %v and cannot be searched: string() makes text of a number", c.source(n.left), t)
		}
		if name, ok := left.(*named); ok {
			name.toEnd = true
		}
	}
	if n.op == "matches" {
		return c.matches(n, left)
	}
	right, err := c.operand(n.right, t)
	if err != nil {
		return nil, err
	}
	if u := right.typ(); !t.fits(u) {
		return nil, c.fail(n, "%s is a %v and %s a %v: they do not compare", c.source(n.left), t, c.source(n.right), u)
	}
	if n.op == "contains" {
		return &pairTest{left: left, right: right, all: n.quantifier == "all", holds: contains}, nil
	}
	return comparison(n, left, right), nil
}

// comparison makes a test of an operator that orders. A quantifier says all that
// is in the name of the operator: any a != b is a !== b.
func comparison(n *compareNode, left, right operand) test {
	all := n.quantifier == "all" || n.quantifier == "" && (n.op == "!=" || n.op == "===")
	r := relations[n.op]
	return &pairTest{left: left, right: right, all: all, holds: func(t *typ, a, b *value) bool {
		sign, ok := order(t, a, b)
		if !ok {
			return all // as in tshark: nothing that does not hold
		}
		return r[sign+1]
	}}
}

// relation is what an operator says of less, equal and more.
type relation [3]bool

var (
	equal   = relation{false, true, false}
	differs = relation{true, false, true}
	atLeast = relation{false, true, true}
	atMost  = relation{true, true, false}
)

var relations = map[string]relation{
	"==": equal, "===": equal, "!=": differs, "!==": differs, ">=": atLeast, "<=": atMost,
	">": {false, false, true}, "<": {true, false, false},
}

// contains reports whether b is in a. Nothing is in no bytes.
func contains(_ *typ, a, b *value) bool {
	return len(b.bytes) > 0 && bytes.Contains(a.bytes, b.bytes)
}

// matches makes a test of a regular expression.
func (c *compiler) matches(n *compareNode, left operand) (test, *Error) {
	pattern, ok := n.right.(*literalNode)
	if !ok || pattern.token.kind != text {
		return nil, c.fail(n.right, "matches needs a string in double quotes on its right side")
	}
	re, err := regexp.Compile("(?i)" + string(appendLatin1(nil, pattern.token.bytes)))
	if err != nil {
		return nil, c.fail(pattern, "not a regular expression of RE2: %v", err)
	}
	m := &matcher{re: re}
	return &pairTest{left: left, right: &constant{}, all: n.quantifier == "all", holds: m.holds}, nil
}

// matcher searches bytes for a regular expression.
type matcher struct {
	re  *regexp.Regexp
	buf []byte
}

// holds searches a. Each of its bytes is a character, and in no bytes is nothing,
// as for tshark.
func (m *matcher) holds(_ *typ, a, _ *value) bool {
	if len(a.bytes) == 0 {
		return false
	}
	for _, c := range a.bytes {
		if c >= 0x80 {
			m.buf = appendLatin1(m.buf[:0], a.bytes)
			return m.re.Match(m.buf)
		}
	}
	return m.re.Match(a.bytes)
}

// appendLatin1 appends the character of each byte.
func appendLatin1(dst, b []byte) []byte {
	for _, c := range b {
		dst = utf8.AppendRune(dst, rune(c))
	}
	return dst
}

// pairTest compares each value of one operand with each of another.
type pairTest struct {
	left, right operand
	holds       func(t *typ, a, b *value) bool
	all         bool // every pair must hold, else any
}

func (p *pairTest) match(f *analysis.Frame) bool {
	left, ok := p.left.values(f)
	if !ok {
		return false
	}
	right, ok := p.right.values(f)
	if !ok {
		return false
	}
	t := p.left.typ()
	for i := range left {
		for j := range right {
			if p.holds(t, &left[i], &right[j]) != p.all {
				return !p.all
			}
		}
	}
	return p.all
}
