package processes

import (
	"bufio"
	"slices"
	"strconv"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/fit"
)

// maxDepth is how deep lines are indented. Deeper ones bear their depth.
const maxDepth = 12

// Write draws the tree.
func (t *Tree) Write(w *bufio.Writer) error {
	defer t.nodes.close()
	host, named := "", len(t.hosts) < 2
	return t.grow(func(n node) error {
		if name := t.host(n); len(t.hosts) > 1 && (!named || name != host) {
			host, named = name, true
			w.Write(append(analysis.Escape([]byte(name), 0), ":\n"...))
		}
		return t.draw(w, n)
	})
}

// branch is a node in its place.
type branch struct {
	treeNode
	depth int
	last  bool // no other child comes behind it
}

// draw draws a node and all below it.
func (t *Tree) draw(w *bufio.Writer, root node) error {
	var open [maxDepth + 1]bool // whether a line goes on at a depth
	return t.walk(root, func(_ node, b *branch) error {
		line, below := t.branches(b, &open)
		line = fit.Below(line, t.line(b), below, t.Width)
		_, err := w.Write(append(line, '\n'))
		return err
	})
}

// walk hands over a node and all below it that were not drawn, each before its children. What
// is changed of one stays.
func (t *Tree) walk(root node, draw func(node, *branch) error) error {
	for n, depth := root, 0; ; {
		it := t.nodes.at(n)
		if err := t.nodes.err(); err != nil {
			return err
		}
		if !it.drawn {
			it.drawn = true
			b := branch{it, depth, depth == 0 || it.next == 0}
			if err := draw(n, &b); err != nil {
				return err
			}
			if t.nodes.set(n, b.treeNode); it.child != 0 {
				n, depth = it.child, depth+1
				continue
			}
		}
		for depth > 0 && it.next == 0 { // up, until there is one behind it
			n, depth = it.parent, depth-1
			it = t.nodes.at(n)
		}
		if depth == 0 {
			return nil
		}
		n = it.next
	}
}

// branches returns what stands before a node, and before the lines on which it goes
// on. open says whether a line goes on at a depth.
func (t *Tree) branches(n *branch, open *[maxDepth + 1]bool) (line, below []byte) {
	if n.depth <= maxDepth {
		open[n.depth] = !n.last
	}
	for d := 1; d <= min(n.depth, maxDepth); d++ {
		if d == n.depth || d == maxDepth {
			line = slices.Clone(below)
		}
		if open[d] {
			below = append(below, "│  "...)
		} else {
			below = append(below, "   "...)
		}
	}
	switch {
	case n.depth > maxDepth:
		line = strconv.AppendInt(append(line, '('), int64(n.depth), 10)
		line = append(line, ") "...)
	case n.depth > 0 && n.last:
		line = append(line, "└─ "...)
	case n.depth > 0:
		line = append(line, "├─ "...)
	}
	if n.child != 0 && n.depth < maxDepth {
		below = append(below, "│  "...)
	}
	return line, below
}

// line returns what the line says of a node, until the next.
func (t *Tree) line(n *branch) []byte {
	says := t.nodes.said(&n.treeNode)
	t.text = strconv.AppendInt(t.text[:0], int64(n.pid), 10)
	switch t.text = append(t.text, says...); {
	case n.listed:
	case len(says) > 0:
		t.text = append(t.text, "  (no event of its own)"...)
	default:
		t.text = append(t.text, "  (known as a parent only)"...)
	}
	return t.text
}
