package layers_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/layers"
	"github.com/cnwire/cnwire/spec"
	"github.com/google/gopacket"
)

// frame is one packet of a capture that a kernel filled.
type frame struct {
	file   string
	number int // from 1
	order  codec.Order
	b      []byte
	length int
}

func (f frame) String() string { return fmt.Sprintf("%s, frame %d", f.file, f.number) }

// eachFrame calls f with every frame of every capture of the corpus.
func eachFrame(t testing.TB, f func(frame)) {
	t.Helper()
	orderOf := map[bool]codec.Order{false: codec.LittleEndian, true: codec.BigEndian}
	octets.EachCaptured(t, func(c *octets.Captured) { f(frame{c.File, c.Number, orderOf[c.Big], c.Data, c.Wire}) })
}

// distinctFrames returns one frame of each kind: of the structs that are in it,
// and of the machines that sent them.
func distinctFrames(t testing.TB) (list []frame) {
	t.Helper()
	seen := map[string]bool{}
	eachFrame(t, func(f frame) {
		kind := fmt.Sprint(f.order)
		for _, l := range decode(f.b, layers.Decoder{Length: f.length}).Layers() {
			kind += fmt.Sprint(" ", l.LayerType(), len(l.LayerContents()))
			switch l := l.(type) {
			case *layers.ProcEvent:
				kind += l.What.String()
			case *layers.Connector:
				kind += fmt.Sprint(l.ID.Idx, l.Length)
			}
		}
		if !seen[kind] {
			seen[kind] = true
			list = append(list, f)
		}
	})
	if len(list) < 30 {
		t.Fatalf("only %d kinds of frames", len(list))
	}
	return list
}

// decode makes a packet whose decoder may not hide a panic.
func decode(b []byte, d gopacket.Decoder) gopacket.Packet {
	return gopacket.NewPacket(b, d, gopacket.DecodeOptions{SkipDecodeRecovery: true, NoCopy: true})
}

// demo returns the frame of the demo capture that the number names, from 1.
func demo(t testing.TB, number int) (b []byte) {
	t.Helper()
	eachFrame(t, func(f frame) {
		if f.file == "captures/demo-amd64-6.1.192-nlmon.pcap" && f.number == number {
			b = f.b
		}
	})
	if b == nil {
		t.Fatalf("no frame %d in the demo", number)
	}
	return b
}

var (
	table  = spec.Default()
	orders = []codec.Order{codec.LittleEndian, codec.BigEndian}
)

// byteOrder says an order in the words of package spec.
func byteOrder(o codec.Order) binary.ByteOrder {
	if o == codec.BigEndian {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

// must returns the bytes that package spec made.
func must(b []byte, err error) []byte {
	if err != nil {
		panic(err)
	}
	return b
}

type numbers = map[string]uint64

// cooked returns a frame: the header of a family, and datagrams.
func cooked(family uint16, datagrams ...[]byte) []byte {
	h := must(table.New(binary.BigEndian, "sll_header", numbers{"sll_pkttype": 4, "sll_hatype": 824, "sll_protocol": uint64(family)}))
	return append(h, bytes.Join(datagrams, nil)...)
}

// event returns a datagram with one event of 24 bytes of union.
func event(o codec.Order, what codec.EventType) []byte {
	ev := must(table.New(byteOrder(o), "proc_event", numbers{"what": uint64(what), "cpu": 1, "timestamp_ns": 0x5d00000000}))
	for i := range ev[16:] {
		ev[16+i] = byte(i)
	}
	return must(table.Message(byteOrder(o), nil, proc(nil), ev))
}

// proc returns the numbers of a cn_msg for the id of process events.
func proc(more numbers) numbers {
	n := numbers{"id.idx": 1, "id.val": 1, "seq": 9, "ack": 8}
	for k, v := range more {
		n[k] = v
	}
	return n
}

// linkType decodes a frame of unknown length, decoder one of a known.
var linkType gopacket.Decoder = layers.LinkTypeNetlink

func decoder(length int) gopacket.Decoder { return layers.Decoder{Length: length} }
