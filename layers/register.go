package layers

import (
	"github.com/google/gopacket"
	base "github.com/google/gopacket/layers"
)

// The layer types. They are constants, and registered in init, because a
// variable that RegisterLayerType fills would depend on the decoder, which
// leads back to the layer type where one message follows another. The numbers
// are from gopacket's range for applications, 1000 to 1999; a second package
// with the same number makes RegisterLayerType panic.
const (
	LayerTypeCooked    gopacket.LayerType = 1253
	LayerTypeNetlink   gopacket.LayerType = 1254
	LayerTypeConnector gopacket.LayerType = 1255
	LayerTypeProcEvent gopacket.LayerType = 1256
	LayerTypeControl   gopacket.LayerType = 1257
	LayerTypeData      gopacket.LayerType = 1258
)

// LinkTypeNetlink is LINKTYPE_NETLINK, for which gopacket has no name. It
// decodes frames of unknown original length; see Decoder.
const LinkTypeNetlink base.LinkType = 253

// layerClass holds all layer types of this package.
var layerClass = gopacket.NewLayerClass([]gopacket.LayerType{
	LayerTypeCooked, LayerTypeNetlink, LayerTypeConnector, LayerTypeProcEvent, LayerTypeControl, LayerTypeData,
})

// init enters the layers into gopacket's two registries. They belong to the
// whole program and are not locked, so nothing else may do it later. Link type
// 253 goes to whoever registers it last.
func init() {
	register(LayerTypeCooked, "NetlinkCooked", Decoder{}.Decode)
	register(LayerTypeNetlink, "Netlink", decodeDatagram)
	register(LayerTypeConnector, "Connector", alone(func() layer { return new(Connector) }))
	register(LayerTypeProcEvent, "ProcEvent", alone(func() layer { return new(ProcEvent) }))
	register(LayerTypeControl, "ProcControl", alone(func() layer { return new(Control) }))
	register(LayerTypeData, "NetlinkData", alone(func() layer { return new(Data) }))
	base.LinkTypeMetadata[LinkTypeNetlink] = base.EnumMetadata{
		DecodeWith: Decoder{},
		Name:       "Netlink",
		LayerType:  LayerTypeCooked,
	}
}

func register(t gopacket.LayerType, name string, decode gopacket.DecodeFunc) {
	gopacket.RegisterLayerType(int(t), gopacket.LayerTypeMetadata{Name: name, Decoder: decode})
}

// following is the type of the layer that comes next.
type following struct{ next gopacket.LayerType }

// NextLayerType returns the type of the layer that LayerPayload starts with.
func (f *following) NextLayerType() gopacket.LayerType { return f.next }

// layer is what all structs behind the cooked header are.
type layer interface {
	gopacket.Layer
	gopacket.DecodingLayer
	gopacket.SerializableLayer
	read(*frame, gopacket.DecodeFeedback) // the next span of a frame
}

// alone returns the decoder of a single struct, for bytes that come without a
// frame. It adds a layer and what it finds inside. The layer is shown also when
// it reports an error, if there were bytes enough to fill it.
func alone(fresh func() layer) gopacket.DecodeFunc {
	return func(data []byte, p gopacket.PacketBuilder) error {
		l := fresh()
		err := l.DecodeFromBytes(data, p)
		if len(l.LayerContents()) > 0 {
			addLayer(p, l)
		}
		if err != nil || l.NextLayerType() == gopacket.LayerTypeZero {
			return err
		}
		return p.NextDecoder(l.NextLayerType())
	}
}

// addLayer adds a layer to a packet, also as the application's if it is one.
func addLayer(p gopacket.PacketBuilder, l layer) {
	p.AddLayer(l)
	if app, ok := l.(gopacket.ApplicationLayer); ok {
		p.SetApplicationLayer(app)
	}
}
