package analysis

import (
	"sync"

	"github.com/cnwire/cnwire/analysis/who"
)

// Passage returns what the frame's comments say of who sent it, and of what became of
// it (record/COMMENTS.md), nil for nothing.
func (f *Frame) Passage() *who.Passage {
	if len(f.Comments) == 0 {
		return nil
	}
	if f.passageOf != f.Number {
		f.passageOf, f.passage = f.Number, who.ReadPassage(f.Comments)
	}
	return f.passage
}

// passageFields are what a tap knows of a message beside its bytes. They are of the
// frame, and stand at each of its messages.
var passageFields = sync.OnceValue(func() (fields []*Field) {
	add := func(name string, k Kind, bits int, doc string, get func(*who.Passage) (Value, bool)) {
		fields = append(fields, ofMessages("cn."+name, k, bits, doc, func(m *Message) (Value, bool) {
			p := m.frame.Passage()
			if p == nil {
				return Value{}, false
			}
			return get(p)
		}))
	}
	part := func(name string, k Kind, doc string, of who.Part) {
		add(name, k, 32, doc, func(p *who.Passage) (Value, bool) {
			n, ok := p.Get(of)
			return Value{Num: uint64(n)}, ok
		})
	}
	part("sender.port", Uint, "By a comment: the port id of the socket that sent the message.", who.SenderPort)
	part("sender.pid", Int, "By a comment: the process that sent the message.", who.SenderPID)
	part("sender.tid", Int, "By a comment: its thread, where that is another.", who.SenderTID)
	part("sender.uid", Uint, "By a comment: the user id of the process that sent the message.", who.SenderUID)
	part("sender.gid", Uint, "By a comment: the group id of the process that sent the message.", who.SenderGID)
	add("sender.comm", Text, 0, "By a comment: the name of the process that sent the message.",
		func(p *who.Passage) (Value, bool) { return Value{Text: p.Comm}, p.Comm != "" })
	part("sender.pidns", Uint, "By a comment: the inode of the pid namespace of the process that sent the message.", who.SenderPIDNS)
	part("group", Uint, "By a comment: the group that the message was sent to; of a request, beside the kernel.", who.Group)
	part("receiver.port", Uint, "By a comment: the port id of the socket that the kernel sent the message to.", who.ReceiverPort)
	add("delivered", Uint, 1, "By a comment: 1 if somebody was there to receive the kernel's message, else 0.", func(p *who.Passage) (Value, bool) {
		n, ok := p.Get(who.Result)
		if n == 0 {
			return Value{Num: 1}, ok
		}
		return Value{}, ok
	})
	part("result", Int, "By a comment: what the kernel's sending returned: 0, or a negative error number; -3 if nobody was there.", who.Result)
	part("caused_by", Int, "By a comment: the thread that was running when the kernel sent the message: who did what an event tells of, or asked.", who.CausedBy)
	return fields
})
