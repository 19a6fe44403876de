package filter

// maxDepth is how deep brackets, functions and negations may nest.
const maxDepth = 200

// parser makes nodes of tokens. Of a wrong text it panics with an *Error.
type parser struct {
	scanner
	token token // the next one
	depth int
}

// parse reads a whole filter; nil is the empty one.
func parse(s string) node {
	p := &parser{scanner: scanner{text: s}}
	if len(s) > maxText {
		panic(p.wrong(0, 0, "the filter has %d bytes, more than %d", len(s), maxText))
	}
	p.advance()
	if p.token.kind == end {
		return nil
	}
	n := p.either()
	if p.token.kind != end {
		panic(p.unexpected())
	}
	return n
}

// advance reads the next token.
func (p *parser) advance() { p.token = p.next() }

// unexpected is an error about the next token.
func (p *parser) unexpected() *Error {
	if p.token.kind == end {
		return p.wrong(p.token.off, p.token.to, "unexpected end of the filter")
	}
	return p.wrong(p.token.off, p.token.to, "%q was unexpected in this context", p.text[p.token.off:p.token.to])
}

// expect steps over an operator.
func (p *parser) expect(op string) {
	if !p.token.is(op) {
		panic(p.unexpected())
	}
	p.advance()
}

// deeper counts a level of nesting, which the caller leaves with p.depth--.
func (p *parser) deeper() {
	if p.depth++; p.depth > maxDepth {
		panic(p.wrong(p.token.off, p.token.to, "the filter nests deeper than %d levels", maxDepth))
	}
}

// either reads tests joined by ||.
func (p *parser) either() node { return p.joined("||", p.both) }

// both reads tests joined by &&, which binds tighter.
func (p *parser) both() node { return p.joined("&&", p.test) }

func (p *parser) joined(op string, read func() node) node {
	list := []node{read()}
	for p.token.is(op) {
		p.advance()
		list = append(list, read())
	}
	return both(op, list)
}

// test reads a comparison, a name, or either of them negated or in parentheses.
func (p *parser) test() node {
	p.deeper()
	defer func() { p.depth-- }()
	first := p.token
	switch {
	case first.is("!"):
		p.advance()
		n := p.test()
		_, to := n.place()
		return &notNode{at{first.off, to}, n}
	case first.is("("):
		p.advance()
		n := p.either()
		p.expect(")")
		return n
	case first.is("any", "all"):
		p.advance()
		return p.relation(first.written)
	}
	return p.relation("")
}

// relation reads a comparison; without a quantifier, a name alone is one too.
func (p *parser) relation(quantifier string) node {
	left := p.masked()
	switch {
	case p.token.is(comparisons...):
		return p.chain(quantifier, left)
	case p.token.is("contains", "matches") && isEntity(left):
		op := p.token.written
		p.advance()
		right := p.entity()
		return &compareNode{across(left, right), quantifier, op, left, right}
	case p.token.is("in", "!") && isEntity(left):
		return p.membership(quantifier, left)
	case quantifier != "":
		panic(p.unexpected())
	}
	return left
}

// comparisons are the operators between arithmetic, in their first spelling.
var comparisons = []string{"==", "!=", "===", "!==", ">", ">=", "<", "<="}

// isEntity reports whether a node is no arithmetic, which only comparisons take.
func isEntity(n node) bool {
	switch n.(type) {
	case *arithmeticNode, *signNode, *bracedNode:
		return false
	}
	return true
}

// chain reads a == b == c, which is a == b and b == c.
func (p *parser) chain(quantifier string, left node) node {
	var list []node
	for p.token.is(comparisons...) {
		op := p.token.written
		p.advance()
		right := p.masked()
		list = append(list, &compareNode{across(left, right), quantifier, op, left, right})
		left = right
	}
	return both("&&", list)
}

// membership reads `in {…}` or `not in {…}`.
func (p *parser) membership(quantifier string, left node) node {
	negated := p.token.is("!")
	if negated {
		p.advance()
		quantifier = "" // which tshark does not take here
	}
	p.expect("in")
	in := &inNode{quantifier: quantifier, left: left}
	for next := "{"; in.set == nil || p.token.is(","); next = "," {
		p.expect(next)
		e := element{from: p.signed()}
		if p.token.is("..") {
			p.advance()
			e.to = p.signed()
		}
		in.set = append(in.set, e)
	}
	off, _ := left.place()
	in.at = at{off, p.token.to}
	p.expect("}")
	if negated {
		return &notNode{in.at, in}
	}
	return in
}
