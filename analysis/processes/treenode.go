package processes

import "encoding/binary"

// node is the number of a treeNode, from 1; 0 is none.
type node int32

// treeNode is a process, or one that is known only as a parent. There may be millions: it has
// numbers where others have pointers, and of one that something is known of its line.
type treeNode struct {
	line        uint64 // where it stands in lines, or 0
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

// nodes are all of a tree. What grows with them grows by pieces, so that nothing is ever there
// twice while it is copied.
type nodes struct {
	pieces  [][]treeNode
	n       int
	byKey   []node   // Process.Key counts lives from 1
	names   []string // of hosts
	numbers map[string]int32
	lines   lines
}

// piece is how many nodes stand together.
const piece = 1 << 12

func (s *nodes) at(n node) *treeNode { return &s.pieces[(n-1)/piece][(n-1)%piece] }

// of returns the node of a key, and whether it was there.
func (s *nodes) of(key uint64) (n node, known bool) {
	for uint64(len(s.byKey)) <= key {
		s.byKey = append(s.byKey, 0)
	}
	if n = s.byKey[key]; n != 0 {
		return n, true
	}
	if s.n%piece == 0 {
		s.pieces = append(s.pieces, make([]treeNode, piece))
	}
	s.n++
	s.byKey[key] = node(s.n)
	return node(s.n), false
}

// host returns the number of a name.
func (s *nodes) host(name string) int32 {
	n, known := s.numbers[name]
	if !known {
		if s.numbers == nil {
			s.numbers = map[string]int32{}
		}
		n = int32(len(s.names))
		s.names, s.numbers[name] = append(s.names, name), n
	}
	return n
}

// adopt puts a node behind the children of another.
func (s *nodes) adopt(up *treeNode, n node) {
	if up.last == 0 {
		up.child = n
	} else {
		s.at(up.last).next = n
	}
	up.last = n
}

// lines are texts, one behind the other, each behind its length.
type lines struct{ pieces [][]byte }

// textPiece is how many bytes of lines stand together, but for a longer one.
const textPiece = 64 << 10

// add keeps a line and returns where it is.
func (l *lines) add(line []byte) (at uint64) {
	last := len(l.pieces) - 1
	if last < 0 || len(l.pieces[last])+binary.MaxVarintLen32+len(line) > cap(l.pieces[last]) {
		l.pieces = append(l.pieces, make([]byte, 0, max(textPiece, binary.MaxVarintLen32+len(line))))
		last++
	}
	to := &l.pieces[last]
	at = uint64(last+1)<<32 | uint64(len(*to))
	*to = append(binary.AppendUvarint(*to, uint64(len(line))), line...)
	return at
}

// of returns a line.
func (l *lines) of(at uint64) []byte {
	if at == 0 {
		return nil
	}
	b := l.pieces[at>>32-1][uint32(at):]
	n, size := binary.Uvarint(b)
	return b[size:][:n]
}
