package layers_test

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/layers"
	"github.com/google/gopacket"
	"pgregory.net/rapid"
)

// unknown is how long a datagram of unknown length is taken to be.
const unknown = 1 << 24

// place says where a layer starts.
type place struct {
	layer gopacket.LayerType
	at    int
}

// check is the property of all frames, sound or not: the layers are where
// codec.Outline has its structs, the error is the outline's, truncation is what
// the length tells, what is serialized is what was decoded, and no way to decode
// differs from another. length is that of the frame before it was captured, or 0.
func check(t rapid.TB, b []byte, length int, o codec.Order) {
	t.Helper()
	d := layers.Decoder{Order: o, Length: length}
	p := decode(b, d)
	ls, failure := split(p)
	if len(b) < codec.CookedSize {
		if len(ls) != 0 || failure == nil || !errors.Is(failure.Error(), codec.ErrShort) {
			t.Fatalf("%x: no cooked header, and %v", b, p)
		}
	} else {
		places, err, cut := outline(b, length, orderOf(ls, o))
		if got := placesOf(b, ls); !slices.Equal(got, places) {
			t.Fatalf("%x: layers %v, structs %v", b, got, places)
		}
		checkError(t, failure, err, length)
		if got := p.Metadata().Truncated; got != cut {
			t.Fatalf("%x of %d: truncated is %t", b, length, got)
		}
	}
	checkBytes(t, b, ls, failure)
	checkSerialize(t, b, ls, failure)
	checkLazy(t, b, d, p)
	checkSet(t, b, d, p)
}

// split separates the layers from the failure behind them.
func split(p gopacket.Packet) (ls []gopacket.Layer, failure gopacket.ErrorLayer) {
	ls = p.Layers()
	if failure = p.ErrorLayer(); failure != nil {
		ls = ls[:len(ls)-1]
	}
	return ls, failure
}

// orderOf returns the order that the layers say they are in.
func orderOf(ls []gopacket.Layer, given codec.Order) codec.Order {
	for _, l := range ls {
		if n, ok := l.(*layers.Netlink); ok {
			return n.Order
		}
	}
	return cmp.Or(given, codec.LittleEndian)
}

// outline says what the layers of a frame must be.
func outline(b []byte, length int, o codec.Order) (places []place, err codec.Error, cut bool) {
	var h codec.Cooked
	h.Decode(o, b)
	b = b[codec.CookedSize:]
	wire := max(length-codec.CookedSize, len(b))
	if length == 0 {
		wire = unknown
	}
	var u codec.Outline
	u.Decode(o, h.Protocol, b, wire)
	layerOf := map[codec.Struct]struct {
		t    gopacket.LayerType
		size int
	}{
		codec.StructNlMsghdr:  {layers.LayerTypeNetlink, 16},
		codec.StructCnMsg:     {layers.LayerTypeConnector, 20},
		codec.StructProcEvent: {layers.LayerTypeProcEvent, 16},
		codec.StructMcastOp:   {layers.LayerTypeControl, 4},
		codec.StructProcInput: {layers.LayerTypeControl, 8},
		codec.RawData:         {layers.LayerTypeData, 0},
		codec.StructCtlMsg:    {layers.LayerTypeData, 0},
		codec.StructNotifyReq: {layers.LayerTypeData, 0},

		codec.StructDmUlogRequest: {layers.LayerTypeData, 0},
		codec.StructUvesafbTask:   {layers.LayerTypeData, 0},
		codec.StructW1NetlinkMsg:  {layers.LayerTypeData, 0},
		codec.StructW1SlaveMsg:    {layers.LayerTypeData, 0},
		codec.StructW1MasterMsg:   {layers.LayerTypeData, 0},
		codec.StructW1NetlinkCmd:  {layers.LayerTypeData, 0},
		codec.StructW1RegNum:      {layers.LayerTypeData, 0},
		codec.StructW1Master:      {layers.LayerTypeData, 0},
	}
	for s := codec.StructHvKuMsg; s <= codec.StructDrbdNlCfg; s++ {
		layerOf[s] = layerOf[codec.RawData]
	}
	places = []place{{layers.LayerTypeCooked, 0}}
	for _, s := range u.Spans {
		l, ok := layerOf[s.Struct]
		if ok && s.Len < l.size {
			l.t = layers.LayerTypeData
		}
		if ok {
			places = append(places, place{l.t, codec.CookedSize + s.Off})
		}
		if s.Struct == codec.StructNlMsghdr && length == 0 {
			cut = cut || s.Len < l.size
			if s.Len == l.size {
				n := int64(o.Uint32(b[s.Off:]))
				cut = cut || n > int64(len(b)-s.Off) && n <= int64(unknown-s.Off)
			}
		}
	}
	return places, u.Err, cut || length != 0 && u.Cut
}

