package codec_test

import (
	"fmt"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/spec"
	"pgregory.net/rapid"
)

// frame is one packet of a capture that a kernel filled.
type frame struct {
	file     string
	number   int // from 1
	order    codec.Order
	cooked   []byte
	datagram []byte // what was captured of it
	wire     int    // its length before that
}

func (f frame) String() string { return fmt.Sprintf("%s, frame %d", f.file, f.number) }

// eachFrame calls f with every frame of every capture of the corpus.
func eachFrame(t testing.TB, f func(frame)) {
	t.Helper()
	orderOf := map[bool]codec.Order{false: codec.LittleEndian, true: codec.BigEndian}
	octets.EachCaptured(t, func(c *octets.Captured) {
		f(frame{c.File, c.Number, orderOf[c.Big], c.Data[:16], c.Data[16:], c.Wire - 16})
	})
}

// swapped returns a datagram with every number that the table names in the
// other order, as another machine would have sent it.
func swapped(t rapid.TB, o codec.Order, b []byte) []byte {
	t.Helper()
	claims, err := spec.Default().Walk(byteOrder(o), codec.FamilyConnector, b, len(b))
	if err != nil {
		t.Fatal(err)
	}
	out := append([]byte(nil), b...)
	for _, c := range claims {
		if c.Bytes != nil {
			continue
		}
		for i := range c.Size {
			out[c.Offset+i] = b[c.Offset+c.Size-1-i]
		}
	}
	return out
}

// connectorMessage returns the first n bytes of an event, with a length that
// the caller sets.
func connectorMessage(t rapid.TB, o codec.Order, n int) []byte {
	t.Helper()
	b := vector(t, "FORK")
	if o == codec.BigEndian {
		b = swapped(t, codec.LittleEndian, b)
	}
	return append(b, make([]byte, 64)...)[:n]
}
