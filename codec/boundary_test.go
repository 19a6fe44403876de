package codec_test

import (
	"errors"
	"testing"

	"github.com/cnwire/cnwire/codec"
)

// TestOneByteHasNoOrder: a datagram too short for a length is one whose order
// cannot be determined, down to its first byte; only of nothing is nothing wrong.
func TestOneByteHasNoOrder(t *testing.T) {
	for n := range 4 {
		var d codec.Datagram
		d.Decode(codec.OrderUnknown, make([]byte, n))
		if d.Order != codec.OrderUnknown || errors.Is(d.Err, codec.ErrOrder) != (n > 0) || len(d.Tail) != n {
			t.Errorf("%d bytes: order %v, error %v, tail %x", n, d.Order, d.Err, d.Tail)
		}
	}
}
