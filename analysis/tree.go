package analysis

import (
	"fmt"

	"github.com/cnwire/cnwire/codec"
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
	Kind  NodeKind
	Depth int
	Name  string // the key that JSON uses, but for NodeText and fields: cn_proc.exit, pad, _ws.short
	Title string // what a heading or a problem says
	Value Value  // NodeField and NodeDerived
	Off   int    // the bytes of the frame that the node is about;
	Len   int    // none for a problem
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
	f     *Frame
	nodes []Node
}

func (t *tree) span(i int) {
	s := t.f.Spans[i]
	switch s.Struct {
	case codec.StructCooked, codec.StructCooked2:
		t.heading(NodeProtocol, 0, "netlink", "Linux netlink (cooked header)", s)
		t.fields(1, s)
	case codec.StructNlMsghdr:
		whole := s
		whole.Len = t.messageEnd(i) - s.Off
		t.heading(NodeText, 0, "", "Netlink message", whole)
		t.heading(NodeText, 1, "", headerTitle+t.typeName(s)+")", s)
		t.fields(2, s)
	case codec.StructCnMsg:
		t.heading(NodeProtocol, 1, "cn", "Connector message, struct cn_msg"+t.user(s), s)
		t.fields(2, s)
		t.kinship(2, s)
	case codec.StructMcastOp, codec.StructProcInput:
		t.heading(NodeProtocol, 1, "cn_proc", "Request for process events, "+structC(s.Struct), s)
		t.fields(2, s)
	case codec.StructProcEvent, codec.StructProcEventTimespec32, codec.StructProcEventTimespec64:
		whole := s
		whole.Len = t.eventEnd(i) - s.Off
		t.heading(NodeProtocol, 1, "cn_proc", "Process event, "+structC(s.Struct), whole)
		t.fields(2, s)
	case codec.RawPad, codec.RawTail, codec.RawRest, codec.RawData, codec.RawEventData:
		t.nodes = append(t.nodes, Node{Kind: NodeBytes, Depth: rawDepth(s.Struct), Name: rawName(s.Struct), Title: rawTitle(s), Off: s.Off, Len: s.Len})
	default: // an arm
		t.heading(NodeProtocol, 2, prefixes()[s.Struct], structC(s.Struct), s)
		t.fields(3, s)
	}
}

// headerTitle is tshark's, which uses it for a key in JSON.
const headerTitle = "Netlink message header (type: "

func (t *tree) heading(k NodeKind, depth int, name, title string, s codec.Span) {
	t.nodes = append(t.nodes, Node{Kind: k, Depth: depth, Name: name, Title: title, Off: s.Off, Len: s.Len})
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
		if m.mask != 0 {
			kind, d = NodeFlag, depth+1
		}
		t.nodes = append(t.nodes, Node{Kind: kind, Depth: d, Value: m.field.read(t.f, s, &m.place), Off: s.Off + m.off, Len: m.size})
		end = m.off + m.size
		t.concluded(depth+1, s, m)
	}
	if end < s.Len {
		t.nodes = append(t.nodes, Node{Kind: NodeBytes, Depth: depth, Name: "cut", Title: "Cut field", Off: s.Off + end, Len: s.Len - end})
	}
}

// concluded adds the parts of a wait status.
func (t *tree) concluded(depth int, s codec.Span, m member) {
	if m.field.Name != "cn_proc.exit.exit_code" {
		return
	}
	one := Frame{Spans: []codec.Span{s}}
	one.Data = t.f.Data
	for _, name := range []string{"cn_proc.exit.status", "cn_proc.exit.signal", "cn_proc.exit.core"} {
		for _, v := range registry().byName[name].Values(&one, nil) {
			t.nodes = append(t.nodes, Node{Kind: NodeDerived, Depth: depth, Value: v, Off: v.Off, Len: v.Len})
		}
	}
}

// messageEnd returns where the message whose header is span i ends.
func (t *tree) messageEnd(i int) int {
	for _, s := range t.f.Spans[i+1:] {
		if s.Struct == codec.StructNlMsghdr || s.Struct == codec.RawTail {
			return s.Off
		}
	}
	return len(t.f.Data)
}

// eventEnd returns where the event whose head is span i ends.
func (t *tree) eventEnd(i int) int {
	end := t.f.Spans[i].Off + t.f.Spans[i].Len
	if t.f.hasArm(i) {
		end += t.f.Spans[i+1].Len
	}
	return end
}

// typeName returns Wireshark's words for a message type.
func (t *tree) typeName(s codec.Span) string {
	var h codec.NlMsghdr
	if _, err := h.Decode(s.Order, t.f.bytes(s)); err != nil {
		return "cut"
	}
	switch h.Type {
	case 1:
		return "Nothing"
	case 2:
		return "Error"
	case codec.NlMsgDone:
		return "End of a dump"
	case 4:
		return "Data lost"
	}
	return fmt.Sprintf("0x%04x", h.Type)
}

// user returns whose message it is, in brackets.
func (t *tree) user(s codec.Span) string {
	var m codec.CnMsg
	if _, err := m.DecodeHead(s.Order, t.f.bytes(s)); err != nil {
		return ""
	}
	if name, ok := userNames[m.ID]; ok {
		return " (" + name + ")"
	}
	return ""
}

// rawTitle says what unclaimed bytes are.
func rawTitle(s codec.Span) string {
	switch s.Struct {
	case codec.RawPad:
		return "Padding"
	case codec.RawTail:
		return "Bytes that hold no message"
	case codec.RawRest:
		return "Rest"
	case codec.RawEventData:
		return "Data of an unknown event"
	}
	return "Data"
}

// rawName returns the key of unclaimed bytes: tshark's data for a payload.
func rawName(s codec.Struct) string {
	if s == codec.RawEventData {
		return "data"
	}
	return s.String()
}

// rawDepth returns where unclaimed bytes stand: beside the part they follow.
func rawDepth(s codec.Struct) int {
	switch s {
	case codec.RawTail:
		return 0
	case codec.RawEventData:
		return 2
	}
	return 1
}
