package codec_test

import (
	"errors"
	"runtime"
	"testing"
	"weak"

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

// TestOutlineKeepsNoFrame: what was outlined can be freed while the outline, and
// the capacity of its spans, wait for the next frame.
func TestOutlineKeepsNoFrame(t *testing.T) {
	var u codec.Outline
	frame := weak.Make(outlineFrame(&u))
	runtime.GC()
	if frame.Value() != nil {
		t.Error("the frame is still in memory")
	}
	if len(u.Spans) == 0 {
		t.Error("nothing was outlined")
	}
}

// outlineFrame outlines a frame that nothing else refers to and returns its first byte.
//
//go:noinline
func outlineFrame(u *codec.Outline) *byte {
	b := make([]byte, 4096)
	u.Decode(codec.LittleEndian, codec.FamilyConnector, b, len(b))
	return &b[0]
}

// TestMessageErrorEatsNothing, whichever length is wrong.
func TestMessageErrorEatsNothing(t *testing.T) {
	for _, length := range []int{0, 15, 16, 17, 92} {
		b := make([]byte, 16)
		byteOrder(codec.LittleEndian).PutUint32(b, uint32(length))
		for size := range len(b) + 1 {
			var m codec.Message
			n, err := m.Decode(codec.LittleEndian, b[:size])
			if whole := length == 16 && size == 16; (err == nil) != whole || whole && n != 16 || !whole && n != 0 {
				t.Errorf("nlmsg_len %d in %d bytes: %d bytes eaten, error %v", length, size, n, err)
			}
		}
	}
}
