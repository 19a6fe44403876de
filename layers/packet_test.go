package layers_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/layers"
	"github.com/google/gopacket"
)

// TestPacketRoles asks a packet for what gopacket's users ask for.
func TestPacketRoles(t *testing.T) {
	p := decode(demo(t, 3), linkType)
	if l, ok := p.LinkLayer().(*layers.Cooked); !ok || l.LinkFlow() != (gopacket.Flow{}) {
		t.Errorf("link layer %v", p.LinkLayer())
	}
	if l, ok := p.ApplicationLayer().(*layers.ProcEvent); !ok || len(l.Payload()) != 40 {
		t.Errorf("application layer %v", p.ApplicationLayer())
	}
	if p.NetworkLayer() != nil || p.TransportLayer() != nil || p.ErrorLayer() != nil {
		t.Errorf("%v", p)
	}
}

// TestLazyPacketStops: a lazy packet decodes no further than it must.
func TestLazyPacketStops(t *testing.T) {
	datagram := event(codec.LittleEndian, codec.EventFork)
	cut := must(table.Nlmsg(byteOrder(codec.LittleEndian), numbers{"nlmsg_len": 100}))
	p := gopacket.NewPacket(cooked(11, datagram, cut), linkType, gopacket.Lazy)
	if p.Layer(layers.LayerTypeCooked) == nil || p.Metadata().Truncated {
		t.Fatal("no cooked header, or more than that was looked at")
	}
	if p.Layer(layers.LayerTypeProcEvent) == nil || p.Metadata().Truncated {
		t.Fatal("no event, or more than that was looked at")
	}
	if len(p.Layers()) != 5 || !p.Metadata().Truncated {
		t.Errorf("not all was looked at: %v", p)
	}
}

// TestMalformed shows what was readable, and then says what is wrong.
func TestMalformed(t *testing.T) {
	const o = codec.LittleEndian
	good := event(o, codec.EventFork)
	data := good[36:]
	message := func(nl, cn numbers) []byte { return must(table.Message(byteOrder(o), nl, proc(cn), data)) }
	short := must(table.New(byteOrder(o), "proc_event", numbers{"what": uint64(codec.EventFork)}))[:20]
	for _, c := range []struct {
		name     string
		datagram []byte
		layers   string
		class    error
		rest     int
	}{
		{"nlmsg_len below its header", message(numbers{"nlmsg_len": 15}, nil), "Cooked Netlink", codec.ErrLength, 60},
		{"nlmsg_len beyond the frame", message(numbers{"nlmsg_len": 77}, nil), "Cooked Netlink Connector ProcEvent", codec.ErrOverrun, 0},
		{"len beyond the message", message(nil, numbers{"len": 41}), "Cooked Netlink Connector ProcEvent", codec.ErrOverrun, 0},
		{"len beyond the first of two messages", append(message(nil, numbers{"len": 41}), good...),
			"Cooked Netlink Connector ProcEvent Netlink Connector ProcEvent", codec.ErrOverrun, 0},
		{"no room for cn_msg", must(table.Nlmsg(byteOrder(o), nil, make([]byte, 19))), "Cooked Netlink Data", codec.ErrShort, 0},
		{"no room for the arm", must(table.Message(byteOrder(o), nil, proc(nil), short)), "Cooked Netlink Connector ProcEvent", codec.ErrShort, 0},
		{"bytes behind the last message", append(bytes.Clone(good), 1, 2, 3), "Cooked Netlink Connector ProcEvent", codec.ErrShort, 3},
	} {
		b := cooked(11, c.datagram)
		check(t, b, len(b), codec.OrderUnknown)
		p := decode(b, decoder(len(b)))
		ls, failure := split(p)
		if failure == nil || !errors.Is(failure.Error(), c.class) || len(failure.LayerContents()) != c.rest {
			t.Errorf("%s: %v", c.name, p)
			continue
		}
		var names []string
		for _, l := range ls {
			name := l.LayerType().String()
			if l.LayerType() != layers.LayerTypeNetlink {
				name = strings.TrimPrefix(name, "Netlink")
			}
			names = append(names, name)
		}
		if got := strings.Join(names, " "); got != c.layers {
			t.Errorf("%s: %s, want %s", c.name, got, c.layers)
		}
		if p.Metadata().Truncated {
			t.Errorf("%s: is truncated", c.name)
		}
		if c.name == "nlmsg_len beyond the frame" {
			p := decode(b, linkType)
			if p.ErrorLayer() != nil || !p.Metadata().Truncated {
				t.Errorf("%s, which nobody knows: %v", c.name, p)
			}
		}
	}
}

