package notes

import (
	"cmp"
	"errors"
	"maps"
	"slices"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// capture sums up what would be a note a frame.
type capture struct {
	frames, connector uint64
	foreign           map[string]*seen // why a frame is no netlink
	families          map[uint16]*seen
	ids               map[codec.CbID]*seen
	backwards         seen
	copies            seen
	listeners         analysis.Listeners
	prev              instant                 // of the frame before, with a time
	timed             bool                    // there was one
	interfaces        map[*pcap.Interface]int // as the how-manieth each came
	last              *pcap.Interface
}

// instant is a time since 1970: to compare and to keep one costs a third of what it does
// with a time.Time.
type instant struct {
	sec  int64
	nsec int
}

func (i *instant) before(o *instant) bool {
	return i.sec < o.sec || i.sec == o.sec && i.nsec < o.nsec
}

// seen counts, and knows the first frame.
type seen struct {
	genealogy.Ref
	count uint64
	nth   int // of those in its map, in their order
}

func (s *seen) in(frame genealogy.Ref) {
	if s.count == 0 {
		s.Ref = frame
	}
	s.count++
}

// maxSeen is how many families, ids or link types are told apart; the others
// are not noted.
const maxSeen = 1000

func see[K comparable](m *map[K]*seen, k K, frame genealogy.Ref) {
	s := (*m)[k]
	if s == nil {
		if len(*m) >= maxSeen {
			return
		}
		if *m == nil {
			*m = map[K]*seen{}
		}
		s = &seen{nth: len(*m)}
		(*m)[k] = s
	}
	s.in(frame)
}

func (p *capture) add(f *analysis.Frame) {
	place := placeOf(f)
	p.frames++
	if f.HasTime() {
		at := instant{f.Time.Unix(), f.Time.Nanosecond()}
		if p.timed && at.before(&p.prev) {
			p.backwards.in(place)
		}
		p.prev, p.timed = at, true
	}
	if p.last != f.Interface {
		p.last = f.Interface
		if p.interfaces == nil {
			p.interfaces = map[*pcap.Interface]int{}
		}
		if _, known := p.interfaces[f.Interface]; !known {
			p.interfaces[f.Interface] = len(p.interfaces)
		}
	}
	switch {
	case f.IsConnector():
		p.connector++
	case f.Netlink:
		see(&p.families, f.Family, place)
	case f.Err.Err == nil && !f.Truncated():
		see(&p.foreign, f.NotNetlink, place)
	}
	for i := range f.Messages {
		m := &f.Messages[i]
		p.listeners.Add(m)
		if m.Class == genealogy.Copy {
			p.copies.in(place)
		}
	}
}

// undecoded counts a message whose payload nobody decodes.
func (p *capture) undecoded(c *Checker, id codec.CbID) { see(&p.ids, id, c.place) }

// end makes the notes, each at the first frame that it is about.
func (p *capture) end(c *Checker) {
	for _, reason := range byFrame(p.foreign) {
		s := p.foreign[reason]
		c.inFirst(notNetlink, s, "no netlink but %s: %d frames", reason, s.count)
	}
	for _, family := range byFrame(p.families) {
		s := p.families[family]
		c.inFirst(otherFamily, s, "family %d%s, which is not looked into: %d frames", family, named("netlink_family", uint64(family)), s.count)
	}
	for _, id := range byFrame(p.ids) {
		s := p.ids[id]
		c.inFirst(undecodedID, s, "a payload that is not decoded, of id %s%s: %d messages", spec.IDText(id.Idx, id.Val), userOf(id), s.count)
	}
	if p.frames > 0 && p.connector == 0 {
		c.note(noConnector, 0, -1, "no frame of the connector among %d", p.frames)
	}
	if s := p.backwards; s.count > 0 {
		c.inFirst(timeBackwards, &s, "earlier than the frame before: %d frames", s.count)
	}
	if s := p.copies; s.count > 0 {
		c.inFirst(copiesSeen, &s, "copies of messages, which had at most %d listeners: %d", p.listeners.Most(), s.count)
	}
	p.statistics(c)
}

// inFirst makes a note on the first frame of those that were counted.
func (c *Checker) inFirst(k kind, s *seen, format string, args ...any) {
	c.place = s.Ref
	c.note(k, s.Frame, -1, format, args...)
}

// statistics notes what the statistics of interfaces say, which stand behind
// their packets.
func (p *capture) statistics(c *Checker) {
	var list []*pcap.Interface
	for i := range p.interfaces {
		if n, _ := i.Drops(); n > 0 {
			list = append(list, i)
		}
	}
	slices.SortFunc(list, func(a, b *pcap.Interface) int {
		return cmp.Or(cmp.Compare(a.Section, b.Section), cmp.Compare(a.ID, b.ID), cmp.Compare(p.interfaces[a], p.interfaces[b])) // of several files
	})
	for _, i := range list {
		c.note(captureDropped, 0, -1, "interface %d dropped %d frames and the operating system %d, say its statistics", i.ID, i.Statistics.Dropped.Value, i.Statistics.OSDropped.Value)
	}
}

func byFrame[K comparable](m map[K]*seen) []K {
	return slices.SortedFunc(maps.Keys(m), func(a, b K) int { return cmp.Compare(m[a].nth, m[b].nth) }) // several may begin in one frame
}

// userOf is a blank and the name of the user that has an id, else nothing.
func userOf(id codec.CbID) string {
	u, ok := spec.Default().User(id.Idx, id.Val)
	if !ok {
		return ""
	}
	return " " + u.Name
}

// named is a blank and the table's name of a number, else nothing.
func named(set string, v uint64) string {
	name, ok := spec.Default().Name(set, v)
	if !ok {
		return ""
	}
	return " " + name
}

// Damage notes what is wrong with a file: an error of package pcap, or one of
// opening it.
func (c *Checker) Damage(file string, err error) {
	var e *pcap.Error
	k := captureDamaged
	if !errors.As(err, &e) || errors.Is(err, pcap.ErrFormat) || errors.Is(err, pcap.ErrRead) {
		k = captureUnreadable
	}
	if !c.wants(k) {
		return
	}
	n := newNote(k, err.Error())
	n.File = file
	if e != nil {
		n.Offset = &e.Offset
		if e.Frame != 0 {
			n.Frame = &e.Frame
		}
	}
	c.emit(n)
}

// Odd notes what the file's reader read around, and what is harmless in the
// file's headers.
func (c *Checker) Odd(file string, r *pcap.Reader) {
	odd, harmless := r.NoteCount() // it keeps fewer
	for _, o := range r.Notes() {
		k, left := captureOdd, &odd
		if o.Harmless {
			k, left = captureHeader, &harmless
		}
		*left--
		if !c.wants(k) {
			continue
		}
		n := newNote(k, o.Text)
		n.File, n.Offset = file, &o.Offset
		if o.Frame != 0 {
			n.Frame = &o.Frame
		}
		c.emit(n)
	}
	c.counts[captureOdd] += odd
	c.counts[captureHeader] += harmless
}
