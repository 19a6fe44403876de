package layers_test

import (
	"testing"

	"github.com/cnwire/cnwire/codec"
)

// FuzzLayers holds the property of all frames, which check_test.go has: no
// panic, layers where the structs are, and the same bytes when serialized.
func FuzzLayers(f *testing.F) {
	for _, fr := range distinctFrames(f) {
		f.Add(fr.b, fr.length, uint8(codec.OrderUnknown))
		f.Add(fr.b[:len(fr.b)-5], fr.length, uint8(fr.order))
	}
	f.Add(twoMessages, 0, uint8(codec.LittleEndian))
	f.Fuzz(func(t *testing.T, b []byte, length int, o uint8) {
		check(t, b, max(length, 0), codec.Order(o%3))
	})
}
