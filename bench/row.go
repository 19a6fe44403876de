package main

import "regexp"

// row is a line of the table for each event: one way from the bytes of a
// datagram to a typed event.
type row struct {
	name   string
	module string // whose version the table's head names; empty for ours

	// prepare makes ready for one event, decodes it once, and returns the
	// loop to time, or nil for an event that the row does not decode.
	prepare func(e event) loop
}

// loop decodes the event n times. It panics if the decoder fails: a row that
// skips work must not look fast.
type loop func(n int)

// baseline is the row that the ratios divide by.
const baseline = "codec"

// rows lists the table's rows, in its order. To add one, add a line.
func rows() []row {
	return append([]row{
		{baseline, "", prepareCodec},
		{"codec-big", "", prepareCodecBig},
		{"codec-detect", "", prepareCodecDetect},
		{"codec-steps", "", prepareCodecSteps},
		{"codec-alloc", "", prepareCodecAlloc},
		{"c", "", prepareC},
		{"c-whole", "", prepareCWhole},
		{"layers", "", prepareLayers},
		{"layer-whole", "", prepareLayerWhole},
		{"frames", "", prepareFrames},
		{"peek", "", preparePeek},
		{"read", "", prepareReadText},
		{"read-fields", "", prepareReadFields},
	}, peerRows()...)
}

// entry is one line of the table: a row on an event.
type entry struct {
	event   event
	row     row
	loop    loop
	samples []sample // one a round
}

// entries prepares every row on every event, as far as want matches EVENT/row.
func entries(want *regexp.Regexp) []*entry {
	var all []*entry
	for _, ev := range events {
		for _, r := range rows() {
			if !want.MatchString(ev.name + "/" + r.name) {
				continue
			}
			if l := r.prepare(ev); l != nil {
				all = append(all, &entry{event: ev, row: r, loop: l})
			}
		}
	}
	return all
}
