package filter

import (
	"bytes"
	"regexp"
	"unicode/utf8"
)

// compare makes a test of a comparison. A quantifier says all that is in the
// name of the operator: any a != b is a !== b.
func (c *compiler) compare(n *compareNode) test {
	left := c.operand(n.left, nil)
	t := left.typ()
	if n.op == "contains" || n.op == "matches" {
		if t.isNumber() || t.class == moment || t.class == duration {
			panic(c.wrong(n.left, "%s is a %v and cannot be searched: string() makes text of a number", c.source(n.left), t))
		}
		if name, ok := left.(*named); ok {
			name.toEnd = true
		}
	}
	all := n.quantifier == "all"
	if n.op == "matches" {
		return (&matchTest{left: left, re: c.expression(n.right), all: all}).match
	}
	right := c.operand(n.right, t)
	if u := right.typ(); !t.fits(u) {
		panic(c.wrong(n, "%s is a %v and %s a %v: they do not compare", c.source(n.left), t, c.source(n.right), u))
	}
	if n.op == "contains" {
		c.shorten(t, right)
		return (&containsTest{left: left, right: right, all: all}).match
	}
	r := relations[n.op]
	if r == equal || r == differs {
		c.shorten(t, right)
	}
	if all = all || n.quantifier == "" && (n.op == "!=" || n.op == "==="); all {
		r = relation{!r[0], !r[1], !r[2]} // no pair for which it is not so
	}
	return (&pairTest{left: left, right: right, relation: r, all: all}).match
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

// pairTest compares each value of one operand with each of another. A pair that
// has no order neither holds nor speaks against all, as in tshark.
type pairTest struct {
	left, right operand
	relation    relation
	all         bool // no pair must be so related, else one
}

func (p *pairTest) match(r *run) bool {
	r.reset()
	left, right, ok := r.both(p.left, p.right)
	if !ok {
		return false
	}
	t := p.left.typ()
	if len(left) > few {
		sorted(t, right)
	}
	for i := range left {
		if r.related(t, &left[i], right, p.relation, len(left) > few) {
			return !p.all
		}
	}
	return p.all
}

// expression compiles the regular expression of matches.
func (c *compiler) expression(n node) *regexp.Regexp {
	pattern, ok := n.(*literalNode)
	if !ok || pattern.token.kind != text {
		panic(c.wrong(n, "matches needs a string in double quotes on its right side"))
	}
	re, err := regexp.Compile("(?i)" + string(appendLatin1(nil, pattern.token.bytes)))
	if err != nil {
		panic(c.wrong(pattern, "not a regular expression of RE2: %v", err))
	}
	return re
}

// matchTest searches values for a regular expression.
type matchTest struct {
	left operand
	re   *regexp.Regexp
	all  bool // every value must match, else one
	buf  []byte
}

func (m *matchTest) match(r *run) bool {
	r.reset()
	list, ok := r.of(m.left)
	for i := range list {
		if m.holds(list[i].bytes) != m.all {
			return !m.all
		}
	}
	return ok && m.all
}

// holds searches b. Each of its bytes is a character, and in no bytes is nothing,
// as for tshark.
func (m *matchTest) holds(b []byte) bool {
	if bytes.IndexFunc(b, func(c rune) bool { return c >= utf8.RuneSelf }) >= 0 {
		m.buf = appendLatin1(m.buf[:0], b)
		b = m.buf
	}
	return len(b) > 0 && m.re.Match(b)
}

// appendLatin1 appends the character of each byte.
func appendLatin1(dst, b []byte) []byte {
	for _, c := range b {
		dst = utf8.AppendRune(dst, rune(c))
	}
	return dst
}
