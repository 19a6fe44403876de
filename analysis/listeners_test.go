package analysis_test

import (
	"encoding/binary"
	"testing"

	"github.com/cnwire/cnwire/analysis"
)

// TestListeners: one more than the copies of a message, at most, with the copies
// of others between them.
func TestListeners(t *testing.T) {
	le := binary.LittleEndian
	a := cooked(11, message(t, le, nil, event(t, le, 2, nil)))
	b := cooked(11, message(t, le, nil, event(t, le, 1, nil)))
	for want, frames := range map[int][][]byte{0: nil, 1: {a, b}, 2: {a, b, b, a}, 3: {a, b, a, b, a}} {
		var capture []record
		for _, f := range frames {
			capture = append(capture, record{Data: f})
		}
		var l analysis.Listeners
		for _, f := range read(t, lay(le, false, capture...)) {
			for i := range f.Messages {
				l.Add(&f.Messages[i])
			}
		}
		if l.Most() != want {
			t.Errorf("%d listeners, want %d", l.Most(), want)
		}
	}
}
