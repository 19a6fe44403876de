package processes

import (
	"bufio"
	"cmp"
	"slices"
	"strconv"
	"unicode/utf8"

	"github.com/cnwire/cnwire/analysis"
)

// Tree draws who started whom, under a line with its name for each of several
// hosts. It holds all processes.
type Tree struct {
	Width int                  // columns; 0 for any
	Keep  func(*Process) bool  // those that are drawn with their ancestors; nil is all
	nodes map[uint64]*treeNode // by Key
	order []*treeNode
	text  []byte
	hosts map[string]int // in which order they appear
}

// treeNode is a process, or one that is known only as a parent. There may be a
// million: of a process it has the line.
type treeNode struct {
	line      []byte
	children  []*treeNode
	host      string
	parent    uint64 // Key, or 0
	pid, ppid int32
	listed    bool // it is a process
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
	n.listed, n.line, n.parent, n.ppid, n.kept = true, slices.Clone(t.text), p.Parent, p.PPID, t.Keep == nil || t.Keep(p)
	t.order = append(t.order, n)
	return nil
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
	for _, n := range t.order {
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
	rooted := map[*treeNode]bool{}
	for _, n := range t.order {
		root := n
		if n.parent != 0 {
			up := t.nodes[n.parent]
			if n.kept {
				up.children = append(up.children, n)
			}
			if root = up; up.listed {
				continue
			}
		}
		if root.kept && !rooted[root] {
			rooted[root] = true
			roots = append(roots, root)
		}
	}
	first := slices.Concat(roots, t.order) // those of a circle have no root
	slices.SortStableFunc(first, func(a, b *treeNode) int { return cmp.Compare(t.hosts[a.host], t.hosts[b.host]) })
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

func (t *Tree) keepAncestors(n *treeNode) {
	for n.listed && n.parent != 0 {
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
		var line []byte
		for d := 1; d < min(n.depth, maxDepth); d++ {
			if open[d] {
				line = append(line, "│  "...)
			} else {
				line = append(line, "   "...)
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
		if n.depth <= maxDepth {
			open[n.depth] = !n.last
		}
		line = n.append(line)
		if _, err := w.Write(append(cutLine(line, t.Width), '\n')); err != nil {
			return err
		}
		for i := len(n.children) - 1; i >= 0; i-- {
			stack = append(stack, branch{n.children[i], n.depth + 1, i == len(n.children)-1})
		}
	}
	return nil
}

// append appends what the line says of the node.
func (n *treeNode) append(b []byte) []byte {
	b = strconv.AppendInt(b, int64(n.pid), 10)
	if !n.listed {
		return append(b, "  (known as a parent only)"...)
	}
	return append(b, n.line...)
}

// appendLine appends what a tree says of a process behind its pid.
func (p *Process) appendLine(b []byte) []byte {
	if p.Named {
		b = append(analysis.AppendText(append(b, ' ', '"'), p.Comm[:]), '"')
	} else if p.NamedBeforeExec {
		b = append(analysis.AppendText(append(b, ` (no longer "`...), p.CommBeforeExec[:]), `")`...)
	}
	if d, ok := p.Duration(); ok {
		b = append(analysis.AppendDuration(append(b, "  "...), d, 6), " s"...)
	}
	if p.State == Ended {
		b = p.AppendExit(append(b, "  exit "...))
	} else {
		b = append(append(b, "  "...), p.State.String()...)
	}
	for _, c := range []struct {
		n    uint32
		what string
	}{{p.Execs, " exec"}, {p.Threads - 1, " more thread"}} {
		if c.n == 0 {
			continue
		}
		b = append(strconv.AppendUint(append(b, ", "...), uint64(c.n), 10), c.what...)
		if c.n > 1 {
			b = append(b, 's')
		}
	}
	if p.Orphan {
		b = append(b, ", orphan"...)
	}
	if missing := p.Partial &^ (NoEnd | NoParent); missing != 0 {
		b = append(missing.Append(append(b, "  [not seen: "...)), ']')
	}
	return b
}

// cutLine cuts a line of narrow characters.
func cutLine(line []byte, width int) []byte {
	if width <= 0 || utf8.RuneCount(line) <= width {
		return line
	}
	r := []rune(string(line))
	return append([]byte(string(r[:width-1])), "…"...)
}
