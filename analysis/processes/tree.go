package processes

import (
	"cmp"
	"slices"
)

// Tree draws who started whom, under a line with its name for each of several
// hosts. It holds all processes, a hundred bytes of each with its line: the first line drawn
// may be that of the last process that came.
type Tree struct {
	Width int                 // columns, in which what has no room goes on below; 0 for any
	Keep  func(*Process) bool // those that are drawn with their ancestors; nil is all
	nodes nodes
	order []node // those that are listed
	text  []byte
	hosts map[string]int // in which order they appear
}

// Add takes a process, and does not keep it.
func (t *Tree) Add(p *Process) error {
	n, it := t.take(p)
	if _, known := t.hosts[p.Host]; !known {
		t.hosts[p.Host] = len(t.hosts)
	}
	t.text = p.appendLine(t.text[:0])
	it.fate = fateOf(p)
	it.listed, it.line, it.kept = true, t.nodes.lines.add(t.text), t.Keep == nil || t.Keep(p)
	t.order = append(t.order, n)
	return nil
}

// AddUnlisted takes a process that has no event: it is drawn where it is an ancestor.
func (t *Tree) AddUnlisted(p *Process) {
	_, it := t.take(p)
	t.text = p.appendWho(t.text[:0])
	it.line = t.nodes.lines.add(t.text)
}

// take makes the nodes of a process and of its parent, of which no more may come.
func (t *Tree) take(p *Process) (node, *treeNode) {
	if t.hosts == nil {
		t.hosts = map[string]int{}
	}
	host := t.nodes.host(p.Host)
	parent := node(0)
	if p.Parent != 0 {
		known := false
		if parent, known = t.nodes.of(p.Parent); !known {
			up := t.nodes.at(parent)
			up.pid, up.host = p.PPID, host
		}
	}
	n, _ := t.nodes.of(p.Key)
	it := t.nodes.at(n)
	it.parent, it.pid, it.host = parent, p.PID, host
	return n, it
}

// grow links all, and returns where to begin, a host behind the other: at the roots, and
// where there is none at any process.
func (t *Tree) grow() []node {
	for _, n := range t.order {
		if t.nodes.at(n).kept {
			t.keepAncestors(n)
		}
	}
	var first []node
	for _, n := range t.order {
		if root := t.link(n); root != 0 && t.nodes.at(root).kept {
			first = append(first, root)
		}
	}
	first = append(first, t.order...) // those of a circle have no root
	if len(t.hosts) > 1 {
		slices.SortStableFunc(first, func(a, b node) int { return cmp.Compare(t.hosts[t.host(a)], t.hosts[t.host(b)]) })
	}
	return first
}

// host is the name of a node's host.
func (t *Tree) host(n node) string { return t.nodes.names[t.nodes.at(n).host] }

// link makes a process a child of its parent, and so its ancestors up to one that is a
// process, or was met. It returns the root, unless that was met before.
func (t *Tree) link(n node) node {
	for it := t.nodes.at(n); !it.linked; it = t.nodes.at(n) {
		it.linked = true
		if it.parent == 0 {
			return n
		}
		up := t.nodes.at(it.parent)
		if it.kept {
			t.nodes.adopt(up, n)
		}
		if n = it.parent; up.listed {
			break
		}
	}
	return 0
}

func (t *Tree) keepAncestors(n node) {
	for n = t.nodes.at(n).parent; n != 0; n = t.nodes.at(n).parent {
		it := t.nodes.at(n)
		if it.kept {
			return
		}
		it.kept = true
	}
}
