package spec_test

import (
	"encoding/binary"
	"testing"

	"github.com/cnwire/cnwire/spec"
)

// A datagram that ends within what is walked up to there: an overrun, all bytes
// claimed, and no arm is looked for.
func TestWalkEndsInWhat(t *testing.T) {
	table, o := spec.Default(), binary.LittleEndian
	event := noError(table.Event(o, nil, nil))(t)
	whole := noError(table.Message(o, nil, map[string]uint64{"id.idx": 1, "id.val": 1}, event))(t)
	for n := 36; n < 40; n++ {
		b := append(make([]byte, 0, n), whole[:n]...) // nothing behind the end
		claims, err := table.Walk(o, 11, b[:n:n], n)
		if err == nil {
			t.Errorf("%d bytes: no error", n)
		}
		end := 0
		for _, c := range claims {
			if c.Offset != end {
				t.Errorf("%d bytes: %s.%s starts at %d, want %d", n, c.Struct, c.Field, c.Offset, end)
			}
			end = c.Offset + c.Size
		}
		if end != n {
			t.Errorf("%d bytes: claimed up to %d", n, end)
		}
	}
}