// placesOf finds the layers' contents in the frame that they alias.
func placesOf(b []byte, ls []gopacket.Layer) (places []place) {
	at := 0
	for _, l := range ls {
		c := l.LayerContents()
		for len(c) > 0 && at < len(b) && &b[at] != &c[0] {
			at++
		}
		places = append(places, place{l.LayerType(), at})
		at += len(c)
	}
	return places
}

func checkError(t rapid.TB, failure gopacket.ErrorLayer, want codec.Error, length int) {
	t.Helper()
	if failure == nil || want.Err == nil {
		if (failure == nil) != (want.Err == nil) {
			t.Fatalf("failure %v, want %v", failure, &want)
		}
		return
	}
	var got *codec.Error
	if !errors.As(failure.Error(), &got) {
		t.Fatalf("%T is no codec.Error", failure.Error())
	}
	if length == 0 && want.Field == "nlmsg_len" && want.Err == codec.ErrOverrun {
		want.Have = got.Have
	}
	if *got != want {
		t.Fatalf("failure %v, want %v", got, &want)
	}
}

// checkSerialize holds that the layers, and behind them what was not decoded,
// are the frame.
func checkSerialize(t rapid.TB, b []byte, ls []gopacket.Layer, failure gopacket.ErrorLayer) {
	t.Helper()
	buf := dirtyBuffer()
	for _, serialize := range []func(gopacket.SerializeBuffer, gopacket.SerializeOptions, ...gopacket.SerializableLayer) error{
		gopacket.SerializeLayers, layers.Serialize,
	} {
		if err := serialize(buf, gopacket.SerializeOptions{}, serializable(ls)...); err != nil {
			t.Fatal(err)
		}
		got := bytes.Clone(buf.Bytes())
		if failure != nil {
			got = append(got, failure.LayerContents()...)
		}
		if !bytes.Equal(got, b) {
			t.Fatalf("%x: serialized%s", b, octets.Diff(b, got, outlineOf(ls)))
		}
	}
}

// outlineOf names the fields of a frame that has these layers.
func outlineOf(ls []gopacket.Layer) octets.Outline {
	for _, l := range ls {
		if n, ok := l.(*layers.Netlink); ok {
			return octets.Frame(byteOrder(n.Order))
		}
	}
	return octets.Frame(binary.LittleEndian)
}

// serializable returns copies of layers without Contents and Payload, which
// nothing may be made of.
func serializable(ls []gopacket.Layer) (list []gopacket.SerializableLayer) {
	for _, l := range ls {
		v := reflect.New(reflect.TypeOf(l).Elem())
		v.Elem().Set(reflect.ValueOf(l).Elem())
		v.Elem().FieldByName("BaseLayer").SetZero()
		list = append(list, v.Interface().(gopacket.SerializableLayer))
	}
	return list
}

