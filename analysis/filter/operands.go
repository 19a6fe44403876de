package filter

import "slices"

// masked reads arithmetic with the loosest operator, the bitwise and.
func (p *parser) masked() (node, *Error) { return p.arithmetic(p.sum, "&") }

func (p *parser) sum() (node, *Error) { return p.arithmetic(p.product, "+", "-") }

func (p *parser) product() (node, *Error) { return p.arithmetic(p.signed, "*", "/", "%") }

// arithmetic reads operands of a tighter kind, joined by some operators.
func (p *parser) arithmetic(tighter func() (node, *Error), ops ...string) (node, *Error) {
	left, err := tighter()
	if err != nil {
		return nil, err
	}
	for p.token.is(ops...) {
		op := p.token.written
		if err := p.advance(); err != nil {
			return nil, err
		}
		right, err := tighter()
		if err != nil {
			return nil, err
		}
		left = &arithmeticNode{across(left, right), op, left, right}
	}
	return left, nil
}

// signed reads an entity with or without a sign, or arithmetic in braces.
func (p *parser) signed() (node, *Error) {
	first := p.token
	switch {
	case first.is("{"):
		return p.braced()
	case !first.is("+", "-"):
		return p.entity()
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	n, err := p.entity()
	if err != nil || first.written == "+" {
		return n, err
	}
	_, to := n.place()
	return &signNode{at{first.off, to}, n}, nil
}

func (p *parser) braced() (node, *Error) {
	if err := p.deeper(); err != nil {
		return nil, err
	}
	defer func() { p.depth-- }()
	off := p.token.off
	if err := p.advance(); err != nil {
		return nil, err
	}
	n, err := p.masked()
	if err != nil {
		return nil, err
	}
	to := p.token.to
	return &bracedNode{at{off, to}, n}, p.expect("}")
}

// entity reads a name, a literal or a function, and the slices of it.
func (p *parser) entity() (node, *Error) {
	t := p.token
	if t.kind != word && t.kind != text && t.kind != character {
		return nil, p.unexpected()
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	var n node
	var err *Error
	switch subject := lookup(t.written); {
	case t.kind == word && p.token.is("("):
		n, err = p.call(t)
	case t.kind == word && subject != nil:
		n, err = p.name(t, subject)
	default:
		n = &literalNode{at{t.off, t.to}, t}
	}
	for err == nil && p.token.is("[") {
		n, err = p.slice(n)
	}
	return n, err
}

// call reads the arguments of a function.
func (p *parser) call(name token) (node, *Error) {
	if err := p.deeper(); err != nil {
		return nil, err
	}
	defer func() { p.depth-- }()
	c := &callNode{at{name.off, name.to}, name.written, nil}
	if !slices.Contains(functionNames, name.written) {
		return nil, &Error{p.text, name.off, name.to - name.off, "function \"" + name.written + "\" does not exist", functionNames}
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	for !p.token.is(")") {
		n, err := p.masked()
		if err != nil {
			return nil, err
		}
		c.args = append(c.args, n)
		if !p.token.is(",") {
			break
		}
		if err := p.advance(); err != nil {
			return nil, err
		}
		if p.token.is(")") {
			return nil, p.unexpected()
		}
	}
	c.to = p.token.to
	return c, p.expect(")")
}

// name reads the layers behind a field or a protocol.
func (p *parser) name(t token, s *subject) (node, *Error) {
	n := &nameNode{at: at{t.off, t.to}, subject: s}
	if !p.token.is("#") {
		return n, nil
	}
	if err := p.advance(); err != nil {
		return nil, err
	}
	var err *Error
	if p.token.kind == rangeText {
		n.written = p.token.written
		n.to = p.token.to
		n.layers, err = p.spanOf(p.token, nil)
		if err == nil {
			err = p.advance()
		}
		return n, err
	}
	n.layers, n.written, n.to, err = p.bracketed()
	return n, err
}

func (p *parser) slice(of node) (node, *Error) {
	spans, written, to, err := p.bracketed()
	off, _ := of.place()
	return &sliceNode{at{off, to}, of, spans, written}, err
}

// bracketed reads ranges between brackets.
func (p *parser) bracketed() (spans []span, written string, to int, err *Error) {
	from := p.token.off
	for {
		if err = p.advance(); err != nil {
			return nil, "", 0, err
		}
		if p.token.kind != rangeText {
			p.ranges = false
			return nil, "", 0, p.unexpected()
		}
		if spans, err = p.spanOf(p.token, spans); err != nil {
			return nil, "", 0, err
		}
		if err = p.advance(); err != nil {
			return nil, "", 0, err
		}
		if p.token.is("]") {
			to = p.token.to
			return spans, p.text[from:to], to, p.advance()
		}
	}
}

// spanOf reads a range.
func (p *parser) spanOf(t token, list []span) ([]span, *Error) {
	s, err := parseSpan(t.written)
	if err != nil {
		return nil, p.fail(t.off, t.to, "%v", err)
	}
	return append(list, s), nil
}
