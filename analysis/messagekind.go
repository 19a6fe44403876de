package analysis

import (
	"sync"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// kindRow is what a row of the grammar says of the messages that start with its
// struct, and the numbers in it by which the row is told from others.
type kindRow struct {
	when         []numberIs
	kind, byUser genealogy.Kind
}

// numberIs is a condition on a number of a struct.
type numberIs struct {
	off, size int
	value     uint64
	least     bool // it may be larger
}

// holds reports whether the row's conditions hold of a struct's bytes. One on a
// number that was not captured does not.
func (r *kindRow) holds(o codec.Order, b []byte) bool {
	for _, c := range r.when {
		if c.off+c.size > len(b) {
			return false
		}
		if v := number(o, b[c.off:][:c.size], false); v != c.value && !(c.least && v > c.value) {
			return false
		}
	}
	return true
}

// kindsOf reads the conditions of a row on its own numbers; that on len holds, or the
// struct would not be there.
func kindsOf(p *spec.Payload) kindRow {
	r := kindRow{kind: kindNamed(p.Kind), byUser: kindNamed(p.ByUser)}
	for _, c := range p.When {
		if f, ok := p.Struct.Field(c.Field); ok && !c.Outer && !c.All && c.Field != "len" {
			r.when = append(r.when, numberIs{f.Offset, f.Size, c.Value, c.AtLeast})
		}
	}
	return r
}

// commandsIn counts what in a message is answered one by one: of structs in a row that
// count what is behind them those in which no other such row stands. Of w1 that is
// commands, and messages without any.
func commandsIn(spans []codec.Span) (n uint32) {
	at := places()
	whole := func(s codec.Span) bool { return at[s.Struct].counted > 0 && s.Len == at[s.Struct].counted }
	for i, s := range spans {
		if !whole(s) {
			continue
		}
		if i+1 == len(spans) || spans[i+1].Depth <= s.Depth || !whole(spans[i+1]) { // else those in it count in its place
			n++
		}
	}
	return n
}

// ofAsked classifies a message of a user whom user space asks: by its numbers the
// kernel's is an answer or an event, and one of user space is a request. To the
// genealogy an answer may be a request of who left his port id out (R23).
func (m *Message) ofAsked(rows []kindRow, s *codec.Span) {
	b := m.frame.bytes(s)
	for i := range rows {
		if r := &rows[i]; r.holds(s.Order, b) {
			if m.Kind = r.kind; m.Port != 0 {
				m.Kind = r.byUser
			}
			if m.Header.Kind = m.Kind; m.Kind == genealogy.KindAnswer {
				m.Header.Kind = genealogy.KindDialog
			}
			m.Commands = commandsIn(m.Spans)
			return
		}
	}
}

// allEvents is PROC_EVENT_ALL, every event that a mask may have.
var allEvents = sync.OnceValue(func() uint32 {
	var all uint64
	for _, v := range spec.Default().Set("proc_event_mask_bits") {
		all |= v.Value
	}
	return uint32(all)
})

// selects reports whether a proc_input with the mask asks for some events only:
// unknown bits do not count, and none means all (R29).
func selects(mask uint32) bool {
	mask &= allEvents()
	return mask != 0 && mask != allEvents()
}
