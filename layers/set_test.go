package layers_test

import (
	"errors"
	"reflect"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/layers"
	"github.com/google/gopacket"
)

func TestNothingAllocates(t *testing.T) {
	if testkit.RaceEnabled {
		t.Skip("the race detector allocates on its own")
	}
	frames := distinctFrames(t)
	set := layers.New()
	parser := gopacket.NewDecodingLayerParser(layers.LayerTypeCooked, set)
	var decoded []gopacket.LayerType
	events := 0
	buf := gopacket.NewSerializeBuffer()
	list := []gopacket.SerializableLayer{&set.Cooked, &set.Netlink, &set.Connector, &set.ProcEvent}
	for name, f := range map[string]func(b []byte, length int){
		"parser": func(b []byte, length int) {
			set.SetLength(length)
			if err := parser.DecodeLayers(b, &decoded); err != nil {
				t.Fatal(err)
			}
		},
		"Each": func(b []byte, length int) {
			for typ, err := range set.Each(b, length) {
				if err != nil {
					t.Fatal(err)
				}
				if typ == layers.LayerTypeProcEvent {
					events++
				}
			}
		},
		"SerializeLayers": func(b []byte, length int) {
			for range set.Each(b, length) {
			}
			if err := gopacket.SerializeLayers(buf, gopacket.SerializeOptions{}, list...); err != nil {
				t.Fatal(err)
			}
		},
	} {
		n := testing.AllocsPerRun(100, func() { // which runs once before it counts
			for _, fr := range frames {
				f(fr.b, fr.length)
			}
		})
		if n != 0 {
			t.Errorf("%s allocates %v times", name, n)
		}
	}
	if events == 0 {
		t.Error("no event")
	}
}

// TestSetAfterDamage: what a frame leaves in a Set does not reach the next one,
// also where both are in the same memory.
func TestSetAfterDamage(t *testing.T) {
	const o = codec.LittleEndian
	good := cooked(11, event(o, codec.EventFork))
	bad := cooked(11, must(table.Nlmsg(byteOrder(o), numbers{"nlmsg_len": 15}, make([]byte, 60))))
	set := layers.New()
	parser := gopacket.NewDecodingLayerParser(layers.LayerTypeCooked, set)
	var decoded []gopacket.LayerType
	b := make([]byte, len(good))
	for i, frame := range [][]byte{good, bad, good, bad[:20], good, good[:16], good, nil, good} {
		n := copy(b, frame)
		err := parser.DecodeLayers(b[:n], &decoded)
		if i%2 == 0 && (err != nil || len(decoded) != 4) {
			t.Errorf("frame %d: %v, %v", i, decoded, err)
		}
	}
	for range set.Each(good, 0) { // left in the middle
		break
	}
	if err := parser.DecodeLayers(good, &decoded); err != nil || len(decoded) != 4 {
		t.Errorf("%v, %v", decoded, err)
	}
	for range set.Each(good, 0) { // the same, and then a frame as long as what is left
		break
	}
	empty := cooked(11, must(table.Nlmsg(byteOrder(o), nil, make([]byte, 76-16-16))))
	if err := parser.DecodeLayers(empty, &decoded); err != nil || len(decoded) != 4 || len(set.Cooked.Payload) != 60 {
		t.Errorf("%v, %v", decoded, err)
	}
}

// TestTruncatedIsOfOneFrame: also where the next has no whole struct.
func TestTruncatedIsOfOneFrame(t *testing.T) {
	set := layers.New()
	b := cooked(11, event(codec.LittleEndian, codec.EventFork))
	for _, c := range []struct {
		captured, length int
		want             bool
	}{{40, 92, true}, {10, 10, false}, {10, 92, true}, {92, 92, false}, {10, 0, true}, {92, 0, false}} {
		for range set.Each(b[:c.captured], c.length) {
		}
		if set.Truncated() != c.want {
			t.Errorf("%d of %d bytes: truncated is %t", c.captured, c.length, set.Truncated())
		}
	}
}

