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
	part := func(of who.Part) {
		kind := Uint
		if of.Signed() {
			kind = Int
		}
		add(of.String(), kind, 32, of.Doc(), func(p *who.Passage) (Value, bool) {
			n, ok := p.Get(of)
			return Value{Num: uint64(n)}, ok
		})
	}
	part(who.SenderPort)
	part(who.SenderPID)
	part(who.SenderTID)
	part(who.SenderUID)
	part(who.SenderGID)
	add("sender.comm", Text, 0, "By a comment: the name of the process that sent the message.",
		func(p *who.Passage) (Value, bool) { return Value{Text: p.Comm}, p.Comm != "" })
	part(who.SenderPIDNS)
	part(who.Group)
	part(who.ReceiverPort)
	add("delivered", Uint, 1, "By a comment: 1 if somebody was there to receive the kernel's message, else 0.", func(p *who.Passage) (Value, bool) {
		n, ok := p.Get(who.Result)
		if n == 0 {
			return Value{Num: 1}, ok
		}
		return Value{}, ok
	})
	part(who.Result)
	part(who.CausedBy)
	return fields
})
