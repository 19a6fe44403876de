package analysis

import "github.com/cnwire/cnwire/spec/genealogy"

// Answers knows which message first answered each request of a capture that was
// read before. With it in Frames.Answers a second reading knows the replies to
// come. Its memory grows with the requests that were answered.
type Answers struct {
	first map[messagePlace]genealogy.Ref
}

// messagePlace is a message: the same in both readings.
type messagePlace struct {
	frame uint64
	msg   int
}

// Add learns from a frame of the first reading.
func (a *Answers) Add(f *Frame) {
	for i := range f.Messages {
		m := &f.Messages[i]
		if !m.IsReply() {
			continue
		}
		if a.first == nil {
			a.first = map[messagePlace]genealogy.Ref{}
		}
		key := messagePlace{m.Of.Frame, m.Of.Msg}
		if _, known := a.first[key]; !known {
			a.first[key] = m.Ref
		}
	}
}

// of returns the first reply to a message; its Frame is 0 when there is none.
func (a *Answers) of(r genealogy.Ref) genealogy.Ref { return a.first[messagePlace{r.Frame, r.Msg}] }
