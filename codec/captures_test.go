package codec_test

import (
	"encoding/binary"
	"fmt"
	"io/fs"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/testdata/corpus"
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

// eachFrame calls f with every frame of every capture of the corpus. It takes
// the files apart by hand, for this package imports no other.
func eachFrame(t testing.TB, f func(frame)) {
	t.Helper()
	entries, err := corpus.Manifest()
	if err != nil {
		t.Fatal(err)
	}
	orderOf := map[string]codec.Order{"little": codec.LittleEndian, "big": codec.BigEndian}
	for _, e := range entries {
		b, err := fs.ReadFile(corpus.FS(), e.File)
		if err != nil {
			t.Fatal(err)
		}
		var file binary.ByteOrder = binary.LittleEndian
		if b[0] == 0xa1 {
			file = binary.BigEndian
		}
		number := 0
		for b = b[24:]; len(b) > 0; number++ {
			size, original := file.Uint32(b[8:]), file.Uint32(b[12:])
			p := b[16 : 16+size]
			b = b[16+size:]
			f(frame{e.File, number + 1, orderOf[e.ByteOrder], p[:16], p[16:], int(original) - 16})
		}
		if number != e.Frames {
			t.Fatalf("%s: read %d frames, the manifest has %d", e.File, number, e.Frames)
		}
	}
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
