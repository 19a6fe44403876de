package layers_test

import (
	"testing"

	"github.com/cnwire/cnwire/layers"
	"github.com/google/gopacket"
	base "github.com/google/gopacket/layers"
)

func TestRegistered(t *testing.T) {
	for number, name := range map[int]string{
		1253: "NetlinkCooked",
		1254: "Netlink",
		1255: "Connector",
		1256: "ProcEvent",
		1257: "ProcControl",
		1258: "NetlinkData",
	} {
		if got := gopacket.LayerType(number).String(); got != name {
			t.Errorf("%d is %s, want %s", number, got, name)
		}
		if gopacket.DecodersByLayerName[name] == nil {
			t.Errorf("no decoder has the name %s", name)
		}
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%d can be registered twice", number)
				}
			}()
			gopacket.RegisterLayerType(number, gopacket.LayerTypeMetadata{Name: name})
		}()
	}
	if got := base.LinkType(253); got.String() != "Netlink" || got.LayerType() != layers.LayerTypeCooked {
		t.Errorf("link type 253 is %v, %v", got, got.LayerType())
	}
	if got := len(layers.New().CanDecode().LayerTypes()); got != 6 {
		t.Errorf("a Set decodes %d layer types", got)
	}
}

// The layers are what gopacket takes them for.
var (
	_ gopacket.LinkLayer        = (*layers.Cooked)(nil)
	_ gopacket.ApplicationLayer = (*layers.ProcEvent)(nil)
	_ gopacket.ApplicationLayer = (*layers.Control)(nil)
	_ gopacket.ApplicationLayer = (*layers.Data)(nil)
	_ gopacket.DecodingLayer    = (*layers.Set)(nil)
	_ gopacket.Decoder          = layers.Decoder{}

	_ gopacket.PacketDataSource         = (*layers.Source)(nil)
	_ gopacket.ZeroCopyPacketDataSource = (*layers.Source)(nil)
)
