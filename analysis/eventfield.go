package analysis

import "github.com/cnwire/cnwire/spec/genealogy"

// eventField is the event in a word, as -T jsonl and export have it: what
// cn_proc.what, which is a number as in the kernel's header, is called. No form that
// shows all there is has it beside that.
var eventField = derived("cn_proc.event", Text, 0, "The event in a word, as -T jsonl and export have it: fork, exec, exit, and ack in an answer; cn_proc.what is its number.",
	func(f *Frame, dst []Value) []Value {
		for i := range f.Messages {
			m := &f.Messages[i]
			if what, ok := m.What(); ok && m.Kind != genealogy.KindUnknown {
				s, _ := m.Payload()
				dst = append(dst, Value{Text: EventWord(what), Off: s.Off})
			}
		}
		return dst
	})

// IsEventWord reports whether a word is one for an event.
func IsEventWord(word string) bool {
	for _, w := range eventWords() {
		if w == word {
			return true
		}
	}
	return false
}
