package export

import (
	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/known"
	"github.com/cnwire/cnwire/analysis/loss"
	"github.com/cnwire/cnwire/analysis/notes"
	"github.com/cnwire/cnwire/analysis/pairs"
	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/analysis/rows"
	"github.com/cnwire/cnwire/analysis/source"
	"github.com/cnwire/cnwire/pcap"
)

// Tables makes the rows of several tables from one reading of captures. Its memory is
// that of the commands whose lists they are. The frames must be of one [source.Source],
// all of them, also those that a filter does not choose: lives and pairs go by them.
type Tables struct {
	// Write takes the rows of each table, which are valid until it returns; one that is
	// nil is not made. The first error ends all, and Add and Close return it.
	Write [NumKinds]func(rows.Row) error

	Capture string           // what the column capture says; by default CaptureName of the file
	Filters analysis.Filters // whether the listener had asked for some events only
	Context bool             // events: fill the columns life, age_ns, fork_to_exec_ns and ancestors
	Known   *known.State     // the one that a filter has of these frames already; nil is none

	begun bool
	err   error
	whose whose

	events    Rows
	lives     processes.Table
	losses    loss.List
	pairs     pairs.Pairs
	checker   notes.Checker
	process   maker[processes.Process]
	loss      maker[loss.Lost]
	pair      maker[pairs.Pair]
	note      maker[notes.Note]
	analysers []analyser
}

// analyser takes frames: Add those that are chosen, Pass the others.
type analyser interface {
	Add(*analysis.Frame) error
	Pass(*analysis.Frame) error
}

// begin makes what the tables need.
func (t *Tables) begin() {
	if t.begun {
		return
	}
	t.begun = true
	t.whose.always = t.Capture
	if t.Write[Events] != nil {
		if t.Known == nil {
			t.Known = &known.State{Early: t.Context}
		}
		t.Known.Context = t.Known.Context || t.Context
	}
	if t.Write[Processes] != nil {
		t.lives = processes.Table{Each: t.eachProcess, Keep: func(p *processes.Process) bool { return p.Chosen }, Lends: true}
		t.analysers = append(t.analysers, &t.lives)
	}
	if t.Write[Losses] != nil {
		t.losses = loss.List{Filters: t.Filters, Each: t.eachLoss}
		t.analysers = append(t.analysers, &t.losses)
	}
	if t.Write[Pairs] != nil {
		t.pairs = pairs.Pairs{Emit: t.eachPair, Unsolicited: true}
		t.analysers = append(t.analysers, &t.pairs)
	}
	if t.Write[Notes] != nil {
		t.checker = notes.Checker{Filters: t.Filters, Emit: t.eachNote}
		t.analysers = append(t.analysers, &t.checker)
	}
}

// Add takes the next frame, chosen or not.
func (t *Tables) Add(f *source.Frame) error {
	if t.begin(); t.err != nil {
		return t.err
	}
	t.whose.add(f)
	if t.Write[Events] != nil {
		t.Known.Add(f.Frame)
		if f.Chosen {
			t.events.Capture = t.Capture
			if t.Capture == "" {
				t.events.Capture = t.whose.name
			}
			t.events.Stream = t.whose.stream
			t.keep(t.events.Each(f.Frame, t.Write[Events]))
		}
	}
	for _, a := range t.analysers {
		if f.Chosen {
			t.keep(a.Add(f.Frame))
		} else {
			t.keep(a.Pass(f.Frame))
		}
	}
	return t.err
}

// keep keeps the first error.
func (t *Tables) keep(err error) {
	if t.err == nil {
		t.err = err
	}
}

// Wrong takes what is wrong with an input, as [source.Source.Frames] has it: a row of the
// notes.
func (t *Tables) Wrong(err *source.Error) { t.Damage(err.Name, err.Err) }

// Done takes a capture behind its last frame, for [source.Options.Done]: what was odd in
// it is a row of the notes each.
func (t *Tables) Done(o *source.Opened) { t.Odd(o.Name, o.Reader) }

// Damage is Wrong for a file of a name.
func (t *Tables) Damage(file string, err error) {
	if t.begin(); t.Write[Notes] != nil {
		t.checker.Damage(file, err)
	}
}

// Odd is Done for the reader of a file of a name.
func (t *Tables) Odd(file string, r *pcap.Reader) {
	if t.begin(); t.Write[Notes] != nil {
		t.checker.Odd(file, r)
	}
}

// Close makes the rows that are sure only behind the last frame. What it writes to stays
// open.
func (t *Tables) Close() error {
	t.begin()
	for k, end := range [NumKinds]func() error{Processes: t.lives.Finish, Losses: t.losses.End, Pairs: t.pairs.End, Notes: t.checker.End} {
		if end != nil && t.Write[k] != nil && t.err == nil {
			t.keep(end())
		}
	}
	return t.err
}

// Late is how many events came so late that the lives around them may be wrong.
func (t *Tables) Late() uint64 { return t.lives.Late() }

func (t *Tables) eachProcess(p *processes.Process) error {
	row := t.process.begin(processTable())
	t.whose.set(row, p.Host, p.First.Frame)
	if p.First.HasTime() {
		setTime(&row[ownTime], p.First.Time)
	}
	t.process.fill(p)
	return t.Write[Processes](row)
}

func (t *Tables) eachLoss(l *loss.Lost) error {
	row := t.loss.begin(lossTable())
	t.whose.set(row, l.Host.String(), l.To.Frame)
	setTime(&row[ownTime], l.To.Time)
	t.loss.fill(l)
	return t.Write[Losses](row)
}

func (t *Tables) eachPair(p *pairs.Pair) error {
	row := t.pair.begin(pairTable())
	frame, at := p.RequestFrame, p.At
	if frame == nil {
		frame, at = p.ReplyFrame, p.AnsweredAt
	}
	t.whose.set(row, p.Host, *frame)
	setTime(&row[ownTime], at)
	t.pair.fill(p)
	return t.Write[Pairs](row)
}

func (t *Tables) eachNote(n *notes.Note) error {
	row := t.note.begin(noteTable())
	switch {
	case n.File != "" && t.Capture == "":
		setText(&row[ownCapture], CaptureName(n.File))
	case n.Frame != nil:
		t.whose.set(row, n.Host, *n.Frame)
	default:
		t.whose.set(row, n.Host, 0)
	}
	if n.File != "" {
		row[len(row)-1].Clear() // a file is of no stream: whether frames came before hangs on when it is opened
	}
	setTime(&row[ownTime], n.At)
	t.note.fill(n)
	return t.Write[Notes](row)
}
