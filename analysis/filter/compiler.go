package filter

import (
	"fmt"

	"github.com/cnwire/cnwire/analysis"
)

// test is what a part of a filter says of a frame.
type test interface {
	match(f *analysis.Frame) bool
}

// compiler makes tests of nodes, and refuses what means nothing.
type compiler struct{ text string }

// fail makes an error about a node.
func (c *compiler) fail(n node, format string, args ...any) *Error {
	off, to := n.place()
	return &Error{Text: c.text, Pos: off, Len: to - off, Msg: fmt.Sprintf(format, args...)}
}

// source returns a node as it is written.
func (c *compiler) source(n node) string {
	off, to := n.place()
	return c.text[off:to]
}

// test makes a test.
func (c *compiler) test(n node) (test, *Error) {
	switch n := n.(type) {
	case *bothNode:
		return c.both(n)
	case *notNode:
		of, err := c.test(n.of)
		return notTest{of}, err
	case *compareNode:
		return c.compare(n)
	case *inNode:
		return c.in(n)
	}
	return c.exists(n.(*existsNode))
}

func (c *compiler) both(n *bothNode) (test, *Error) {
	var list []test
	for _, part := range n.list {
		t, err := c.test(part)
		if err != nil {
			return nil, err
		}
		list = append(list, t)
	}
	if n.op == "&&" {
		return andTest(list), nil
	}
	return orTest(list), nil
}

// exists makes a test of a name, a slice or arithmetic alone.
func (c *compiler) exists(n *existsNode) (test, *Error) {
	inner := n.of
	for {
		braced, ok := inner.(*bracedNode)
		if !ok {
			break
		}
		inner = braced.of
	}
	if call, ok := inner.(*callNode); ok {
		return nil, c.fail(call, "a function alone is no test: compare what it returns")
	}
	o, err := c.operand(inner, nil)
	if err != nil {
		return nil, err
	}
	switch o := o.(type) {
	case *named:
		return existsTest{o}, nil
	case *slice:
		return presentTest{o}, nil
	}
	return nonzeroTest{o}, nil
}

// operand makes an operand. A constant takes its type from want, which is nil
// where there is nothing to take it from.
func (c *compiler) operand(n node, want *typ) (operand, *Error) {
	switch n := n.(type) {
	case *nameNode:
		return &named{subject: n.subject, layers: n.layers}, nil
	case *literalNode:
		if want == nil {
			return nil, c.noOperand(n)
		}
		return c.literal(n, want, false)
	case *sliceNode:
		return c.slice(n)
	case *callNode:
		return c.call(n)
	case *signNode:
		return c.sign(n, want)
	case *bracedNode:
		return c.operand(n.of, want)
	}
	return c.arithmetic(n.(*arithmeticNode), want)
}

// noOperand is the error about a constant where a field must be.
func (c *compiler) noOperand(n *literalNode) *Error {
	if n.token.kind != word || isDigit(n.token.written[0]) {
		return c.fail(n, "%s stands where a field, a protocol or a function must", c.source(n))
	}
	e := c.fail(n, "%q is neither a field nor a protocol", n.token.written)
	e.Near = near(n.token.written)
	return e
}

// sign makes an operand with a minus before it.
func (c *compiler) sign(n *signNode, want *typ) (operand, *Error) {
	if literal, ok := n.of.(*literalNode); ok {
		if want == nil {
			return nil, c.noOperand(literal)
		}
		return c.literal(literal, want, true)
	}
	of, err := c.operand(n.of, nil)
	if err != nil {
		return nil, err
	}
	if t := of.typ(); !t.isNumber() && t.class != duration {
		return nil, c.fail(n, "a minus has no meaning before a %v", t)
	}
	return &minus{of: of}, nil
}

// arithmetic makes an operand of two.
func (c *compiler) arithmetic(n *arithmeticNode, want *typ) (operand, *Error) {
	left, err := c.operand(n.left, want)
	if err != nil {
		return nil, err
	}
	t := left.typ()
	if !calculates(t, n.op) {
		return nil, c.fail(n, "%s cannot be done with a %v", n.op, t)
	}
	right, err := c.operand(n.right, t)
	if err != nil {
		return nil, err
	}
	if u := right.typ(); !t.fits(u) || !calculates(u, n.op) {
		return nil, c.fail(n, "%s cannot be done with a %v and a %v", n.op, t, u)
	}
	a := &arithmetic{op: n.op, left: left, right: right, t: *t}
	if t.isNumber() {
		a.t.bits, a.t.set, a.t.name = max(t.width(), right.typ().width()), "", ""
	}
	if t.class == boolean {
		a.t.class = unsigned
	}
	return a, nil
}

// calculates reports whether a type has an operation.
func calculates(t *typ, op string) bool {
	switch {
	case t.isNumber():
		return true
	case t.class == duration:
		return op == "+" || op == "-"
	}
	return t.isBytes() && op == "&"
}

// slice makes an operand of a part of another's bytes.
func (c *compiler) slice(n *sliceNode) (operand, *Error) {
	of, err := c.operand(n.of, nil)
	if err != nil {
		return nil, err
	}
	if t := of.typ(); !t.isBytes() && t.class != characters {
		return nil, c.fail(n, "%s is a %v and cannot be sliced into bytes", c.source(n.of), t)
	}
	return &slice{of: of, spans: n.spans, t: typ{class: octets, sliced: true}}, nil
}
