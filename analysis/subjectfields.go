package analysis

import (
	"sync"

	"github.com/cnwire/cnwire/analysis/who"
	"github.com/cnwire/cnwire/codec"
)

// subjectFields are what is known of the process that an event is about. They stand
// in no message: cn_proc.comm is the kernel's, cn_proc.name what is known by then.
var subjectFields = sync.OnceValue(func() (fields []*Field) {
	add := func(name string, k Kind, bits int, doc string, get func(*Subject) (Value, bool)) {
		fd := ofMessages("cn_proc."+name, k, bits, doc, func(m *Message) (Value, bool) {
			if m.Subject == nil {
				return Value{}, false
			}
			v, ok := get(m.Subject)
			if s, is := m.Payload(); is {
				v.Off = s.Off // the layer that it is in
			}
			return v, ok
		})
		fd.subject = true
		fields = append(fields, fd)
	}
	person := func(prefix, comm, of string, get func(*Subject) *Person) {
		add(prefix+comm, Text, 8*len(codec.CommName{}), of+"what the last COMM or a comment called it, with no EXEC behind.",
			func(s *Subject) (Value, bool) { p := get(s); return Value{Data: p.Comm[:]}, p.Named })
		for k := range who.NumFacts {
			add(prefix+k.String(), Text, 0, of+"by a comment: "+k.Doc(),
				func(s *Subject) (Value, bool) { text := get(s).Facts.Get(k); return Value{Text: text}, text != "" })
		}
	}
	person("", "name", "Of the process that the event is about, ", func(s *Subject) *Person { return &s.Person })
	add("parent.pid", Int, 32, "The first known parent of the process that the event is about; 0 is the kernel itself.",
		func(s *Subject) (Value, bool) { return Value{Num: uint64(int64(s.PPID))}, s.ParentKnown })
	person("parent.", "comm", "Of the parent of the process that the event is about, ", func(s *Subject) *Person { return &s.Parent })
	return fields
})

// subjectName is the key that JSON has for the group of these fields.
const subjectName = "cn_proc.subject"

// subject adds what is known of the process, which stands in no byte.
func (t *tree) subject(depth int, s *Subject) {
	if s == nil {
		return
	}
	t.nodes = append(t.nodes, Node{Depth: depth, Name: subjectName, Title: "[What is known of the process]"})
	m := Message{Subject: s}
	for _, fd := range subjectFields() {
		if v, ok := fd.verdict(&m); ok {
			v.Field = fd
			t.nodes = append(t.nodes, Node{Kind: NodeDerived, Depth: depth + 1, Value: v})
		}
	}
}
