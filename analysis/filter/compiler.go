package filter

import (
	"fmt"
	"slices"
)

// test is what a part of a filter says of a frame.
type test func(r *run) bool

// compiler makes tests of nodes. Of what means nothing it panics with an *Error.
type compiler struct {
	text    string
	remarks []string
	subject bool // a field is among those of Message.Subject
	context bool // or of Message.Context
	bytes   bool // all fields are analysis.Field.OfBytes
}

// wrong makes an error about a node.
func (c *compiler) wrong(n node, format string, args ...any) *Error {
	off, to := n.place()
	return &Error{Text: c.text, Pos: off, Len: to - off, Msg: fmt.Sprintf(format, args...)}
}

// source returns a node as it is written.
func (c *compiler) source(n node) string {
	off, to := n.place()
	return c.text[off:to]
}

// test makes a test.
func (c *compiler) test(n node) test {
	switch n := n.(type) {
	case *bothNode:
		var list []test
		for _, part := range n.list {
			list = append(list, c.test(part))
		}
		all := n.op == "&&"
		return func(r *run) bool {
			for _, part := range list {
				if part(r) != all {
					return !all
				}
			}
			return all
		}
	case *notNode:
		of := c.test(n.of)
		return func(r *run) bool { return !of(r) }
	case *compareNode:
		return c.compare(n)
	case *inNode:
		return c.in(n)
	}
	return c.exists(n)
}

// exists makes a test of a name, a slice or arithmetic alone.
func (c *compiler) exists(n node) test {
	for {
		braced, ok := n.(*bracedNode)
		if !ok {
			break
		}
		n = braced.of
	}
	switch n.(type) {
	case *callNode:
		panic(c.wrong(n, "a function alone is no test: compare what it returns"))
	case *nameNode:
		return some(c.operand(n, nil), func(value) bool { return true })
	case *sliceNode:
		return some(c.operand(n, nil), value.hasBytes)
	}
	return some(c.operand(n, nil), value.isNotZero)
}

// some makes a test of whether an operand has a value that holds.
func some(of operand, holds func(value) bool) test {
	return func(r *run) bool {
		r.reset()
		list, _ := r.of(of)
		return slices.ContainsFunc(list, holds)
	}
}

// operand makes an operand. A constant takes its type from want, which is nil
// where there is nothing to take it from.
func (c *compiler) operand(n node, want *typ) operand {
	switch n := n.(type) {
	case *nameNode:
		c.bytes = c.bytes && (n.subject.field == nil || n.subject.field.OfBytes())
		c.context = c.context || n.subject.field != nil && n.subject.field.OfContext()
		c.subject = c.subject || n.subject.field != nil && n.subject.field.OfSubject()
		return &named{subject: n.subject, layers: n.layers}
	case *literalNode:
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
		return c.wrong(n, "%s stands where a field, a protocol or a function must", c.source(n))
	}
	e := c.wrong(n, "%q is neither a field nor a protocol", n.token.written)
	e.Near = near(n.token.written)
	return e
}

// arithmetic makes an operand of two.
func (c *compiler) arithmetic(n *arithmeticNode, want *typ) operand {
	left := c.operand(n.left, want)
	t := left.typ()
	if !calculates(t, n.op) {
		panic(c.wrong(n, "%s cannot be done with a %v", n.op, t))
	}
	right := c.operand(n.right, t)
	if u := right.typ(); !t.fits(u) || !calculates(u, n.op) {
		panic(c.wrong(n, "%s cannot be done with a %v and a %v", n.op, t, u))
	}
	a := &arithmetic{op: n.op, left: left, right: right, t: *t}
	if t.isNumber() {
		a.t.bits, a.t.set, a.t.name = max(t.width(), right.typ().width()), "", ""
	}
	if t.class == boolean {
		a.t.class = unsigned
	}
	return a
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

// shorten cuts a constant to what a text of the kernel holds of it: the last of
// its bytes ends it. It remarks on that.
func (c *compiler) shorten(t *typ, o operand) {
	k, ok := o.(*constant)
	most := t.bits/8 - 1
	if !ok || t.class != characters || most < 0 || len(k.list[0].bytes) <= most {
		return
	}
	whole := k.list[0].bytes
	k.list[0].bytes = whole[:most]
	remark := fmt.Sprintf("%s holds %d bytes at most: %q is compared by its first %d, %q", t.name, most, whole, most, whole[:most])
	if !slices.Contains(c.remarks, remark) {
		c.remarks = append(c.remarks, remark)
	}
}
