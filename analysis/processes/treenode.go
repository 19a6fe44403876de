package processes

import (
	"encoding/binary"

	"github.com/cnwire/cnwire/internal/aside"
)

// node is the number of a treeNode, from 1; 0 is none.
type node int32

// treeNode is a process, or one that is known only as a parent. There may be millions, and most
// are in a file.
type treeNode struct {
	line        int64  // where it stands in lines
	size        uint32 // of that; 0 of one of which nothing is known
	parent      node
	child, last node // its first one, and its last
	next        node // the parent's child behind it
	pid         int32
	host        int32 // in names
	number      int32 // in a graph
	fate        fate
	listed      bool // it is a process
	linked      bool // it is among the children of its parent, or a root
	drawn       bool
	kept        bool
}

// nodeSize is how many bytes a node has in a file.
const nodeSize = 45

func (n *treeNode) put(b []byte) {
	order := binary.LittleEndian
	order.PutUint64(b, uint64(n.line))
	order.PutUint32(b[8:], n.size)
	order.PutUint32(b[12:], uint32(n.parent))
	order.PutUint32(b[16:], uint32(n.child))
	order.PutUint32(b[20:], uint32(n.last))
	order.PutUint32(b[24:], uint32(n.next))
	order.PutUint32(b[28:], uint32(n.pid))
	order.PutUint32(b[32:], uint32(n.host))
	order.PutUint32(b[36:], uint32(n.number))
	b[40] = byte(n.fate)
	for i, is := range [...]bool{n.listed, n.linked, n.drawn, n.kept} {
		b[41+i] = 0
		if is {
			b[41+i] = 1
		}
	}
}

func (n *treeNode) take(b []byte) {
	order := binary.LittleEndian
	n.line = int64(order.Uint64(b))
	n.size = order.Uint32(b[8:])
	n.parent = node(order.Uint32(b[12:]))
	n.child = node(order.Uint32(b[16:]))
	n.last = node(order.Uint32(b[20:]))
	n.next = node(order.Uint32(b[24:]))
	n.pid = int32(order.Uint32(b[28:]))
	n.host = int32(order.Uint32(b[32:]))
	n.number = int32(order.Uint32(b[36:]))
	n.fate = fate(b[40])
	n.listed, n.linked, n.drawn, n.kept = b[41] != 0, b[42] != 0, b[43] != 0, b[44] != 0
}

// nodes are all of a tree.
type nodes struct {
	all   aside.Array[treeNode]
	n     node
	byKey aside.Array[int64] // Process.Key counts lives from 1
	order aside.Array[int64] // those that are listed
	in    uint64             // how many are
	lines aside.Bytes

	names  []string         // of hosts
	number map[string]int32 // of names
}

// begin makes them ready, with pages enough for what is drawn near each other.
func (s *nodes) begin() {
	if s.number != nil {
		return
	}
	s.number = map[string]int32{}
	s.all = aside.Array[treeNode]{Each: nodeSize, Put: func(b []byte, n *treeNode) { n.put(b) }, Take: func(b []byte, n *treeNode) { n.take(b) }}
	s.byKey, s.order = aside.Numbers(), aside.Numbers()
	s.all.Pages, s.lines.Pages, s.byKey.Pages = 512, 512, 64
}

// at returns a node, and set changes it.
func (s *nodes) at(n node) treeNode      { return s.all.Get(uint64(n)) }
func (s *nodes) set(n node, it treeNode) { s.all.Set(uint64(n), it) }

// of returns the node of a key, and whether it was there.
func (s *nodes) of(key uint64) (n node, known bool) {
	if n = node(s.byKey.Get(key)); n != 0 {
		return n, true
	}
	s.n++
	s.byKey.Set(key, int64(s.n))
	return s.n, false
}

// list puts a node behind those that are listed.
func (s *nodes) list(n node) {
	s.order.Set(s.in, int64(n))
	s.in++
}

// listed hands over those that are, in their order.
func (s *nodes) listed(each func(node)) {
	for i := range s.in {
		each(node(s.order.Get(i)))
	}
}

// host returns the number of a name.
func (s *nodes) host(name string) int32 {
	n, known := s.number[name]
	if !known {
		n = int32(len(s.names))
		s.names, s.number[name] = append(s.names, name), n
	}
	return n
}

// adopt puts a node behind the children of another, which may be itself.
func (s *nodes) adopt(up, n node) {
	it := s.at(up)
	last := it.last
	if it.last = n; last == 0 {
		it.child = n
	}
	if s.set(up, it); last != 0 {
		before := s.at(last)
		before.next = n
		s.set(last, before)
	}
}

// say keeps the line of a node.
func (s *nodes) say(it *treeNode, line []byte) {
	it.line, it.size = s.lines.Size(), uint32(len(line))
	s.lines.Append(line)
}

// said returns it.
func (s *nodes) said(it *treeNode) []byte { return s.lines.At(it.line, int(it.size)) }

// err is the first error of the files.
func (s *nodes) err() error {
	for _, err := range []error{s.all.Err, s.byKey.Err, s.order.Err, s.lines.Err} {
		if err != nil {
			return err
		}
	}
	return nil
}

// close gives the files back.
func (s *nodes) close() {
	s.all.Close()
	s.byKey.Close()
	s.order.Close()
	s.lines.Close()
}
