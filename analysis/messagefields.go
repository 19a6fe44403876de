package analysis

import (
	"sync"

	"github.com/cnwire/cnwire/spec/genealogy"
)

// verdictFields are what the genealogy knows of each message of a frame.
var verdictFields = sync.OnceValue(func() []*Field {
	return []*Field{
		ofMessages("cn.reply_to", Uint, 32, "Number of the frame with the request that the message answers.",
			func(m *Message) (Value, bool) { return Value{Num: m.Of.Frame}, m.IsReply() }),
		ofMessages("cn.reply_time", Duration, 0, "Seconds from the request to its reply.",
			func(m *Message) (Value, bool) {
				return Value{Num: uint64(m.Time - m.Of.Time)}, m.IsReply() && m.Time != genealogy.NoTime && m.Of.Time != genealogy.NoTime
			}),
		ofMessages("cn.reply_rule", Text, 0, "The rule that makes the message a reply: a row of spec/rules.csv.",
			func(m *Message) (Value, bool) { return Value{Text: string(m.Rule)}, m.IsReply() }),
		ofMessages("cn.reply_in", Uint, 32, "Number of the frame with the first reply to the message. Only known in two passes (-2).",
			func(m *Message) (Value, bool) { return Value{Num: m.ReplyIn.Frame}, m.ReplyIn.Frame != 0 }),
		ofMessages("cn.copy_of", Uint, 32, "Number of the first frame that has the same message, for another listener.",
			func(m *Message) (Value, bool) { return Value{Num: m.Of.Frame}, m.Class == genealogy.Copy }),
		ofMessages("cn.possible_copy_of", Uint, 32, "Number of the frame before with the same message of user space, which may have come twice: to a listener and to the kernel. Both count.",
			func(m *Message) (Value, bool) { return Value{Num: m.Maybe.Frame}, m.Maybe.Frame != 0 }),
		hostField,
	}
})

// hostField is of the frame; in its tree it stands where there are several hosts.
var hostField = func() *Field {
	fd := ofFrame("cn.host", Text, 0, "Whose message it is: the host that the capture names, else the file, or what --host-by says.",
		func(f *Frame) (Value, bool) { return Value{Text: f.Host.String()}, f.Host != nil && f.IsConnector() })
	fd.verdict = func(m *Message) (Value, bool) { return Value{Text: m.frame.Host.String()}, m.frame.Host.Several() }
	return fd
}()

// ofMessages makes a field with at most one value a message.
func ofMessages(name string, k Kind, bits int, doc string, verdict func(*Message) (Value, bool)) *Field {
	fd := derived(name, k, bits, doc, func(f *Frame, dst []Value) []Value {
		for i := range f.Messages {
			if v, ok := verdict(&f.Messages[i]); ok {
				dst = append(dst, v)
			}
		}
		return dst
	})
	fd.verdict = verdict
	return fd
}
