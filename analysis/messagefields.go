package analysis

import (
	"sync"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// messageFields are what the genealogy knows of each message of a frame.
func messageFields() []*Field {
	return []*Field{
		ofMessages("cn.reply_to", Uint, 32, "Number of the frame with the request that the message answers.",
			func(m *Message) (Value, bool) { return Value{Num: m.Of.Frame}, m.IsReply() }),
		ofMessages("cn.reply_time", Duration, 0, "Seconds from the request to its reply.",
			func(m *Message) (Value, bool) {
				return Value{Num: uint64(m.Time - m.Of.Time)}, m.IsReply() && m.Time != 0 && m.Of.Time != 0
			}),
		ofMessages("cn.reply_rule", Text, 0, "The rule that makes the message a reply: a row of spec/rules.csv.",
			func(m *Message) (Value, bool) { return Value{Text: string(m.Rule)}, m.IsReply() }),
		ofMessages("cn.reply_in", Uint, 32, "Number of the frame with the first reply to the message. Only known in two passes (-2).",
			func(m *Message) (Value, bool) { return Value{Num: m.ReplyIn.Frame}, m.ReplyIn.Frame != 0 }),
		ofMessages("cn.copy_of", Uint, 32, "Number of the first frame that has the same message, for another listener.",
			func(m *Message) (Value, bool) { return Value{Num: m.Of.Frame}, m.Class == genealogy.Copy }),
	}
}

// ofMessages makes a field with at most one value a message.
func ofMessages(name string, k Kind, bits int, doc string, get func(*Message) (Value, bool)) *Field {
	return derived(name, k, bits, doc, func(f *Frame, dst []Value) []Value {
		for i := range f.Messages {
			if v, ok := get(&f.Messages[i]); ok {
				dst = append(dst, v)
			}
		}
		return dst
	})
}

// kinship adds what the genealogy knows of the message whose cn_msg is s.
func (t *tree) kinship(depth int, s codec.Span) {
	for i := range t.f.Messages {
		if t.f.Messages[i].Spans[0].Off != s.Off {
			continue
		}
		one := Frame{Messages: t.f.Messages[i : i+1]}
		for _, fd := range kinFields() {
			for _, v := range fd.Values(&one, nil) {
				t.nodes = append(t.nodes, Node{Kind: NodeDerived, Depth: depth, Value: v, Off: s.Off})
			}
		}
	}
}

// kinFields are the fields of the registry that kinship shows.
var kinFields = sync.OnceValue(func() []*Field {
	var fields []*Field
	for _, fd := range messageFields() {
		fields = append(fields, registry().byName[fd.Name])
	}
	return fields
})