// TestTailIsAFrameOfItsOwn: what a Set could not decode may be given to it
// again, as a new frame.
func TestTailIsAFrameOfItsOwn(t *testing.T) {
	const o = codec.LittleEndian
	bad := must(table.Nlmsg(byteOrder(o), numbers{"nlmsg_len": 1}))
	datagram := append(bad, event(o, codec.EventFork)...)
	set := layers.NewBare()
	if err := set.DecodeFromBytes(datagram, gopacket.NilDecodeFeedback); !errors.Is(err, codec.ErrLength) || set.LayerPayload() != nil {
		t.Errorf("%v, %d bytes left", err, len(set.LayerPayload()))
	}
	if err := set.DecodeFromBytes(datagram[16:], gopacket.NilDecodeFeedback); err != nil || set.Netlink.Length != 76 {
		t.Errorf("%v, %v", err, gopacket.LayerString(&set.Netlink))
	}
}

// TestLengthIsForOneFrame: what SetLength said is forgotten after it.
func TestLengthIsForOneFrame(t *testing.T) {
	b := cooked(11, must(table.Message(byteOrder(codec.LittleEndian), numbers{"nlmsg_len": 77}, proc(nil), make([]byte, 40))))
	set := layers.New()
	parser := gopacket.NewDecodingLayerParser(layers.LayerTypeCooked, set)
	var decoded []gopacket.LayerType
	set.SetLength(len(b))
	if err := parser.DecodeLayers(b, &decoded); !errors.Is(err, codec.ErrOverrun) || parser.Truncated {
		t.Errorf("known: %v, truncated %t", err, parser.Truncated)
	}
	if err := parser.DecodeLayers(b, &decoded); err != nil || !parser.Truncated || !set.Truncated() {
		t.Errorf("unknown: %v, truncated %t", err, parser.Truncated)
	}
}

// TestBareSet decodes datagrams as a socket gives them, as a Set for frames
// decodes them behind their cooked header.
func TestBareSet(t *testing.T) {
	whole, bare := layers.New(), layers.NewBare()
	parser := gopacket.NewDecodingLayerParser(layers.LayerTypeNetlink, bare)
	parser.IgnorePanic = true
	var decoded []gopacket.LayerType
	for _, f := range distinctFrames(t) {
		for n := codec.CookedSize; n <= len(f.b); n++ {
			var types []gopacket.LayerType
			for typ := range whole.Each(f.b[:n], 0) {
				types = append(types, typ)
			}
			err := parser.DecodeLayers(f.b[codec.CookedSize:n], &decoded)
			if n < codec.CookedSize+codec.NlMsghdrSize {
				if !errors.Is(err, codec.ErrShort) || !parser.Truncated {
					t.Fatalf("%v, cut to %d: %v", f, n, err)
				}
				continue
			}
			if err != nil || !reflect.DeepEqual(types[1:], decoded) || !reflect.DeepEqual(bare.Netlink, whole.Netlink) {
				t.Fatalf("%v, cut to %d: %v, want %v", f, n, decoded, types)
			}
		}
	}
}

// TestContainers: a Set works in each of gopacket's containers.
func TestContainers(t *testing.T) {
	b := cooked(11, event(codec.BigEndian, codec.EventUID))
	for _, c := range []gopacket.DecodingLayerContainer{
		gopacket.DecodingLayerMap(nil), gopacket.DecodingLayerArray(nil), gopacket.DecodingLayerSparse(nil),
	} {
		set := layers.New()
		parser := gopacket.NewDecodingLayerParser(layers.LayerTypeCooked)
		parser.SetDecodingLayerContainer(c.Put(set))
		var decoded []gopacket.LayerType
		if err := parser.DecodeLayers(b, &decoded); err != nil || len(decoded) != 4 || set.ProcEvent.What != codec.EventUID {
			t.Errorf("%T: %v, %v", c, decoded, err)
		}
	}
}
