package processes

import (
	"bytes"
	"encoding/binary"

	"github.com/cnwire/cnwire/internal/aside"
)

// Tree draws who started whom, under a line with its name for each of several
// hosts. The first line drawn may be that of the last process that came, so all wait, a hundred
// bytes of each with its line: a few MiB in memory, and the others in temporary files. It is
// written once.
type Tree struct {
	Width int                 // columns, in which what has no room goes on below; 0 for any
	Keep  func(*Process) bool // those that are drawn with their ancestors; nil is all
	nodes nodes
	text  []byte
	hosts map[string]int // in which order they appear
}

// Add takes a process, and does not keep it. Its error is that of a file.
func (t *Tree) Add(p *Process) error {
	n, it := t.take(p)
	if _, known := t.hosts[p.Host]; !known {
		t.hosts[p.Host] = len(t.hosts)
	}
	t.text = p.appendLine(t.text[:0])
	it.fate = fateOf(p)
	it.listed, it.kept = true, t.Keep == nil || t.Keep(p)
	t.nodes.say(&it, t.text)
	t.nodes.set(n, it)
	t.nodes.list(n)
	return t.nodes.err()
}

// AddUnlisted takes a process that has no event: it is drawn where it is an ancestor.
func (t *Tree) AddUnlisted(p *Process) {
	n, it := t.take(p)
	t.text = p.appendWho(t.text[:0])
	t.nodes.say(&it, t.text)
	t.nodes.set(n, it)
}

// take makes the nodes of a process and of its parent, of which no more may come. That of the
// process is to be set.
func (t *Tree) take(p *Process) (node, treeNode) {
	t.begin()
	host := t.nodes.host(p.Host)
	parent := node(0)
	if p.Parent != 0 {
		known := false
		if parent, known = t.nodes.of(p.Parent); !known {
			t.nodes.set(parent, treeNode{pid: p.PPID, host: host})
		}
	}
	n, _ := t.nodes.of(p.Key)
	it := t.nodes.at(n)
	it.parent, it.pid, it.host = parent, p.PID, host
	return n, it
}

func (t *Tree) begin() {
	if t.nodes.begin(); t.hosts == nil {
		t.hosts = map[string]int{}
	}
}

// grow links all, and hands over where to begin, a host behind the other: at the roots, and
// where there is none at any process. Of what was drawn meanwhile nothing begins. Its error is
// that of a file, or of each.
func (t *Tree) grow(each func(node) error) error {
	t.begin()
	t.nodes.listed(func(n node) {
		if t.nodes.at(n).kept {
			t.keepAncestors(n)
		}
	})
	first := &aside.Sorted{Compare: func(a, b []byte) int { return bytes.Compare(a[:4], b[:4]) }} // by hosts
	add := func(n node) {
		t.text = binary.BigEndian.AppendUint32(t.text[:0], uint32(t.hosts[t.host(n)]))
		t.text = binary.BigEndian.AppendUint32(t.text, uint32(n))
		first.Add(t.text)
	}
	t.nodes.listed(func(n node) {
		if root := t.link(n); root != 0 && t.nodes.at(root).kept {
			add(root)
		}
	})
	t.nodes.listed(add) // those of a circle have no root
	defer first.Close()
	return first.Each(func(b []byte) error {
		n := node(binary.BigEndian.Uint32(b[4:]))
		if it := t.nodes.at(n); !it.kept || it.drawn {
			return t.nodes.err()
		}
		return each(n)
	})
}

// host is the name of a node's host.
func (t *Tree) host(n node) string { return t.nodes.names[t.nodes.at(n).host] }

// link makes a process a child of its parent, and so its ancestors up to one that is a
// process, or was met. It returns the root, unless that was met before.
func (t *Tree) link(n node) node {
	for it := t.nodes.at(n); !it.linked; it = t.nodes.at(n) {
		it.linked = true
		if t.nodes.set(n, it); it.parent == 0 {
			return n
		}
		if it.kept {
			t.nodes.adopt(it.parent, n)
		}
		if n = it.parent; t.nodes.at(n).listed {
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
		t.nodes.set(n, it)
	}
}
