package layers

import (
	"errors"
	"io"
	"testing"

	"github.com/cnwire/cnwire/pcap"
	base "github.com/gopacket/gopacket/layers"
)

// The fork has 16 bits for a link type: 509, which gopacket would take for 253, is
// itself here. This file is the fork's own; all others are those of package layers.
func TestSixteenBits(t *testing.T) {
	if most := ^base.LinkType(0); most != 65535 {
		t.Fatalf("the largest link type is %d", most)
	}
	for _, link := range []base.LinkType{509, base.LinkTypeLinuxSLL2, 65535} {
		s := fakeSource(io.EOF, pcap.LinkType(link), pcap.LinkType(link), 253)
		if got := s.LinkType(); got != link {
			t.Errorf("%d became %v", link, got)
		}
		for i, want := range []error{nil, nil, ErrLinkType, io.EOF} {
			if _, _, err := s.ReadPacketData(); !errors.Is(err, want) {
				t.Errorf("link type %d, packet %d: %v, want %v", link, i, err, want)
			}
		}
	}
}
