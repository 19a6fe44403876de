package analysis

import "github.com/cnwire/cnwire/spec/genealogy"

// listenerWindow is of how many frames the messages' copies are counted at a
// time: a power of two. The copies of a message follow it at once, or after those
// of few others.
const listenerWindow = 256

// Listeners counts how many listeners received a message, at most: one for the
// message and one for each of its copies. Only what nlmon saw has copies; a
// socket is one listener. The zero value is ready.
type Listeners struct {
	at   [listenerWindow]copiesOf // each where its number puts it
	most int
}

// copiesOf counts the copies of a message.
type copiesOf struct {
	of    messagePlace
	count int
}

// Add takes the next message.
func (l *Listeners) Add(m *Message) {
	if m.Class != genealogy.Copy {
		l.most = max(l.most, 1)
		return
	}
	of := messagePlace{m.Of.Frame, m.Of.Msg}
	c := &l.at[(of.frame+uint64(of.msg))%listenerWindow]
	if c.of != of {
		*c = copiesOf{of: of}
	}
	c.count++
	l.most = max(l.most, 1+c.count)
}

// Most returns the number: 0 before the first message.
func (l *Listeners) Most() int { return l.most }
