package main

import (
	"testing"

	"github.com/cnwire/cnwire/pcap"
)

// The endless capture is one capture: behind its last frame comes the first, whole, and no
// second file header.
func TestEndless(t *testing.T) {
	r, err := pcap.NewReader(&endless{b: capture(events[0].little, 700)})
	if err != nil {
		t.Fatal(err)
	}
	var p pcap.Packet
	first := uint64(0)
	for i := range uint64(5000) {
		if err := r.Next(&p); err != nil {
			t.Fatal(i, err)
		}
		if i == 0 {
			first = p.Ticks
		}
		if p.Ticks != first+i%700 || len(p.Data) != 92 {
			t.Fatalf("frame %d: %d bytes, time stamp %d, the first has %d", i, len(p.Data), p.Ticks, first)
		}
	}
}
