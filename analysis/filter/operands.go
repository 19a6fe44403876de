package filter

import "slices"

// masked reads arithmetic with the loosest operator, the bitwise and.
func (p *parser) masked() node { return p.arithmetic(p.sum, "&") }

func (p *parser) sum() node { return p.arithmetic(p.product, "+", "-") }

func (p *parser) product() node { return p.arithmetic(p.signed, "*", "/", "%") }

// arithmetic reads operands of a tighter kind, joined by some operators.
func (p *parser) arithmetic(tighter func() node, ops ...string) node {
	left := tighter()
	for p.token.is(ops...) {
		op := p.token.written
		p.advance()
		right := tighter()
		left = &arithmeticNode{across(left, right), op, left, right}
	}
	return left
}

// signed reads an entity with or without a sign, or arithmetic in braces.
func (p *parser) signed() node {
	first := p.token
	if first.is("{") {
		p.deeper()
		defer func() { p.depth-- }()
		p.advance()
		n := p.masked()
		to := p.token.to
		p.expect("}")
		return &bracedNode{at{first.off, to}, n}
	}
	if !first.is("+", "-") {
		return p.entity()
	}
	p.advance()
	n := p.entity()
	if first.written == "+" {
		return n
	}
	_, to := n.place()
	return &signNode{at{first.off, to}, n}
}

// entity reads a name, a literal or a function, and the slices of it.
func (p *parser) entity() node {
	t := p.token
	if t.kind != word && t.kind != text && t.kind != character {
		panic(p.unexpected())
	}
	p.advance()
	var n node
	switch subject := lookup(t.written); {
	case t.kind == word && p.token.is("("):
		n = p.call(t)
	case t.kind == word && subject != nil:
		n = p.name(t, subject)
	default:
		n = &literalNode{at{t.off, t.to}, t}
	}
	for p.token.is("[") {
		spans, to := p.bracketed()
		n = &sliceNode{at{t.off, to}, n, spans}
	}
	return n
}

// call reads the arguments of a function.
func (p *parser) call(name token) node {
	p.deeper()
	defer func() { p.depth-- }()
	c := &callNode{at{name.off, name.to}, name.written, nil}
	if !slices.Contains(functionNames, name.written) {
		e := p.wrong(name.off, name.to, "function \"%s\" does not exist", name.written)
		e.Near = functionNames
		panic(e)
	}
	p.advance()
	for !p.token.is(")") {
		c.args = append(c.args, p.masked())
		if !p.token.is(",") {
			break
		}
		p.advance()
		if p.token.is(")") {
			panic(p.unexpected())
		}
	}
	c.to = p.token.to
	p.expect(")")
	return c
}

// name reads the layers behind a field or a protocol.
func (p *parser) name(t token, s *subject) node {
	n := &nameNode{at{t.off, t.to}, s, nil}
	if !p.token.is("#") {
		return n
	}
	p.advance()
	if p.token.kind == rangeText {
		n.layers, n.to = []span{p.span()}, p.token.to
		p.advance()
	} else {
		n.layers, n.to = p.bracketed()
	}
	return n
}

// bracketed reads ranges between brackets.
func (p *parser) bracketed() (spans []span, to int) {
	for !p.token.is("]") {
		p.advance()
		if p.token.kind != rangeText {
			panic(p.unexpected())
		}
		spans = append(spans, p.span())
		p.advance()
	}
	to = p.token.to
	p.advance()
	return spans, to
}

// span reads a range.
func (p *parser) span() span {
	s, err := parseSpan(p.token.written)
	if err != nil {
		panic(p.wrong(p.token.off, p.token.to, "%v", err))
	}
	return s
}
