package layers_test

import (
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/layers"
	"github.com/google/gopacket"
)

func TestOrderRules(t *testing.T) {
	big := cooked(11, event(codec.BigEndian, codec.EventFork))
	little := cooked(11, event(codec.LittleEndian, codec.EventFork))
	route := cooked(0, must(table.Nlmsg(byteOrder(codec.BigEndian), numbers{"nlmsg_type": 24, "nlmsg_len": 100}, make([]byte, 40))))
	for _, c := range []struct {
		name  string
		b     []byte
		given codec.Order
		order codec.Order
		rule  codec.OrderRule
	}{
		{"little", little, codec.OrderUnknown, codec.LittleEndian, codec.OrderDetected},
		{"big", big, codec.OrderUnknown, codec.BigEndian, codec.OrderDetected},
		{"big, the header alone", big[:32], codec.OrderUnknown, codec.BigEndian, codec.OrderDetected},
		{"little, given as big", little, codec.BigEndian, codec.BigEndian, codec.OrderGiven},
		{"big, cut, of another family", route, codec.OrderUnknown, codec.BigEndian, codec.OrderDetected},
		{"zeros", cooked(11, make([]byte, 76)), codec.OrderUnknown, codec.LittleEndian, codec.OrderAssumed},
	} {
		n, ok := decode(c.b, layers.Decoder{Order: c.given}).Layer(layers.LayerTypeNetlink).(*layers.Netlink)
		if !ok || n.Order != c.order || n.OrderRule != c.rule {
			t.Errorf("%s: %v", c.name, gopacket.LayerString(n))
		}
	}
}

// TestAloneLayersGuess decodes captured structs outside a Set, by the structs
// themselves and by a parser of them, and holds them against the packet's.
func TestAloneLayersGuess(t *testing.T) {
	guessed := 0
	eachFrame(t, func(f frame) {
		p := decode(f.b, linkType)
		var (
			cooked    layers.Cooked
			netlink   layers.Netlink
			connector layers.Connector
			procEvent layers.ProcEvent
			control   layers.Control
			data      layers.Data
		)
		parser := gopacket.NewDecodingLayerParser(layers.LayerTypeCooked, &cooked, &netlink, &connector, &procEvent, &control, &data)
		parser.IgnorePanic = true
		var decoded []gopacket.LayerType
		if err := parser.DecodeLayers(f.b, &decoded); err != nil {
			t.Fatalf("%v: %v", f, err)
		}
		for i, typ := range decoded {
			if want := p.Layers()[i].LayerType(); typ != want {
				t.Fatalf("%v: %v, want %v", f, typ, want)
			}
		}
		orders := map[gopacket.LayerType]struct {
			codec.Order
			codec.OrderRule
		}{
			layers.LayerTypeNetlink:   {netlink.Order, netlink.OrderRule},
			layers.LayerTypeConnector: {connector.Order, connector.OrderRule},
			layers.LayerTypeProcEvent: {procEvent.Order, procEvent.OrderRule},
			layers.LayerTypeControl:   {control.Order, control.OrderRule},
		}
		for _, typ := range decoded {
			if o, ok := orders[typ]; ok && o.OrderRule == codec.OrderGuessed {
				guessed++
				if o.Order != f.order {
					t.Fatalf("%v: %v in order %v", f, typ, o.Order)
				}
			} else if ok && f.order == codec.BigEndian && o.Order == f.order {
				t.Fatalf("%v: %v in order %v, %v", f, typ, o.Order, o.OrderRule)
			}
		}
	})
	if guessed < 19000 {
		t.Errorf("guessed %d times", guessed)
	}
}
