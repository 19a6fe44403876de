package layers

import (
	"reflect"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/fuzz"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/google/gopacket"
)

// FuzzDirect: what is read of a datagram directly is what its outline gives, field by
// field and byte by byte of the same memory, whatever the structs had in them before.
func FuzzDirect(f *testing.F) {
	fuzz.Seed(f)
	f.Fuzz(func(t *testing.T, b []byte) { direct(t, b) })
}

// Nearly all datagrams of process events that kernels sent are read directly.
func TestDirect(t *testing.T) {
	n, events := 0, 0
	octets.EachCaptured(t, func(c *octets.Captured) {
		datagram := c.Data[codec.CookedSize:]
		n += direct(t, datagram)
		o, _ := decideOrder(codec.OrderUnknown, datagram, noWire)
		var u codec.Outline
		u.Decode(o, codec.FamilyConnector, datagram, c.Wire-codec.CookedSize)
		if len(u.Spans) > 2 && u.Spans[2].Struct == codec.StructProcEvent && !u.Cut {
			events++
		}
	})
	if n*100 < events*95 || events < 5000 {
		t.Errorf("%d of %d events", n, events)
	}
}

// direct holds the two ways against each other, and returns 1 if there were two where
// nobody told how long the datagram was, in the order that is found.
func direct(t testing.TB, b []byte) (taken int) {
	t.Helper()
	for _, given := range []codec.Order{codec.OrderUnknown, codec.LittleEndian, codec.BigEndian} {
		for _, family := range []Family{FamilyConnector, 16} {
			for _, wire := range []int{noWire, 0, len(b), len(b) + 1} {
				var f, plain frame
				f.arms, plain.arms = new(codec.Arms), new(codec.Arms)
				f.open(given, family, b, wire, gopacket.NilDecodeFeedback)
				if !f.direct {
					continue
				}
				if family != FamilyConnector || wire > len(b) {
					t.Fatalf("%x of %d, family %v: read directly", b, wire, family)
				}
				if wire == noWire && given == codec.OrderUnknown {
					taken = 1
				}
				plain.open(given, family, b, wire, gopacket.NilDecodeFeedback)
				plain.direct = false
				plain.openOutline(family, wire, gopacket.NilDecodeFeedback)
				sameWays(t, &f, &plain)
			}
		}
	}
	return taken
}

// sameWays reads two frames of the same bytes to their ends.
func sameWays(t testing.TB, f, plain *frame) {
	t.Helper()
	got, want := newUsed(), newUsed()
	for i := 0; ; i++ {
		next := plain.nextType()
		if f.nextType() != next || f.cut != plain.cut {
			t.Fatalf("%x: layer %d is %v, directly %v", f.datagram, i, next, f.nextType())
		}
		if next == gopacket.LayerTypeZero {
			break
		}
		l := want.layer(next)
		got.layer(next).read(f, gopacket.NilDecodeFeedback)
		l.read(plain, gopacket.NilDecodeFeedback)
		if !reflect.DeepEqual(got, want) || f.ahead != plain.ahead || !sameMemory(f.left, plain.left) {
			t.Fatalf("%x: %v\n%+v\ndirectly\n%+v", f.datagram, next, want, got)
		}
	}
	for i, a := range got.slices() {
		if b := want.slices()[i]; !sameMemory(a, b) {
			t.Errorf("%x: slice %d is %d of %d bytes, directly %d of %d", f.datagram, i, len(b), cap(b), len(a), cap(a))
		}
	}
	if err := f.err(); err != nil || plain.err() != nil {
		t.Fatalf("%x: %v, directly %v", f.datagram, plain.err(), err)
	}
}

// used are layers that have been in use: no field of theirs is empty.
type used struct {
	Netlink   Netlink
	Connector Connector
	ProcEvent ProcEvent
}

func newUsed() *used {
	u, bytes := new(used), []byte("used")
	u.Netlink = Netlink{Order: 9, OrderRule: 9, Length: 9, Type: 9, Flags: 9, Seq: 9, PID: 9, Pad: bytes, following: following{9}}
	u.Connector = Connector{Order: 9, OrderRule: 9, ID: codec.CbID{Idx: 9, Val: 9}, Seq: 9, Ack: 9, Length: 9, Flags: 9, Trailer: bytes, following: following{9}}
	u.ProcEvent = ProcEvent{Order: 9, OrderRule: 9, What: 9, CPU: 9, TimestampNs: 9, Event: new(codec.Fork), Rest: bytes, following: following{9}}
	for _, l := range []*[]byte{&u.Netlink.Contents, &u.Netlink.Payload, &u.Connector.Contents, &u.Connector.Payload, &u.ProcEvent.Contents, &u.ProcEvent.BaseLayer.Payload} {
		*l = bytes
	}
	return u
}

// layer is the one of a type that a datagram of one event has, else one for the rest.
func (u *used) layer(t gopacket.LayerType) layer {
	switch t {
	case LayerTypeNetlink:
		return &u.Netlink
	case LayerTypeConnector:
		return &u.Connector
	case LayerTypeProcEvent:
		return &u.ProcEvent
	}
	return new(Data)
}

func (u *used) slices() [][]byte {
	return [][]byte{
		u.Netlink.Contents, u.Netlink.Payload, u.Netlink.Pad, u.Connector.Contents, u.Connector.Payload, u.Connector.Trailer,
		u.ProcEvent.Contents, u.ProcEvent.BaseLayer.Payload, u.ProcEvent.Rest,
	}
}

// sameMemory reports whether two slices are one, as long and with the same room behind.
func sameMemory(a, b []byte) bool {
	return len(a) == len(b) && cap(a) == cap(b) && (cap(a) == 0 || &a[:1][0] == &b[:1][0])
}
