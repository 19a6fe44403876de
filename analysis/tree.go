package analysis

import (
	"fmt"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
)

// NodeKind says what a node of the tree is.
type NodeKind uint8

const (
	NodeProtocol NodeKind = iota // a heading with a name that JSON uses
	NodeText                     // a heading without
	NodeField                    // a field and its value
	NodeFlag                     // one bit of the flags field before it
	NodeDerived                  // a value that is concluded, not read
	NodeBytes                    // bytes that no field claims
	NodeProblem                  // what is missing or wrong
)

// Node is one line of a frame's tree. Depth makes the tree: a node's children
// follow it, one deeper.
type Node struct {
	Kind     NodeKind
	Repeated bool // NodeProtocol: several of the name may follow each other
	Depth    int
	Name     string // the key that JSON uses, but for NodeText and fields: cn_proc.exit, pad, _ws.short
	Title    string // what a heading or a problem says
	Value    Value  // NodeField and NodeDerived
	Off      int    // the bytes of the frame that the node is about;
	Len      int    // none for a problem
}

// Tree appends the tree of the frame's bytes. Every captured byte of a netlink
// frame is in a field or in a NodeBytes.
func (f *Frame) Tree(dst []Node) []Node {
	t := tree{f: f, nodes: dst}
	for i := range f.Spans {
		t.span(i)
	}
	if f.Truncated() {
		t.problem("_ws.short", fmt.Sprintf("Truncated: %d of %d bytes were captured", len(f.Data), f.Len))
	}
	if f.Err.Err != nil {
		t.problem("_ws.malformed", "Malformed: "+f.Problem())
	}
	return t.nodes
}

// tree is a tree in the making.
type tree struct {
	f            *Frame
	nodes        []Node
	nl, messages int // how many of each were begun
}

func (t *tree) span(i int) {
	s := t.f.Spans[i]
	in := &places()[s.Struct]
	switch {
	case s.Struct == codec.StructCooked || s.Struct == codec.StructCooked2:
		t.heading(Node{Name: "netlink", Title: "Linux netlink (cooked header)"}, s)
		t.fields(1, s)
	case s.Struct == codec.StructNlMsghdr:
		n := &t.f.NlMsgs[t.nl]
		t.nl++
		whole := s
		whole.Len = n.end() - s.Off
		t.heading(Node{Kind: NodeText, Title: "Netlink message"}, whole)
		t.heading(Node{Kind: NodeText, Depth: 1, Title: headerTitle + n.typeName() + ")"}, s)
		t.fields(2, s)
	case s.Struct == codec.StructCnMsg:
		m := t.message(s)
		t.heading(Node{Depth: 1, Name: "cn", Title: "Connector message, struct cn_msg" + m.userInBrackets()}, s)
		t.fields(2, s)
		t.verdict(2, m)
	case s.Struct.IsRaw():
		raw := &raws[s.Struct]
		depth := raw.depth
		if s.Struct == codec.RawData { // of a message, or of what stands in it
			depth = max(depth, int(s.Depth)-1)
		}
		t.heading(Node{Kind: NodeBytes, Depth: depth, Name: raw.name, Title: raw.title}, s)
	default: // a payload stands beside its cn_msg, as protocols do, and what it holds below it
		depth := int(s.Depth) - 1
		whole := s
		whole.Len = t.end(i) - s.Off
		t.heading(Node{Depth: depth, Name: in.prefix, Title: in.title, Repeated: in.repeated}, whole)
		t.fields(depth+1, s)
		if s.Struct.IsProcArm() && t.messages > 0 {
			t.subject(depth, t.f.Messages[t.messages-1].Subject)
		}
	}
}

// message returns the message whose cn_msg is s, or nil for one that was cut.
func (t *tree) message(s codec.Span) *Message {
	if t.messages == len(t.f.Messages) || t.f.Messages[t.messages].Spans[0].Off != s.Off {
		return nil
	}
	t.messages++
	return &t.f.Messages[t.messages-1]
}

// headerTitle is tshark's, which uses it for a key in JSON.
const headerTitle = "Netlink message header (type: "

