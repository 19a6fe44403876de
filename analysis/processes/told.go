package processes

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/who"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// What is known of a process by comments belongs to its life, by the rules in
// record/COMMENTS.md: they have numbers there.

// hear takes what the comments of its packet say of a life (rules 1 and 2).
func (t *Table) hear(l *Life, said *who.Task) {
	if said == nil {
		return
	}
	if facts := l.more.known().With(&said.Facts); facts != nil {
		l.own().facts = facts
	}
	if said.HasParent && !l.parentKnown && said.Parent != l.pid {
		l.isChildOf(t.parentOf(said.Parent).kept(), said.Parent) // rule 6
	}
}

// tell takes what comments say of processes in the packets of others (rule 1).
func (t *Table) tell(list []who.Task) {
	for i := range list {
		said := &list[i]
		l := t.procs.find(said.PID)
		switch {
		case l == nil:
			l = t.life(said.PID, nil)
		case l.closed:
			continue
		}
		t.hear(l, said)
		if said.Comm != "" {
			l.call(said.Comm)
		}
		if t.Told != nil {
			t.Told(l)
		}
	}
}

// inherit takes over what is known of the parent (rule 3).
func (l *Life) inherit(parent *Life) {
	if facts := parent.more.known(); facts != nil {
		l.own().facts = facts
	}
}

// call gives a life the name that a comment has.
func (l *Life) call(name string) {
	m := l.own()
	m.comm, m.named = codec.CommName{}, true
	copy(m.comm[:len(m.comm)-1], name)
}

// known returns what comments said.
func (m *more) known() *who.Facts {
	if m == nil {
		return nil
	}
	return m.facts
}

func (m *more) isNamed() bool { return m != nil && m.named }

// Name returns what a life is called, or "".
func (l *Life) Name() string {
	if !l.more.isNamed() {
		return ""
	}
	return l.more.comm.String()
}

// person returns what is known of a life now.
func (l *Life) person() (p analysis.Person) {
	if p.Facts = l.more.known(); l.more.isNamed() {
		p.Comm, p.Named = l.more.comm, true
	}
	return p
}

// Subject returns what is known of a life now, and of its parent. It reports false
// where nothing is.
func (l *Life) Subject() (s analysis.Subject, ok bool) {
	s.Person, s.PPID, s.ParentKnown = l.person(), l.ppid, l.parentKnown
	if l.parent != nil {
		s.Parent = l.parent.person()
	}
	return s, s != analysis.Subject{}
}

// Original returns the life that a copy is about, whose first message is another;
// nil where that cannot be said: it is over, or its pid is another's meanwhile.
func (t *Table) Original(h *host.Host, pid int32, first genealogy.Ref) *Life {
	l := t.of(h).procs.find(pid)
	if l == nil || l.listed() && l.first.Frame > first.Frame {
		return nil
	}
	return l
}

// unlisted returns a process of which only others spoke.
func (t *Table) unlisted(l *Life) *Process {
	p := new(Process)
	l.Describe(p)
	if p.Host = t.host.String(); l.parent != nil {
		p.Parent = l.parent.key
	}
	return p
}
