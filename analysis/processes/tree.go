package processes

import (
	"bufio"
	"cmp"
	"slices"
	"strconv"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/fit"
)

// Tree draws who started whom, under a line with its name for each of several
// hosts. It holds all processes.
type Tree struct {
	Width int                  // columns, in which what has no room goes on below; 0 for any
	Keep  func(*Process) bool  // those that are drawn with their ancestors; nil is all
	nodes map[uint64]*treeNode // by Key
	order []*treeNode
	text  []byte
	hosts map[string]int // in which order they appear
}

// treeNode is a process, or one that is known only as a parent. There may be a
// million: of one that something is known of it has the line.
type treeNode struct {
	line      []byte
	children  []*treeNode
	host      string
	parent    uint64 // Key, or 0
	pid, ppid int32
	fate      fate
	listed    bool // it is a process
	linked    bool // it is among the children of its parent, or a root
	drawn     bool
	kept      bool
}

// maxDepth is how deep lines are indented. Deeper ones bear their depth.
const maxDepth = 12

// Add takes a process, and does not keep it.
func (t *Tree) Add(p *Process) error {
	n := t.node(p.Key, p.PID, p.Host)
	if _, known := t.hosts[p.Host]; !known {
		t.hosts[p.Host] = len(t.hosts)
	}
	t.text = p.appendLine(t.text[:0])
	n.fate = fateOf(p)
	n.listed, n.line, n.parent, n.ppid, n.kept = true, slices.Clone(t.text), p.Parent, p.PPID, t.Keep == nil || t.Keep(p)
	t.order = append(t.order, n)
	return nil
}

// AddUnlisted takes a process that has no event: it is drawn where it is an ancestor.
func (t *Tree) AddUnlisted(p *Process) {
	n := t.node(p.Key, p.PID, p.Host)
	t.text = p.appendWho(t.text[:0])
	n.line, n.parent, n.ppid = slices.Clone(t.text), p.Parent, p.PPID
}

func (t *Tree) node(key uint64, pid int32, host string) *treeNode {
	if t.nodes == nil {
		t.nodes, t.hosts = map[uint64]*treeNode{}, map[string]int{}
	}
	if t.nodes[key] == nil {
		t.nodes[key] = &treeNode{pid: pid, host: host}
	}
	return t.nodes[key]
}

// Write draws the tree.
func (t *Tree) Write(w *bufio.Writer) error {
	first := t.grow()
	named := len(t.hosts) < 2
	for i, n := range first {
		named = named && (len(t.hosts) < 2 || n.host == first[i-1].host)
		if n.kept && !n.drawn {
			if !named {
				named = true
				w.Write(append(analysis.Escape([]byte(n.host), 0), ":\n"...))
			}
			if err := t.draw(w, n); err != nil {
				return err
			}
		}
	}
	return nil
}

// grow links all, and returns where to begin, a host behind the other: at the roots, and
// where there is none at any process.
func (t *Tree) grow() []*treeNode {
	for _, n := range t.nodes { // while it grows, by some that have no parent
		if n.parent != 0 {
			t.node(n.parent, n.ppid, n.host)
		}
	}
	for _, n := range t.order {
		if n.kept {
			t.keepAncestors(n)
		}
	}
	var roots []*treeNode
	for _, n := range t.order {
		if root := t.link(n); root != nil && root.kept {
			roots = append(roots, root)
		}
	}
	first := slices.Concat(roots, t.order) // those of a circle have no root
	slices.SortStableFunc(first, func(a, b *treeNode) int { return cmp.Compare(t.hosts[a.host], t.hosts[b.host]) })
	return first
}

// link makes a process a child of its parent, and so its ancestors up to one that is a
// process, or was met. It returns the root, unless that was met before.
func (t *Tree) link(n *treeNode) *treeNode {
	for !n.linked {
		n.linked = true
		if n.parent == 0 {
			return n
		}
		up := t.nodes[n.parent]
		if n.kept {
			up.children = append(up.children, n)
		}
		if n = up; up.listed {
			break
		}
	}
	return nil
}

func (t *Tree) keepAncestors(n *treeNode) {
	for n.parent != 0 {
		if n = t.nodes[n.parent]; n.kept {
			return
		}
		n.kept = true
	}
}

// branch is a node that waits to be drawn.
type branch struct {
	*treeNode
	depth int
	last  bool
}

// draw draws a node and all below it.
func (t *Tree) draw(w *bufio.Writer, root *treeNode) error {
	var open [maxDepth + 1]bool // whether a line goes on at a depth
	stack := []branch{{root, 0, true}}
	for len(stack) > 0 {
		n := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if n.drawn {
			continue
		}
		n.drawn = true
		line, below := t.branches(&n, &open)
		line = fit.Below(line, n.append(nil), below, t.Width)
		if _, err := w.Write(append(line, '\n')); err != nil {
			return err
		}
		for i := len(n.children) - 1; i >= 0; i-- {
			stack = append(stack, branch{n.children[i], n.depth + 1, i == len(n.children)-1})
		}
	}
	return nil
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
	if len(n.children) > 0 && n.depth < maxDepth {
		below = append(below, "│  "...)
	}
	return line, below
}

// append appends what the line says of the node.
func (n *treeNode) append(b []byte) []byte {
	b = strconv.AppendInt(b, int64(n.pid), 10)
	switch b = append(b, n.line...); {
	case n.listed:
	case len(n.line) > 0:
		b = append(b, "  (no event of its own)"...)
	default:
		b = append(b, "  (known as a parent only)"...)
	}
	return b
}
