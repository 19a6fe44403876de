package processes_test

import (
	"bytes"
	"encoding/binary"
	"io/fs"
	"testing"

	"github.com/cnwire/cnwire/testdata/corpus"
)

// Copies change nothing but the numbers of the frames.
func TestCopies(t *testing.T) {
	capture, err := fs.ReadFile(corpus.FS(), "captures/amd64-6.18.44-socket.pcap")
	if err != nil {
		t.Fatal(err)
	}
	const listeners = 3
	more := bytes.Clone(capture[:24])
	for b := capture[24:]; len(b) > 0; {
		n := 16 + binary.LittleEndian.Uint32(b[8:])
		for range listeners {
			more = append(more, b[:n]...)
		}
		b = b[n:]
	}
	once, thrice := table(t, capture), table(t, more)
	if len(once) != len(thrice) || len(once) < 50 {
		t.Fatalf("%d processes, and %d with copies", len(once), len(thrice))
	}
	for i, p := range thrice {
		for _, frame := range []*uint64{&p.Start.Frame, &p.End.Frame, &p.First.Frame, &p.FirstExec.Frame, &p.Last.Frame} {
			if *frame != 0 {
				*frame = (*frame-1)/listeners + 1
			}
		}
		if *p != *once[i] {
			t.Errorf("%+v\nwithout copies %+v", p, once[i])
		}
	}
}
