package statistics

import (
	"math/bits"
	"testing"
)

// TestEventsAreBits: what timeline finds an event's line by.
func TestEventsAreBits(t *testing.T) {
	all := events()
	for _, what := range all {
		if bits.OnesCount32(uint32(what)) != 1 {
			t.Errorf("%#x", uint32(what))
		}
	}
	if len(all) < 9 {
		t.Errorf("only %d events", len(all))
	}
}
