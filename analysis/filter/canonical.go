package filter

import "strings"

// String returns the filter in a canonical spelling: signs for operators, single
// blanks, and no parentheses that change nothing. It chooses the same frames.
func (f *Filter) String() string {
	if f.root == nil {
		return ""
	}
	var b strings.Builder
	spell(&b, f.root)
	return b.String()
}

// spell writes a node.
func spell(b *strings.Builder, n node) {
	switch n := n.(type) {
	case *bothNode:
		spellTests(b, n)
	case *notNode:
		b.WriteByte('!')
		spellInside(b, n.of, "!")
	case *existsNode:
		spell(b, n.of)
	case *compareNode:
		spellAll(b, n.quantifier, n.left, n.op, n.right)
	case *inNode:
		spellAll(b, n.quantifier, n.left, "in", n)
	case *bracedNode:
		b.WriteByte('{')
		spell(b, n.of)
		b.WriteByte('}')
	case *arithmeticNode:
		spellAll(b, "", n.left, n.op, n.right)
	case *signNode:
		b.WriteByte('-')
		spell(b, n.of)
	case *sliceNode:
		spell(b, n.of)
		b.WriteString(n.written)
	case *callNode:
		b.WriteString(n.name)
		for i, arg := range n.args {
			b.WriteString(map[bool]string{true: "(", false: ", "}[i == 0])
			spell(b, arg)
		}
		b.WriteByte(')')
	case *nameNode:
		b.WriteString(n.subject.t.name)
		if n.layers != nil {
			b.WriteString("#" + n.written)
		}
	case *literalNode:
		b.WriteString(n.token.written)
	}
}

// spellTests writes tests that an operator joins, or a chain of comparisons as
// one.
func spellTests(b *strings.Builder, n *bothNode) {
	for i, part := range n.list {
		switch {
		case n.chain && i > 0:
			c := part.(*compareNode)
			b.WriteString(" " + c.op + " ")
			spell(b, c.right)
			continue
		case i > 0:
			b.WriteString(" " + n.op + " ")
		}
		spellInside(b, part, n.op)
	}
}

// spellInside writes a test behind an operator that may bind tighter.
func spellInside(b *strings.Builder, n node, op string) {
	both, ok := n.(*bothNode)
	if !ok || both.chain || both.op == op || op == "||" {
		spell(b, n)
		return
	}
	b.WriteByte('(')
	spell(b, n)
	b.WriteByte(')')
}

// spellAll writes an operator between its sides. The right side of in is its
// set.
func spellAll(b *strings.Builder, quantifier string, left node, op string, right node) {
	if quantifier != "" {
		b.WriteString(quantifier + " ")
	}
	spell(b, left)
	b.WriteString(" " + op + " ")
	in, ok := right.(*inNode)
	if !ok {
		spell(b, right)
		return
	}
	for i, e := range in.set {
		b.WriteString(map[bool]string{true: "{", false: ", "}[i == 0])
		spell(b, e.from)
		if e.to != nil {
			b.WriteString(" .. ")
			spell(b, e.to)
		}
	}
	b.WriteByte('}')
}
