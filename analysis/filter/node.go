package filter

// node is a part of a filter as it is written.
type node interface{ place() (off, to int) }

// at is where a node stands in the text.
type at struct{ off, to int }

func (a at) place() (off, to int) { return a.off, a.to }

// across is the place from one node to another.
func across(from, to node) at {
	off, _ := from.place()
	_, end := to.place()
	return at{off, end}
}

// What can be compared: an entity, or arithmetic with some.
type (
	// nameNode is a field or a protocol.
	nameNode struct {
		at
		subject *subject
		layers  []span // or nil for all
	}
	// literalNode is a word that is no name, a string or a character.
	literalNode struct {
		at
		token token
	}
	sliceNode struct {
		at
		of    node
		spans []span
	}
	callNode struct {
		at
		name string
		args []node
	}
	// signNode is a minus before an entity.
	signNode struct {
		at
		of node
	}
	// bracedNode is arithmetic between { and }.
	bracedNode struct {
		at
		of node
	}
	arithmeticNode struct {
		at
		op          string
		left, right node
	}
)

// What is true or false of a frame. So is what can be compared, by itself: whether
// a field is there, or arithmetic is not zero.
type (
	// bothNode is all of some tests (&&), or one of them (||).
	bothNode struct {
		at
		op   string
		list []node
	}
	notNode struct {
		at
		of node
	}
	compareNode struct {
		at
		quantifier  string // any, all, or empty
		op          string
		left, right node
	}
	inNode struct {
		at
		quantifier string
		left       node
		set        []element
	}
)

// both joins tests, of which one alone is itself.
func both(op string, list []node) node {
	if len(list) == 1 {
		return list[0]
	}
	return &bothNode{across(list[0], list[len(list)-1]), op, list}
}

// element is one of a set: a value, or a range from one to another.
type element struct{ from, to node } // to is nil for a value
