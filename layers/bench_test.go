package layers_test

import (
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/layers"
	"github.com/google/gopacket"
)

// BenchmarkNewPacket decodes a frame with one event into a packet and asks for
// all its layers.
func BenchmarkNewPacket(b *testing.B) {
	frame := demo(b, 3)
	for _, c := range []struct {
		name string
		o    gopacket.DecodeOptions
	}{
		{"Default", gopacket.Default},
		{"NoCopy", gopacket.NoCopy},
		{"Lazy", gopacket.DecodeOptions{Lazy: true, NoCopy: true}},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if gopacket.NewPacket(frame, layers.LinkTypeNetlink, c.o).ErrorLayer() != nil {
					b.Fatal("an error")
				}
			}
		})
	}
}

// BenchmarkDecodingLayerParser decodes it into a Set.
func BenchmarkDecodingLayerParser(b *testing.B) {
	frame := demo(b, 3)
	for _, c := range []struct {
		name string
		dlc  gopacket.DecodingLayerContainer
	}{
		{"Map", gopacket.DecodingLayerMap(nil)},
		{"Array", gopacket.DecodingLayerArray(nil)},
		{"Sparse", gopacket.DecodingLayerSparse(nil)},
	} {
		b.Run(c.name, func(b *testing.B) {
			parser := gopacket.NewDecodingLayerParser(layers.LayerTypeCooked)
			parser.SetDecodingLayerContainer(c.dlc.Put(layers.New()))
			var decoded []gopacket.LayerType
			b.ReportAllocs()
			for b.Loop() {
				if err := parser.DecodeLayers(frame, &decoded); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkEach(b *testing.B) {
	frame := demo(b, 3)
	set := layers.New()
	b.ReportAllocs()
	for b.Loop() {
		for _, err := range set.Each(frame, len(frame)) {
			if err != nil {
				b.Fatal(err)
			}
		}
	}
}

// BenchmarkOutline is the part of it that is codec's: the order and the walk.
func BenchmarkOutline(b *testing.B) {
	datagram := demo(b, 3)[codec.CookedSize:]
	var u codec.Outline
	for b.Loop() {
		u.Decode(codec.Detect(datagram, len(datagram)).Order, codec.FamilyConnector, datagram, len(datagram))
	}
}

func BenchmarkSerializeLayers(b *testing.B) {
	set := layers.New()
	for range set.Each(demo(b, 3), 0) {
	}
	buf := gopacket.NewSerializeBuffer()
	list := []gopacket.SerializableLayer{&set.Cooked, &set.Netlink, &set.Connector, &set.ProcEvent}
	b.ReportAllocs()
	for b.Loop() {
		if err := gopacket.SerializeLayers(buf, gopacket.SerializeOptions{}, list...); err != nil {
			b.Fatal(err)
		}
	}
}