// TestAbsurdLength: no datagram is so long, so it is not taken for a cut one.
func TestAbsurdLength(t *testing.T) {
	b := cooked(11, event(codec.LittleEndian, codec.EventFork), must(table.Nlmsg(byteOrder(codec.LittleEndian), numbers{"nlmsg_len": 0xfffffff0})))
	p := decode(b, linkType)
	var e *codec.Error
	if p.ErrorLayer() == nil || !errors.As(p.ErrorLayer().Error(), &e) || e.Err != codec.ErrOverrun || e.Offset != 76 || e.Have != 16 || p.Metadata().Truncated {
		t.Errorf("%v", p)
	}
}

// TestExitWhoseParentWasCut is not taken for the arm of an old kernel, which
// ends before the parent.
func TestExitWhoseParentWasCut(t *testing.T) {
	b := cooked(11, event(codec.BigEndian, codec.EventExit))
	for n := len(b) - 9; n < len(b); n++ {
		e, _ := decode(b[:n], linkType).Layer(layers.LayerTypeProcEvent).(*layers.ProcEvent)
		if e == nil || e.Event != nil {
			t.Errorf("cut to %d: %v", n, gopacket.LayerString(e))
		}
	}
	old := event(codec.BigEndian, codec.EventExit)[36:68]
	b = cooked(11, must(table.Message(byteOrder(codec.BigEndian), nil, proc(nil), old)))
	e := decode(b, linkType).Layer(layers.LayerTypeProcEvent).(*layers.ProcEvent)
	if x, ok := e.Event.(*codec.Exit); !ok || !x.NoParent {
		t.Errorf("old: %v", gopacket.LayerString(e))
	}
}

// TestManyMessages: a frame with a million messages is no recursion as deep.
func TestManyMessages(t *testing.T) {
	const n = 1 << 20
	b := cooked(11, bytes.Repeat(must(table.Nlmsg(byteOrder(codec.BigEndian), numbers{"nlmsg_type": 3})), n))
	for _, o := range []gopacket.DecodeOptions{gopacket.NoCopy, {Lazy: true, NoCopy: true}} {
		if got := len(gopacket.NewPacket(b, decoder(len(b)), o).Layers()); got != n+1 {
			t.Errorf("%d layers", got)
		}
	}
}

func TestBareDatagram(t *testing.T) {
	b := event(codec.BigEndian, codec.EventFork)
	p := decode(append(b, b...), layers.LayerTypeNetlink)
	if p.ErrorLayer() != nil || len(p.Layers()) != 6 {
		t.Errorf("%v", p)
	}
}

func TestLayerString(t *testing.T) {
	want := []string{
		"NetlinkCooked\t{Contents=[..16..] Payload=[..76..] PacketType=PACKET_OUTGOING HaType=824 HaLen=0 Addr=[0 0 0 0 0 0 0 0] Protocol=NETLINK_CONNECTOR}",
		"Netlink\t{Contents=[..16..] Payload=[..60..] Order=little OrderRule=structure of the datagram Length=76 Type=NLMSG_DONE Flags=0 Seq=9 PID=0 Pad=[]}",
		"Connector\t{Contents=[..20..] Payload=[..40..] Order=little OrderRule=structure of the datagram ID={ Idx=1 Val=1} Seq=9 Ack=8 Length=40 Flags=0 Trailer=[]}",
		"ProcEvent\t{Contents=[..40..] Payload=[] Order=little OrderRule=structure of the datagram What=PROC_EVENT_SID CPU=1 TimestampNs=399431958528 Event={ Process={ PID=50462976 TGID=117835012}} Rest=[..16..]}",
	}
	for i, l := range decode(cooked(11, event(codec.LittleEndian, codec.EventSID)), linkType).Layers() {
		if got := gopacket.LayerString(l); got != want[i] {
			t.Errorf("\n%s, want\n%s", got, want[i])
		}
	}
}

// TestGoString: gopacket.LayerGoString panics on some layers' fields.
func TestGoString(t *testing.T) {
	for _, f := range distinctFrames(t) {
		for n := codec.CookedSize; n <= len(f.b); n++ {
			p := decode(f.b[:n], linkType)
			for _, l := range p.Layers() {
				if s := gopacket.LayerGoString(l) + gopacket.LayerDump(l); !strings.Contains(s, "layers.") {
					t.Fatal(s)
				}
			}
			if !strings.Contains(p.Dump(), "NetlinkCooked") {
				t.Fatal(p.Dump())
			}
		}
	}
}
