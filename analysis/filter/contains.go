package filter

import "bytes"

// containsTest looks for each value of one operand in each of another. Nothing
// is in no bytes, and no bytes are in nothing.
type containsTest struct {
	left, right operand
	all         bool // every value must be in every one, else one in one
}

func (c *containsTest) match(r *run) bool {
	r.reset()
	left, right, ok := r.both(c.left, c.right)
	if !ok {
		return false
	}
	if len(right) > few {
		return r.search.prepare(r, right, c.all) && r.search.match(r, left, c.all)
	}
	for i := range left {
		for j := range right {
			r.steps += len(left[i].bytes)
			if b := right[j].bytes; (len(b) > 0 && bytes.Contains(left[i].bytes, b)) != c.all {
				return !c.all
			}
		}
	}
	return c.all
}

// search finds many texts in one pass over another: the automaton of Aho and
// Corasick, Efficient string matching (1975). Node 0 is no text yet.
type search struct {
	nodes  []searchNode
	queue  []int32 // nodes, the shorter texts first
	wanted int     // texts that are in no other one of them
}

// searchNode is what texts begin with.
type searchNode struct {
	child, next int32 // the first that is one byte longer, and the next beside this; 0 for none
	fail        int32 // the longest that this one ends with
	hit         int32 // the longest whole text that this one ends with, itself included, or 0
	seen        int32 // the last text that was searched in which it was
	letter      byte
	whole       bool // a text ends here
	inside      bool // it is in another text
}

// prepare takes the texts to look for. It is false when there is none, or when
// an empty one is among them and all are wanted.
func (s *search) prepare(r *run, texts []value, all bool) bool {
	s.nodes, s.queue, s.wanted = append(s.nodes[:0], searchNode{}), append(s.queue[:0], 0), 0
	for i := range texts {
		at := int32(0)
		for _, letter := range texts[i].bytes {
			child := s.child(r, at, letter)
			if child == 0 {
				child = int32(len(s.nodes))
				s.nodes = append(s.nodes, searchNode{letter: letter, next: s.nodes[at].child})
				s.nodes[at].child = child
			}
			at = child
		}
		if all && at == 0 {
			return false
		}
		s.nodes[at].whole = at != 0
	}
	for i := 0; i < len(s.queue); i++ {
		at := s.queue[i]
		for child := s.nodes[at].child; child != 0; child = s.nodes[child].next {
			n := &s.nodes[child]
			if at != 0 {
				n.fail = s.step(r, s.nodes[at].fail, n.letter)
			}
			n.hit = s.nodes[n.fail].hit
			s.nodes[n.hit].inside = true
			if n.whole {
				n.hit = child
			}
			s.queue = append(s.queue, child)
		}
	}
	for i := range s.nodes {
		n := &s.nodes[i]
		n.inside = n.inside || n.child != 0
		if n.whole && !n.inside {
			s.wanted++
		}
	}
	return len(s.nodes) > 1
}

// child returns the node that is one byte longer, or 0.
func (s *search) child(r *run, at int32, letter byte) int32 {
	at = s.nodes[at].child
	for at != 0 && s.nodes[at].letter != letter {
		r.steps++
		at = s.nodes[at].next
	}
	return at
}

// step returns the longest node that a text ends with which was at one and goes
// on with a byte.
func (s *search) step(r *run, at int32, letter byte) int32 {
	for {
		r.steps++
		if child := s.child(r, at, letter); child != 0 || at == 0 {
			return child
		}
		at = s.nodes[at].fail
	}
}

// match reports whether one of the texts is in one of the values, or all are in
// every value. A text inside another is there with it, so that at most one that
// counts ends at a byte.
func (s *search) match(r *run, list []value, all bool) bool {
	for i := range list {
		at, found := int32(0), 0
		for _, letter := range list[i].bytes {
			at = s.step(r, at, letter)
			hit := &s.nodes[s.nodes[at].hit]
			if !hit.whole {
				continue
			}
			if !all {
				return true
			}
			if !hit.inside && hit.seen != int32(i+1) {
				hit.seen = int32(i + 1)
				found++
			}
		}
		if all && found != s.wanted {
			return false
		}
	}
	return all
}
