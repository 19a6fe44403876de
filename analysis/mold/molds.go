package mold

import (
	"bytes"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/analysis/jsondoc"
)

// maxKinds bounds the memory. Real captures have a few dozen; those that come when
// there are so many are written the long way.
const maxKinds = 256

// Molds are the molds of one output.
type Molds struct {
	doc   *jsondoc.Document
	clock clock
	made  map[kind]*mold // nil: of a kind that has none
	last  kind           // of the frame before, and its mold
	mold  *mold
	trial []byte
	room  room
}

// room is what filling in takes, and takes again.
type room struct {
	values []analysis.Value
	text   []byte
}

// New returns molds of what is made in doc. A moment is written as Time.Format does with
// date, nine digits, and zone; in UTC or in the local zone.
func New(doc *jsondoc.Document, date, zone string, utc bool) *Molds {
	return &Molds{doc: doc, clock: clock{date: date, zone: zone, utc: utc}, made: map[kind]*mold{}}
}

// Append appends what long appends, which makes one object in the document and
// appends that.
func (m *Molds) Append(b []byte, f *analysis.Frame, long func(b []byte, f *analysis.Frame) []byte) []byte {
	var k kind
	if !k.of(f) {
		return long(b, f)
	}
	if k != m.last || m.mold == nil {
		made, known := m.made[k]
		if !known && len(m.made) < maxKinds {
			return m.learn(k, b, f, long)
		}
		if made == nil {
			return long(b, f)
		}
		m.last, m.mold = k, made
	}
	return m.mold.fill(b, f, &m.clock, &m.room)
}

// learn writes a frame the long way, and makes a mold of what came. One that does not
// give the same at once is none.
func (m *Molds) learn(k kind, b []byte, f *analysis.Frame, long func(b []byte, f *analysis.Frame) []byte) []byte {
	from := len(b)
	m.doc.Trace = true
	b = long(b, f)
	m.doc.Trace = false
	made := newMold(b[from:], from, m.doc.Placed, f)
	if made != nil {
		m.trial = made.fill(m.trial[:0], f, &m.clock, &m.room)
		if !bytes.Equal(m.trial, b[from:]) {
			made = nil
		}
	}
	m.made[k] = made
	return b
}
