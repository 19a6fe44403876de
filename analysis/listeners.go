package analysis

import "github.com/cnwire/cnwire/spec/genealogy"

// listenerWindow is how many messages' copies are counted at a time. The copies
// of a message follow it at once, or after those of few others.
const listenerWindow = 64

// Listeners counts how many listeners received a message, at most: one for the
// message and one for each of its copies. Only what nlmon saw has copies; a
// socket is one listener. The zero value is ready.
type Listeners struct {
	at   [listenerWindow]copiesOf // a ring, next is the oldest
	next int
	last *copiesOf
	top  uint64 // the last frame of those that are counted
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
	c := l.of(messagePlace{m.Of.Frame, m.Of.Msg})
	c.count++
	l.most = max(l.most, 1+c.count)
}

func (l *Listeners) of(of messagePlace) *copiesOf {
	if l.last != nil && l.last.of == of {
		return l.last
	}
	for i := range l.at {
		if of.frame > l.top {
			break // as nearly always
		}
		if l.at[i].of == of {
			l.last = &l.at[i]
			return l.last
		}
	}
	l.top = max(l.top, of.frame)
	l.last = &l.at[l.next]
	l.next = (l.next + 1) % listenerWindow
	*l.last = copiesOf{of: of}
	return l.last
}

// Most returns the number: 0 before the first message.
func (l *Listeners) Most() int { return l.most }
