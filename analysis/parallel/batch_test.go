package parallel

import (
	"bytes"
	"io"
	"testing"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/pcap"
)

// A frame's bytes are its own, whatever the reader does with its buffer.
func TestRoom(t *testing.T) {
	p := on(t, 2, io.Discard, 0)
	var list []*analysis.Frame
	for i := range 3 {
		buffer := bytes.Repeat([]byte{byte(i)}, 60)
		packet := pcap.Packet{Data: buffer[:40], Options: pcap.Options{Raw: buffer[40:]}}
		f := p.Room(&packet)
		f.Packet = packet
		clear(buffer)
		list = append(list, f)
		if err := p.Frame(f); err != nil {
			t.Fatal(err)
		}
	}
	for i, f := range list {
		if want := bytes.Repeat([]byte{byte(i)}, 60); !bytes.Equal(append(bytes.Clone(f.Data), f.Options.Raw...), want) {
			t.Errorf("frame %d: %x %x", i, f.Data, f.Options.Raw)
		}
	}
}

// However many frames come, and however long they print, a few batches go round, and
// their memory is bounded.
func TestBound(t *testing.T) {
	for _, longest := range []int{0, 20_000} {
		p := on(t, 4, io.Discard, longest)
		if err := feed(p, 3000); err != nil {
			t.Fatal(err)
		}
		all := append(append([]*batch{p.batch}, p.waiting...), p.free...)
		if err := p.Flush(); err != nil {
			t.Fatal(err)
		}
		if len(all) > 7 || len(all) < 5 {
			t.Errorf("%d batches", len(all))
		}
		for _, b := range all {
			if cap(b.out) > 4*enough+20_100 || len(b.bytes) > maxBytes || len(b.frames) > maxFrames {
				t.Errorf("a batch with %d bytes of output", cap(b.out))
			}
		}
		p.Close()
	}
}
