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
	register(LayerTypeConnector, "Connector", decodeConnector)
	register(LayerTypeProcEvent, "ProcEvent", decodeProcEvent)
	register(LayerTypeControl, "ProcControl", decodeControl)
	register(LayerTypeData, "NetlinkData", decodeData)
	base.LinkTypeMetadata[LinkTypeNetlink] = base.EnumMetadata{
		DecodeWith: Decoder{},
		Name:       "Netlink",
		LayerType:  LayerTypeCooked,
	}
}

func register(t gopacket.LayerType, name string, decode gopacket.DecodeFunc) {
	gopacket.RegisterLayerType(int(t), gopacket.LayerTypeMetadata{Name: name, Decoder: decode})
}

// The decoders of single structs, for bytes that come without a frame.

func decodeConnector(data []byte, p gopacket.PacketBuilder) error {
	return decodeAlone(new(Connector), data, p)
}

func decodeProcEvent(data []byte, p gopacket.PacketBuilder) error {
	return decodeAlone(new(ProcEvent), data, p)
}

func decodeControl(data []byte, p gopacket.PacketBuilder) error {
	return decodeAlone(new(Control), data, p)
}

func decodeData(data []byte, p gopacket.PacketBuilder) error {
	return decodeAlone(new(Data), data, p)
}

// layer is what all structs of this package are.
type layer interface {
	gopacket.Layer
	gopacket.DecodingLayer
	gopacket.SerializableLayer
}

// decodeAlone adds a layer and what it finds inside. The layer is shown also
// when it reports an error, if there were bytes enough to fill it.
func decodeAlone(l layer, data []byte, p gopacket.PacketBuilder) error {
	err := l.DecodeFromBytes(data, p)
	if len(l.LayerContents()) > 0 {
		p.AddLayer(l)
		if app, ok := l.(gopacket.ApplicationLayer); ok {
			p.SetApplicationLayer(app)
		}
	}
	if err != nil || l.NextLayerType() == gopacket.LayerTypeZero {
		return err
	}
	return p.NextDecoder(l.NextLayerType())
}
