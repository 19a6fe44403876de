package rewrite_test

import (
	"encoding/binary"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit/frames"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/spec"
	"pgregory.net/rapid"
)

// packet is what a capture file has of a frame.
type packet struct {
	data []byte
	wire int // its length before it was captured
	link pcap.LinkType
	time time.Time
}

// netlink returns the packet of a datagram that was captured whole.
func netlink(family uint16, datagram []byte) packet {
	h := codec.Cooked{PacketType: codec.PacketOutgoing, HaType: codec.ArphrdNetlink, Protocol: family}
	b := append(h.Append(codec.BigEndian, nil), datagram...)
	return packet{b, len(b), pcap.LinkTypeNetlink, time.Unix(1700000000, 5)}
}

// open reads a packet as the only one of a little-endian capture. An order that
// is known is the user's.
func open(t rapid.TB, p packet, as analysis.Frames) *analysis.Frame {
	t.Helper()
	return as.Feed(&pcap.Packet{
		Data: p.data, Time: p.time.UTC(), Len: uint32(p.wire),
		Interface: &pcap.Interface{LinkType: p.link, Resolution: pcap.Nanoseconds},
	})
}

// reread reads what a frame was rewritten to. order is OrderUnknown to have it
// detected.
func reread(t rapid.TB, f *analysis.Frame, data []byte, order codec.Order) *analysis.Frame {
	t.Helper()
	return open(t, packet{data, int(f.Len), f.Interface.LinkType, f.Time}, analysis.Frames{Order: order})
}

// eachFrame calls do with every frame of every capture of the corpus.
func eachFrame(t rapid.TB, do func(name string, f *analysis.Frame)) {
	t.Helper()
	for name, b := range frames.Captures(t) {
		frames.Each(t, b, func(f *analysis.Frame) { do(name, f) })
	}
}

// demo returns a frame of the demo capture, from 1.
func demo(t rapid.TB, number uint64) (found *analysis.Frame) {
	t.Helper()
	eachFrame(t, func(name string, f *analysis.Frame) {
		if name == "captures/demo-amd64-6.1.192-nlmon.pcap" && f.Number == number {
			found = f.Clone()
		}
	})
	if found == nil {
		t.Fatalf("the demo has no frame %d", number)
	}
	return found
}

// walk takes a frame's datagram apart with the table's own decoder.
func walk(f *analysis.Frame, data []byte, o codec.Order) ([]spec.Claim, error) {
	if !f.Netlink {
		return nil, nil
	}
	return spec.Default().Walk(byteOrder(o), f.Family, data[f.Base:], int(f.Len)-f.Base)
}

func byteOrder(o codec.Order) binary.ByteOrder {
	if o == codec.BigEndian {
		return binary.BigEndian
	}
	return binary.LittleEndian
}
