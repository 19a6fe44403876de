package notes

import (
	"fmt"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/host"
	"github.com/cnwire/cnwire/analysis/processes"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// Checker looks at frames and hands on notes.
type Checker struct {
	// Limit is how many notes of a kind are handed on, 0 for all. The others are
	// only counted.
	Limit uint64
	// Filters says whether whose capture it is had asked for some events only.
	Filters analysis.Filters
	// Emit takes each note, which it may keep.
	Emit func(*Note) error

	err      error
	passing  bool // the frame at hand has no notes
	steps    bool // tests want all of each frame looked at
	host     *host.Host
	place    genealogy.Ref // the frame that notes are about, and its time
	counts   [numKinds]uint64
	lives    *processes.Table
	losses   losses
	requests requests
	_        [64]byte
	capture  capture // that Skim changes, on another goroutine, while what is around changes here
	_        [64]byte
	orders   orders
}

// Add looks at the next frame. Its error is that of Emit.
func (c *Checker) Add(f *analysis.Frame) error {
	if !c.passing {
		c.Skim(f)
	}
	return c.AddSkimmed(f)
}

// Skim is the part of Add that sums up, and reports whether the frame needs the rest, AddSkimmed.
// Another goroutine may call it, ahead of that.
func (c *Checker) Skim(f *analysis.Frame) bool {
	c.capture.add(f)
	return !f.Repeats()
}

// AddSkimmed looks at a frame that Skim had. Its error is that of Emit.
func (c *Checker) AddSkimmed(f *analysis.Frame) error {
	c.host, c.place = f.Host, placeOf(f)
	if n := f.DropCount.Value; n > 0 {
		c.note(captureDropped, f.Number, -1, "%d frames before this one were dropped, says its drop count", n)
	}
	c.structure(f)
	if f.Netlink && !f.IsCopy() {
		c.values(f)
	}
	if c.lives == nil {
		c.lives = newLives(c)
	}
	c.lives.Passing(c.passing)
	for i := range f.Messages {
		m := &f.Messages[i]
		found := c.losses.add(c, f, m)
		if m.IsCopy() && len(f.Comments) == 0 && !c.steps {
			continue // says nothing of lives, be the first one passed or not: most do not
		}
		c.lives.Message(m, found.Finding, found.Gap)
		if !m.IsCopy() {
			c.requests.add(c, f, m)
		}
	}
	return c.err
}

// Pass takes a frame that nobody asks for, a display filter say: it has no
// notes, but the frames around it are understood by it.
func (c *Checker) Pass(f *analysis.Frame) error {
	c.passing = true
	defer func() { c.passing = false }()
	return c.Add(f)
}

// End hands on what is sure only after the last frame.
func (c *Checker) End() error {
	c.host, c.place = nil, genealogy.Ref{}
	if c.lives != nil {
		c.lives.Finish()
		if n := c.lives.Late(); n > 0 {
			c.note(eventLate, 0, -1, "more than a second, or 65536 events, behind later ones: %d events", n)
		}
	}
	c.requests.end(c)
	c.losses.end(c)
	c.capture.end(c)
	return c.err
}

// wants counts a note and reports whether to make it.
func (c *Checker) wants(k kind) bool {
	if c.passing {
		return false
	}
	c.counts[k]++
	return (c.Limit == 0 || c.counts[k] <= c.Limit) && c.err == nil
}

// note makes a note on a place in a frame; a negative offset is none.
func (c *Checker) note(k kind, frame uint64, offset int, format string, args ...any) {
	if c.wants(k) {
		c.make(k, frame, offset, fmt.Sprintf(format, args...))
	}
}

// make makes a note that is wanted.
func (c *Checker) make(k kind, frame uint64, offset int, text string) {
	n := newNote(k, text)
	if frame != 0 { // the one that c.place is
		n.Frame, n.At = &frame, c.place.Time
	}
	if offset >= 0 {
		at := int64(offset)
		n.Offset = &at
	}
	c.emit(n)
}

func (c *Checker) emit(n *Note) {
	if n.File == "" {
		n.Host = c.host.String()
	}
	c.err = c.Emit(n)
}

func newNote(k kind, text string) *Note {
	row := &kinds[k]
	return &Note{Severity: row.Severity, Group: row.Group, Rule: row.Rule, Name: row.Name, Text: text, At: genealogy.NoTime}
}

// Count is how many notes of a kind there were.
type Count struct {
	Kind  Kind
	Notes uint64
	Kept  uint64 // of these by Limit for themselves
}

// Counts returns the kinds that had notes.
func (c *Checker) Counts() []Count {
	var list []Count
	for k, n := range c.counts {
		if n == 0 {
			continue
		}
		kept := uint64(0)
		if c.Limit > 0 {
			kept = n - min(n, c.Limit)
		}
		list = append(list, Count{kinds[k], n, kept})
	}
	return list
}

// Worst returns the highest severity of all notes, and false without any.
func (c *Checker) Worst() (worst Severity, any bool) {
	for k, n := range c.counts {
		if n > 0 {
			worst, any = max(worst, kinds[k].Severity), true
		}
	}
	return worst, any
}

// BySeverity returns how many notes each severity has.
func (c *Checker) BySeverity(s Severity) (n uint64) {
	for k := range c.counts {
		if kinds[k].Severity == s {
			n += c.counts[k]
		}
	}
	return n
}

// field makes a note on a field of a span.
func (c *Checker) field(k kind, f *analysis.Frame, s codec.Span, name, format string, args ...any) {
	if c.wants(k) {
		c.make(k, f.Number, at(s, name), fmt.Sprintf(format, args...))
	}
}

// at is the place of a field of a span in its frame.
func at(s codec.Span, field string) int { return s.Off + analysis.Place(s.Struct, field) }

// placeOf is a frame, and when it was captured.
func placeOf(f *analysis.Frame) genealogy.Ref {
	return genealogy.Ref{Frame: f.Number, Time: f.CapturedAt()}
}

// captured returns the captured bytes of a span.
func captured(f *analysis.Frame, s codec.Span) []byte { return f.Data[s.Off : s.Off+s.Len] }
