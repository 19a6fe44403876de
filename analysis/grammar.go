package analysis

import (
	"strings"
	"sync"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// grammarPlace is what the table says of a struct, and of where it stands in a
// message.
type grammarPlace struct {
	prefix   string         // of its filters: cn_proc.exit
	c        string         // its type in C: struct exit_proc_event
	key      string         // in JSON: the tag in C, or the name of an arm
	title    string         // of its heading in a tree
	kind     genealogy.Kind // of a message of the kernel's that starts with it
	byUser   genealogy.Kind // of one of user space
	word     *spec.Field    // the field that says in a word what it is about; nil for none
	asked    *spec.Field    // the field that says which request is answered (R24); nil for none
	errno    *spec.Field    // the field that says what went wrong; nil for none
	kinds    []kindRow      // the same by the numbers in it, for a user whom user space asks
	repeated bool           // several may stand in a row
	counted  int            // its size, if each says how many bytes behind it are its own; else 0
}

// places says it of each struct, by the grammar of package spec. No other code
// names a user's structs but for what it does with their values.
var places = sync.OnceValue(func() *[codec.NumStructs]grammarPlace {
	var list [codec.NumStructs]grammarPlace
	t := spec.Default()
	for _, s := range t.Structs() {
		if in, ok := codec.StructByName(s.Name); ok {
			list[in] = grammarPlace{prefix: s.Prefix, c: s.C, title: s.C, key: s.C[strings.LastIndexByte(s.C, ' ')+1:]}
		}
	}
	for _, p := range t.Payloads() {
		in, _ := codec.StructByName(p.Struct.Name)
		at := &list[in]
		at.kind, at.byUser, at.repeated = kindNamed(p.Kind), kindNamed(p.ByUser), p.Repeated()
		if p.ToEnd && p.Behind != "" {
			at.counted = p.Struct.Size
		}
		for i := range p.Struct.Fields {
			if f := &p.Struct.Fields[i]; f.Values == "errno" {
				at.errno = f
			}
		}
		if p.In == "" {
			at.kinds = append(at.kinds, kindsOf(&p))
		}
		at.word, at.asked = wordOf(p.Struct), keyOf(&p)
		if p.Title != "" {
			at.title = p.Title + ", " + p.Struct.C
		}
	}
	for _, v := range t.Set("proc_event_what") {
		if in, ok := codec.StructByName(v.Arm); ok {
			list[in].key = v.Arm[strings.LastIndexByte(v.Arm, '.')+1:]
		}
	}
	return &list
})

// wordOf returns the field whose number says in a word what a struct is about.
func wordOf(s *spec.Struct) *spec.Field {
	for i := range s.Fields {
		if f := &s.Fields[i]; f.Values != "" && !strings.HasSuffix(f.Values, "_bits") {
			return f
		}
	}
	return nil
}

// keyOf returns the field by which a payload says itself which request it answers.
func keyOf(p *spec.Payload) *spec.Field {
	for _, r := range spec.Rules() {
		if u, ok := spec.Default().User(r.Idx, r.Val); ok && u.Name == p.User && r.Seq == "payload" {
			f, _ := p.Struct.Field("seq")
			return f
		}
	}
	return nil
}

// kindNamed returns the kind that the table has a word for.
func kindNamed(word string) genealogy.Kind {
	for k := genealogy.KindUnknown; k <= genealogy.KindDialog; k++ {
		if k.String() == word {
			return k
		}
	}
	return genealogy.KindUnknown
}

// Key returns the key that a struct has in JSON: proc_event, fork, cn_msg; of raw
// bytes their name.
func Key(s codec.Struct) string {
	if s.IsRaw() {
		return s.String()
	}
	return places()[s].key
}

// Repeated reports whether several of a struct may stand in a row: in JSON they
// are an array.
func Repeated(s codec.Struct) bool { return places()[s].repeated }

// userOf returns the row of an id, or nil.
func userOf(id codec.CbID) *spec.User {
	u, _ := spec.Default().User(id.Idx, id.Val)
	return u
}

// userName returns what the connector's user with an id calls itself, or nothing.
func userName(id codec.CbID) string {
	if u := userOf(id); u != nil {
		return u.Name
	}
	return ""
}

// userWord returns the name of the message's user and a space, or nothing.
func (m *Message) userWord() string {
	if m.User == nil {
		return ""
	}
	return m.User.Name + " "
}
