package analysis

import (
	"github.com/cnwire/cnwire/analysis/who"
	"github.com/cnwire/cnwire/codec"
)

// Subject is the process that an event is about, and its parent, as they are known
// at that event: by comments of its frame and of frames before, and by the events
// that said whose child it is (record/COMMENTS.md). None of it is in the message.
// Package known finds it.
type Subject struct {
	Person
	PPID        int32 // of its first parent that is known
	ParentKnown bool
	Parent      Person
}

// Person is what is known of a process.
type Person struct {
	Comm  codec.CommName
	Named bool       // Comm is what the last COMM, or a comment, called it, with no EXEC behind
	Facts *who.Facts // nil for none
}

// Told returns what the frame's comments say of processes, nil for nothing.
func (f *Frame) Told() *who.Told {
	if len(f.Comments) == 0 {
		return nil
	}
	if f.toldOf != f.Number {
		f.toldOf, f.told = f.Number, who.Read(f.Comments)
	}
	return f.told
}

// HasComments reports whether the frame of the message has comments.
func (m *Message) HasComments() bool { return m.frame != nil && len(m.frame.Comments) > 0 }

// Bystanders returns what the frame's comments say of processes that no event in it
// is about, if m is its first message: on the frame of a LISTEN those that ran then,
// and on that of a copy whom the event was about. It is no longer known then what
// ProcEvent returned.
func (m *Message) Bystanders() []who.Task {
	if !m.HasComments() { // nearly always, and found without a call
		return nil
	}
	return m.bystanders()
}

func (m *Message) bystanders() (list []who.Task) {
	f := m.frame
	if m != &f.Messages[0] || f.Told() == nil {
		return nil
	}
	about := map[int32]bool{}
	for i := range f.Messages {
		if e, ok := f.Messages[i].ProcEvent(); ok && !f.Messages[i].IsCopy() {
			about[e.Task.TGID] = true
		}
	}
	for _, t := range f.Told().Tasks {
		if !about[t.PID] {
			list = append(list, t)
		}
	}
	return list
}
