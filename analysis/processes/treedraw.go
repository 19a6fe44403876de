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
	first := t.grow()
	named := len(t.hosts) < 2
	for i, n := range first {
		named = named && (len(t.hosts) < 2 || t.host(n) == t.host(first[i-1]))
		if it := t.nodes.at(n); it.kept && !it.drawn {
			if !named {
				named = true
				w.Write(append(analysis.Escape([]byte(t.host(n)), 0), ":\n"...))
			}
			if err := t.draw(w, n); err != nil {
				return err
			}
		}
	}
	return nil
}

// branch is a node in its place.
type branch struct {
	*treeNode
	depth int
	last  bool // no other child comes behind it
}

// draw draws a node and all below it.
func (t *Tree) draw(w *bufio.Writer, root node) error {
	var open [maxDepth + 1]bool // whether a line goes on at a depth
	return t.walk(root, func(_ node, b branch) error {
		line, below := t.branches(b, &open)
		line = fit.Below(line, t.append(nil, b.treeNode), below, t.Width)
		_, err := w.Write(append(line, '\n'))
		return err
	})
}

// walk hands over a node and all below it that were not drawn, each before its children.
func (t *Tree) walk(root node, draw func(node, branch) error) error {
	path := []node{root} // from the root to the one at hand
	for len(path) > 0 {
		n := path[len(path)-1]
		it := t.nodes.at(n)
		if !it.drawn {
			it.drawn = true
			depth := len(path) - 1
			if err := draw(n, branch{it, depth, depth == 0 || it.next == 0}); err != nil {
				return err
			}
			if it.child != 0 {
				path = append(path, it.child)
				continue
			}
		}
		for len(path) > 0 { // up, until there is one behind it
			next := t.nodes.at(path[len(path)-1]).next
			path = path[:len(path)-1]
			if len(path) > 0 && next != 0 {
				path = append(path, next)
				break
			}
		}
	}
	return nil
}

// branches returns what stands before a node, and before the lines on which it goes
// on. open says whether a line goes on at a depth.
func (t *Tree) branches(n branch, open *[maxDepth + 1]bool) (line, below []byte) {
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

// append appends what the line says of the node.
func (t *Tree) append(b []byte, n *treeNode) []byte {
	line := t.nodes.lines.of(n.line)
	b = strconv.AppendInt(b, int64(n.pid), 10)
	switch b = append(b, line...); {
	case n.listed:
	case len(line) > 0:
		b = append(b, "  (no event of its own)"...)
	default:
		b = append(b, "  (known as a parent only)"...)
	}
	return b
}
