package main

import (
	"fmt"

	"github.com/google/gopacket"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/layers"
)

// prepareLayers decodes with gopacket: a DecodingLayerParser over the structs
// of package layers, on the bare datagram and in a known byte order, as the
// codec row has them.
func prepareLayers(e event) loop {
	set := layers.NewBare()
	set.Order = codec.LittleEndian
	parser := gopacket.NewDecodingLayerParser(layers.LayerTypeNetlink, set)
	var decoded []gopacket.LayerType
	b := e.little
	return func(n int) {
		for range n {
			err := parser.DecodeLayers(b, &decoded)
			if err != nil || set.ProcEvent.What != e.what {
				panic(fmt.Sprintf("%s: %v, error %v", e.name, decoded, err))
			}
		}
	}
}

// prepareLayerWhole decodes with gopacket as well: the one layer of a whole event.
func prepareLayerWhole(e event) loop {
	whole := layers.NewBareWhole()
	whole.Given = codec.LittleEndian
	parser := gopacket.NewDecodingLayerParser(layers.LayerTypeNetlink, whole)
	var decoded []gopacket.LayerType
	b := e.little
	return func(n int) {
		for range n {
			err := parser.DecodeLayers(b, &decoded)
			if err != nil || whole.Datagram.Event.What != e.what || whole.Arm == nil {
				panic(fmt.Sprintf("%s: %v, error %v", e.name, decoded, err))
			}
		}
	}
}
