package processes

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// Add takes the next frame.
func (t *Table) Add(f *analysis.Frame) error {
	t.Skim(f)
	return t.AddSkimmed(f)
}

// Skim is the part of Add that counts listeners, and reports whether the frame needs the rest,
// AddSkimmed. Another goroutine may call it, ahead of that.
func (t *Table) Skim(f *analysis.Frame) bool {
	for i := range f.Messages {
		t.Listeners.Add(&f.Messages[i])
	}
	return !f.Repeats()
}

// AddSkimmed takes the next frame, which Skim had.
func (t *Table) AddSkimmed(f *analysis.Frame) error {
	for i := range f.Messages {
		t.learn(&f.Messages[i])
	}
	return t.order.Err
}

// Take takes the next message of a frame.
func (t *Table) Take(m *analysis.Message) {
	t.Listeners.Add(m)
	t.learn(m)
}

// learn takes what a message says of lives.
func (t *Table) learn(m *analysis.Message) {
	t = t.of(m.Host())
	if t.saysNothing(m) {
		return
	}
	var gap genealogy.Gap
	finding := t.losses.AddTo(&gap, &m.Header, m.Class)
	t.message(m, finding, &gap)
}

// saysNothing reports whether a message is a copy that nobody waits for, as two of three
// are where four programs listen: its loss, its event and its comments are not asked for.
func (t *Table) saysNothing(m *analysis.Message) bool {
	return m.IsCopy() && (t.passing || !t.passes) && !m.HasComments()
}

// Pass takes the next frame if it is only there to understand others: processes
// without events, or copies of events, in other frames are not Process.Chosen.
func (t *Table) Pass(f *analysis.Frame) error {
	t.passing = true
	defer func() { t.passing = false }()
	return t.Add(f)
}

// Passing says that the messages to come are of frames that are only there to
// understand others, or that they are not any more.
func (t *Table) Passing(yes bool) { t.passing = yes }

// Message takes the next message, for whoever looks for losses himself: the
// finding and the gap are what genealogy.Losses says of it.
func (t *Table) Message(m *analysis.Message, finding genealogy.Finding, gap genealogy.Gap) {
	t.of(m.Host()).message(m, finding, &gap)
}

func (t *Table) message(m *analysis.Message, finding genealogy.Finding, gap *genealogy.Gap) {
	if told := m.Bystanders(); len(told) > 0 {
		i := t.window.room()
		i.told = told
		t.add(i, itemTold, t.window.newest, m.Ref)
		t.release(t.Prompt)
	}
	var from, to uint64
	switch finding {
	case genealogy.Repeated:
		return // a copy, far behind
	case genealogy.Restart:
		t.release(true)
		t.window.restart()
		fallthrough
	case genealogy.Opened:
		from, to = gap.From.Frame, gap.To.Frame
	}
	kind, ref := itemLoss, m.Ref
	i := t.window.room()
	switch {
	case m.Kind != genealogy.KindEvent || !m.CN.ID.IsProc(): // w1 has events too
	case m.IsCopy():
		if !t.passing && t.passes {
			kind, ref = itemCopy, m.Of
		}
	default:
		if m.ReadProcEvent(&i.event) {
			kind = itemEvent
			i.event.Chosen = !t.passing
		} else if !isUnknown(m) { // it was cut
			if to == 0 {
				from = m.Frame - 1
			}
			from, to = min(from, m.Frame-1), m.Frame
		}
	}
	if kind == itemLoss && to == 0 {
		return
	}
	at := t.window.newest
	if m.Timed && !m.IsCopy() { // one of before a restart would say of another clock
		at = t.window.time(m.CPU, m.Seq, m.Stamp)
	}
	i.from, i.to = from, to
	t.add(i, kind, at, ref)
	t.release(t.Prompt)
}

// isUnknown reports whether the event is of a kind that nobody here knows.
func isUnknown(m *analysis.Message) bool {
	s, _ := m.Arm()
	return s.Struct == codec.RawEventData
}

// Event takes the next event.
func (t *Table) Event(e *Event) {
	t = t.of(e.Host)
	at := t.window.newest
	if e.Timed {
		at = t.window.time(e.CPU, e.Seq, e.Stamp)
	}
	i := t.window.room()
	i.event = *e
	i.event.Chosen = !t.passing
	t.add(i, itemEvent, at, genealogy.Ref{Frame: e.Frame})
	t.release(t.Prompt)
}

// Lose notes that messages of the kernel are missing between two frames.
func (t *Table) Lose(from, to uint64) {
	i := t.window.room()
	i.from, i.to = from, to
	t.add(i, itemLoss, t.window.newest, genealogy.Ref{Frame: to})
	t.release(false)
}

// Flush takes what waits for an event of before that may come yet: for whoever
// shows what happens as it happens. Lives then go by the order of the frames.
func (t *Table) Flush() {
	for _, of := range t.tables() {
		of.release(true)
	}
}

// Late returns how many events came so late that the order of lives may be wrong
// there: more than a second behind, or than 65536 others.
func (t *Table) Late() (late uint64) {
	for _, of := range t.tables() {
		late += of.window.late
	}
	return late
}

// add has an item wait that stands in the window's room.
func (t *Table) add(i *item, k itemKind, at uint64, ref genealogy.Ref) {
	t.passes = t.passes || t.passing
	i.kind, i.passed, i.at, i.ref = k, t.passing, at, ref
	t.window.add(i)
}

// release takes what is due, or all.
func (t *Table) release(all bool) {
	for i := t.window.next(all); i != nil; i = t.window.next(all) {
		t.unchosen = i.passed
		if i.to != 0 {
			t.lose(i.from, i.to)
		}
		switch i.kind {
		case itemEvent:
			of, parent := t.take(&i.event)
			if t.unchosen {
				t.passed.add(i.ref, &happened{i.event, of, parent})
			}
		case itemCopy:
			t.chooseCopy(i.ref)
		case itemTold:
			t.tell(i.told)
		}
	}
}
