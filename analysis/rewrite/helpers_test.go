package rewrite_test

import (
	"bytes"
	"encoding/binary"
	"io"
	"io/fs"
	"slices"
	"testing"
	"time"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/testdata/corpus"
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
	names, err := fs.Glob(corpus.FS(), "captures/*.pcap")
	if err != nil || len(names) == 0 {
		t.Fatal("no captures", err)
	}
	for _, name := range names {
		b, err := fs.ReadFile(corpus.FS(), name)
		if err != nil {
			t.Fatal(err)
		}
		r, err := pcap.NewReader(bytes.NewReader(b))
		if err != nil {
			t.Fatal(err)
		}
		var frames analysis.Frames
		frames.Open(r)
		for {
			f, err := frames.Next()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatal(err)
			}
			do(name, f)
		}
	}
}

// demo returns a frame of the demo capture, from 1.
func demo(t rapid.TB, number uint64) (found *analysis.Frame) {
	t.Helper()
	eachFrame(t, func(name string, f *analysis.Frame) {
		if name == "captures/demo-amd64-6.1.192-nlmon.pcap" && f.Number == number {
			c := *f
			c.Data, c.Spans = bytes.Clone(f.Data), slices.Clone(f.Spans)
			found = &c
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

// tally counts the interesting cases of a property test.
type tally map[string]int

// property checks f a thousand times or more: a hundred, which is rapid's
// default, leave some cases out by chance.
func (c tally) property(t *testing.T, f func(*rapid.T)) {
	t.Helper()
	for c["runs"] < 1000 && !t.Failed() {
		rapid.Check(t, func(t *rapid.T) {
			f(t)
			c["runs"]++
		})
	}
}

func (c tally) add(name string, happened bool) {
	if happened {
		c[name]++
	}
}

// check fails when one of the cases came less than once in 500 runs.
func (c tally) check(t *testing.T, names ...string) {
	t.Helper()
	for _, name := range names {
		if c[name]*500 < c["runs"] || c[name] == 0 {
			t.Errorf("%q came %d times in %d runs: the generator misses it", name, c[name], c["runs"])
		}
	}
}