// dirtyBuffer returns a buffer whose free bytes are not zero.
func dirtyBuffer() gopacket.SerializeBuffer {
	buf := gopacket.NewSerializeBuffer()
	p, _ := buf.PrependBytes(512)
	for i := range p {
		p[i] = 0xa5
	}
	buf.Clear()
	return buf
}

func checkLazy(t rapid.TB, b []byte, d layers.Decoder, eager gopacket.Packet) {
	t.Helper()
	if len(b) == 0 {
		return // gopacket asks no decoder then
	}
	lazy := gopacket.NewPacket(b, d, gopacket.DecodeOptions{Lazy: true, NoCopy: true, SkipDecodeRecovery: true})
	if len(lazy.Layers()) != len(eager.Layers()) {
		t.Fatalf("lazy %v\neager %v", lazy, eager)
	}
	for i, l := range lazy.Layers() {
		if !reflect.DeepEqual(l, eager.Layers()[i]) {
			t.Fatalf("lazy %v\neager %v", lazy, eager)
		}
	}
	if lazy.Metadata().Truncated != eager.Metadata().Truncated {
		t.Fatalf("lazy %v\neager %v", lazy, eager)
	}
}

// checkSet holds that a Set decodes what the packet p has, by a parser and by
// Each.
func checkSet(t rapid.TB, b []byte, d layers.Decoder, p gopacket.Packet) {
	t.Helper()
	ls, failure := split(p)
	set := layers.New()
	set.Order = d.Order
	var types []gopacket.LayerType
	for _, l := range ls {
		types = append(types, l.LayerType())
	}

	parser := gopacket.NewDecodingLayerParser(layers.LayerTypeCooked, set)
	parser.IgnorePanic = true
	var decoded []gopacket.LayerType
	set.SetLength(d.Length)
	err := parser.DecodeLayers(b, &decoded)
	listed := types
	if failure != nil && len(types) > 0 {
		listed = types[:len(types)-1]
	}
	if !slices.Equal(decoded, listed) || !sameError(err, failure) || parser.Truncated != p.Metadata().Truncated {
		t.Fatalf("%x: parser %v, %v\npacket %v", b, decoded, err, p)
	}
	last := map[gopacket.LayerType]gopacket.Layer{}
	for _, l := range ls {
		last[l.LayerType()] = l
	}
	for _, l := range last {
		if !reflect.DeepEqual(l, layerOf(set, l.LayerType())) {
			t.Fatalf("%x: parser %v\npacket %v", b, gopacket.LayerString(layerOf(set, l.LayerType())), p)
		}
	}

	i := 0
	for typ, err := range set.Each(b, d.Length) {
		if i == len(types) && typ == gopacket.LayerTypeDecodeFailure && failure != nil && sameError(err, failure) {
			failure = nil
			continue
		}
		if i >= len(types) || err != nil || !reflect.DeepEqual(layerOf(set, typ), ls[i]) {
			t.Fatalf("%x: Each has %v, %v at %d\npacket %v", b, typ, err, i, p)
		}
		i++
	}
	if i != len(types) || failure != nil || set.Truncated() != p.Metadata().Truncated {
		t.Fatalf("%x: Each has %d layers\npacket %v", b, i, p)
	}
	for range set.Each(b, d.Length) {
		break // must not go on
	}
}

func sameError(err error, failure gopacket.ErrorLayer) bool {
	if err == nil || failure == nil {
		return err == nil && failure == nil
	}
	return fmt.Sprint(err) == fmt.Sprint(failure.Error())
}

// layerOf returns the Set's layer of a type.
func layerOf(s *layers.Set, t gopacket.LayerType) gopacket.Layer {
	switch t {
	case layers.LayerTypeCooked:
		return &s.Cooked
	case layers.LayerTypeNetlink:
		return &s.Netlink
	case layers.LayerTypeConnector:
		return &s.Connector
	case layers.LayerTypeProcEvent:
		return &s.ProcEvent
	case layers.LayerTypeControl:
		return &s.Control
	}
	return &s.Data
}
