package filter

// maxDepth is how deep brackets, functions and negations may nest.
const maxDepth = 200

// parser makes nodes of tokens.
type parser struct {
	scanner
	token token // the next one
	depth int
}

// parse reads a whole filter; nil is the empty one.
func parse(s string) (node, *Error) {
	p := &parser{scanner: scanner{text: s}}
	if len(s) > maxText {
		return nil, p.fail(0, 0, "the filter has %d bytes, more than %d", len(s), maxText)
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	if p.token.kind == end {
		return nil, nil
	}
	n, err := p.either()
	if err == nil && p.token.kind != end {
		err = p.unexpected()
	}
	return n, err
}

// advance reads the next token.
func (p *parser) advance() (err *Error) {
	p.token, err = p.next()
	return err
}

// unexpected is an error about the next token.
func (p *parser) unexpected() *Error {
	if p.token.kind == end {
		return p.fail(p.token.off, p.token.to, "unexpected end of the filter")
	}
	return p.fail(p.token.off, p.token.to, "%q was unexpected in this context", p.text[p.token.off:p.token.to])
}

// expect steps over an operator.
func (p *parser) expect(op string) *Error {
	if !p.token.is(op) {
		return p.unexpected()
	}
	return p.advance()
}

// deeper counts a level of nesting, which the caller leaves with p.depth--.
func (p *parser) deeper() *Error {
	if p.depth++; p.depth > maxDepth {
		return p.fail(p.token.off, p.token.to, "the filter nests deeper than %d levels", maxDepth)
	}
	return nil
}

// either reads tests joined by ||.
func (p *parser) either() (node, *Error) { return p.joined("||", p.both) }

// both reads tests joined by &&, which binds tighter.
func (p *parser) both() (node, *Error) { return p.joined("&&", p.test) }

func (p *parser) joined(op string, read func() (node, *Error)) (node, *Error) {
	first, err := read()
	if err != nil || !p.token.is(op) {
		return first, err
	}
	list := []node{first}
	for p.token.is(op) {
		if err := p.advance(); err != nil {
			return nil, err
		}
		n, err := read()
		if err != nil {
			return nil, err
		}
		list = append(list, n)
	}
	return &bothNode{across(first, list[len(list)-1]), op, list, false}, nil
}

// test reads a comparison, a name, or either of them negated or in parentheses.
func (p *parser) test() (node, *Error) {
	if err := p.deeper(); err != nil {
		return nil, err
	}
	defer func() { p.depth-- }()
	first := p.token
	switch {
	case first.is("!"):
		if err := p.advance(); err != nil {
			return nil, err
		}
		n, err := p.test()
		if err != nil {
			return nil, err
		}
		_, to := n.place()
		return &notNode{at{first.off, to}, n}, nil
	case first.is("("):
		if err := p.advance(); err != nil {
			return nil, err
		}
		n, err := p.either()
		if err != nil {
			return nil, err
		}
		return n, p.expect(")")
	case first.is("any", "all"):
		if err := p.advance(); err != nil {
			return nil, err
		}
		return p.relation(first.written)
	}
	return p.relation("")
}

// relation reads a comparison; without a quantifier, a name alone is one too.
func (p *parser) relation(quantifier string) (node, *Error) {
	left, err := p.masked()
	if err != nil {
		return nil, err
	}
	switch {
	case p.token.is(comparisons...):
		return p.chain(quantifier, left)
	case p.token.is("contains", "matches") && isEntity(left):
		op := p.token.written
		if err := p.advance(); err != nil {
			return nil, err
		}
		right, err := p.entity()
		if err != nil {
			return nil, err
		}
		return &compareNode{across(left, right), quantifier, op, left, right}, nil
	case p.token.is("in", "!") && isEntity(left):
		return p.membership(quantifier, left)
	case quantifier != "":
		return nil, p.unexpected()
	}
	return &existsNode{across(left, left), left}, nil
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
func (p *parser) chain(quantifier string, left node) (node, *Error) {
	var list []node
	for p.token.is(comparisons...) {
		op := p.token.written
		if err := p.advance(); err != nil {
			return nil, err
		}
		right, err := p.masked()
		if err != nil {
			return nil, err
		}
		list = append(list, &compareNode{across(left, right), quantifier, op, left, right})
		left = right
	}
	if len(list) == 1 {
		return list[0], nil
	}
	return &bothNode{across(list[0], list[len(list)-1]), "&&", list, true}, nil
}

// membership reads `in {…}` or `not in {…}`.
func (p *parser) membership(quantifier string, left node) (node, *Error) {
	negated := p.token.is("!")
	if negated {
		if err := p.advance(); err != nil {
			return nil, err
		}
	}
	if err := p.expect("in"); err != nil {
		return nil, err
	}
	if err := p.expect("{"); err != nil {
		return nil, err
	}
	in := &inNode{quantifier: quantifier, left: left}
	for {
		var e element
		var err *Error
		if e.from, err = p.signed(); err != nil {
			return nil, err
		}
		if p.token.is("..") {
			if err := p.advance(); err != nil {
				return nil, err
			}
			if e.to, err = p.signed(); err != nil {
				return nil, err
			}
		}
		in.set = append(in.set, e)
		if !p.token.is(",") {
			break
		}
		if err := p.advance(); err != nil {
			return nil, err
		}
	}
	off, _ := left.place()
	in.at = at{off, p.token.to}
	if err := p.expect("}"); err != nil {
		return nil, err
	}
	if !negated {
		return in, nil
	}
	in.quantifier = "" // which tshark does not take here
	return &notNode{in.at, in}, nil
}
