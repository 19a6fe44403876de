package layers_test

import (
	"testing"

	"github.com/cnwire/cnwire/codec"
)

func TestEveryCapturedFrame(t *testing.T) {
	n := 0
	eachFrame(t, func(f frame) {
		n++
		check(t, f.b, f.length, codec.OrderUnknown)
		check(t, f.b, 0, codec.OrderUnknown)
		if o := orderOf(decode(f.b, linkType).Layers(), codec.OrderUnknown); o != f.order {
			t.Errorf("%v: byte order %v", f, o)
		}
		if t.Failed() {
			t.Fatal(f)
		}
	})
	if n < 6000 {
		t.Errorf("%d frames", n)
	}
}

// TestEveryCut cuts frames everywhere, with and without a word of how long they
// were. None is an error.
func TestEveryCut(t *testing.T) {
	for _, f := range distinctFrames(t) {
		for n := range f.b {
			check(t, f.b[:n], f.length, codec.OrderUnknown)
			check(t, f.b[:n], 0, codec.OrderUnknown)
			check(t, f.b[:n], 0, f.order)
			if n < codec.CookedSize {
				continue
			}
			for _, length := range []int{0, f.length} {
				p := decode(f.b[:n], decoder(length))
				if p.ErrorLayer() != nil {
					t.Fatalf("%v, cut to %d: %v", f, n, p.ErrorLayer().Error())
				}
				if o := orderOf(p.Layers(), f.order); o != f.order {
					t.Fatalf("%v, cut to %d: byte order %v", f, n, o)
				}
				if length != 0 && !p.Metadata().Truncated {
					t.Fatalf("%v, cut to %d, is not truncated", f, n)
				}
			}
		}
	}
}

// TestSmallestFrame is a header and nothing behind it.
func TestSmallestFrame(t *testing.T) {
	for _, length := range []int{0, 1, 15, 16, 17, 32} {
		for _, family := range []uint16{11, 16} {
			check(t, cooked(family), length, codec.OrderUnknown)
		}
	}
}

// TestEveryFlippedBit damages frames.
func TestEveryFlippedBit(t *testing.T) {
	for _, f := range distinctFrames(t) {
		for i := range len(f.b) * 8 {
			f.b[i/8] ^= 1 << (i % 8)
			check(t, f.b, f.length, codec.OrderUnknown)
			check(t, f.b, 0, codec.OrderUnknown)
			f.b[i/8] ^= 1 << (i % 8)
		}
	}
}
