package rewrite

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/cnwire/cnwire/analysis"
)

// Difference is one thing that two frames do not have in common.
type Difference struct {
	// Name is that of a field, as -T fields has it, of bytes that no field claims
	// (pad, rest, data, event_data, tail, and cut for the captured part of a
	// field), or one of two things without a name there: "byte order", "link type".
	Name string
	// Nth says which one of that name in a frame, from 1, since a datagram may
	// hold several messages.
	Nth int
	// OffA and OffB are where it starts in each frame's Data. It is -1 in a frame
	// that lacks it, and in both for what stands nowhere, as frame.len.
	OffA, OffB int
	// A and B are the values as -T fields prints them, empty for a frame that
	// lacks it. Two names that differ only behind their NUL are shown as bytes.
	A, B string
}

// Diff compares two frames by what their bytes mean: fields by name and
// occurrence, bytes without a field, and of what is around them the time,
// frame.len, frame.cap_len, comments and link type. It returns nothing for
// frames that are equal in all of it, and for the same content in two byte
// orders a single difference, "byte order". What stands nowhere comes first, the
// others in the order of a's bytes; what b alone has is among them by its place
// there.
func Diff(a, b *analysis.Frame) []Difference {
	if identical(a, b) {
		return nil
	}
	factsA, factsB := facts(a), facts(b)
	rest := make(map[factKey]*fact, len(factsB)) // of b, not yet paired
	for i := range factsB {
		rest[factsB[i].factKey] = &factsB[i]
	}
	var list []Difference
	for i := range factsA {
		x := &factsA[i]
		y := rest[x.factKey]
		delete(rest, x.factKey)
		if y == nil || !x.equal(y) {
			list = append(list, difference(x, y))
		}
	}
	for i := range factsB {
		if y := &factsB[i]; rest[y.factKey] != nil {
			list = append(list, difference(nil, y))
		}
	}
	slices.SortStableFunc(list, func(x, y Difference) int { return cmp.Compare(x.place(), y.place()) })
	return list
}

// identical reports, without taking them apart, that two frames are equal; their
// order is in the spans. Frames for which it does not may be equal too.
func identical(a, b *analysis.Frame) bool {
	return bytes.Equal(a.Data, b.Data) && slices.Equal(a.Spans, b.Spans) &&
		a.Len == b.Len && a.Time.Equal(b.Time) && slices.Equal(a.Comments, b.Comments) &&
		a.Interface.LinkType == b.Interface.LinkType
}

// difference describes two facts of one key that differ; nil is one that its
// frame lacks.
func difference(a, b *fact) Difference {
	d := Difference{OffA: -1, OffB: -1}
	if a != nil {
		d.Name, d.Nth, d.OffA, d.A = a.name, a.nth, a.place(), a.text()
	}
	if b != nil {
		d.Name, d.Nth, d.OffB, d.B = b.name, b.nth, b.place(), b.text()
	}
	if a != nil && b != nil && d.A == d.B {
		d.A, d.B = a.hex(), b.hex()
	}
	return d
}

// place orders differences.
func (d *Difference) place() int {
	if d.OffA < 0 {
		return d.OffB
	}
	return d.OffA
}