func (t *tree) heading(n Node, s codec.Span) {
	n.Off, n.Len = s.Off, s.Len
	t.nodes = append(t.nodes, n)
}

func (t *tree) problem(name, title string) {
	t.nodes = append(t.nodes, Node{Kind: NodeProblem, Name: name, Title: title})
}

// fields adds the fields of a struct that were captured whole, the bits of
// flags below them, and what is concluded from a wait status.
func (t *tree) fields(depth int, s codec.Span) {
	end := 0
	for _, m := range members()[s.Struct] {
		if m.off+m.size > s.Len {
			break
		}
		kind, d := NodeField, depth
		if m.field == padField {
			t.nodes = append(t.nodes, Node{Kind: NodeBytes, Depth: depth, Name: "pad", Title: raws[codec.RawPad].title, Off: s.Off + m.off, Len: m.size})
			end = m.off + m.size
			continue
		}
		if m.mask != 0 {
			kind, d = NodeFlag, depth+1
		}
		t.nodes = append(t.nodes, Node{Kind: kind, Depth: d, Value: m.field.at(t.f, &s, &m.place), Off: s.Off + m.off, Len: m.size})
		end = m.off + m.size
		for _, fd := range m.field.parts {
			t.nodes = append(t.nodes, Node{Kind: NodeDerived, Depth: depth + 1, Value: fd.at(t.f, &s, &m.place), Off: s.Off + m.off, Len: m.size})
		}
	}
	if end < s.Len {
		t.nodes = append(t.nodes, Node{Kind: NodeBytes, Depth: depth, Name: "cut", Title: "Cut field", Off: s.Off + end, Len: s.Len - end})
	}
}

// end returns where what stands in span i ends, but for bytes that nobody claims.
func (t *tree) end(i int) int {
	at := t.f.Spans[i]
	for _, s := range t.f.Spans[i+1:] {
		if s.Depth <= t.f.Spans[i].Depth || s.Struct == codec.RawRest {
			break
		}
		at = s
	}
	return at.Off + at.Len
}

// verdict adds what the genealogy knows of a message.
func (t *tree) verdict(depth int, m *Message) {
	if m == nil {
		return
	}
	t.said(depth, m, textFields)
	t.said(depth, m, verdictFields())
	if m.frame.Passage() != nil {
		t.said(depth, m, passageFields())
	}
}

// said adds what of some fields is known of a message.
func (t *tree) said(depth int, m *Message, fields []*Field) {
	for _, fd := range fields {
		if v, ok := fd.verdict(m); ok {
			v.Field = fd
			t.nodes = append(t.nodes, Node{Kind: NodeDerived, Depth: depth, Value: v, Off: m.Spans[0].Off})
		}
	}
}

// typeName returns Wireshark's words for a message type.
func (n *NlMsg) typeName() string {
	if !n.Whole {
		return "cut"
	}
	name, _ := spec.Default().Name("nlmsg_type", uint64(n.Type))
	if words, ok := typeWords[name]; ok {
		return words
	}
	return fmt.Sprintf("0x%04x", n.Type)
}

var typeWords = map[string]string{
	"NLMSG_NOOP": "Nothing", "NLMSG_ERROR": "Error", "NLMSG_DONE": "End of a dump", "NLMSG_OVERRUN": "Data lost",
}

// userInBrackets returns whose message it is.
func (m *Message) userInBrackets() string {
	if m == nil || m.User == nil {
		return ""
	}
	return " (" + m.User.Name + ")"
}

// raws say what unclaimed bytes are: the key, which is tshark's data for a
// payload, a title, and how deep they stand, beside the part they follow.
var raws = [codec.NumStructs]struct {
	name, title string
	depth       int
}{
	codec.RawPad:       {"pad", "Padding", 1},
	codec.RawData:      {"data", "Data", 1},
	codec.RawEventData: {"data", "Data of an unknown event", 2},
	codec.RawRest:      {"rest", "Rest", 1},
	codec.RawTail:      {"tail", "Bytes that hold no message", 0},
}
