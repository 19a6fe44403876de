package fuzz_test

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"reflect"
	"slices"

	"github.com/cnwire/cnwire/fuzz"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/layers"
	"github.com/google/gopacket"
)

// ways decodes a frame in each way that gopacket knows and compares them with
// an eager packet.
func ways(t fuzz.T, frame []byte, d layers.Decoder) {
	eager := packet(frame, d, false)
	ls, failure := layersAndFailure(eager)
	serialized(t, frame, ls, failure)
	if len(frame) > 0 { // gopacket asks no decoder else
		lazy := packet(frame, d, true)
		if !reflect.DeepEqual(lazy.Layers(), eager.Layers()) || lazy.Metadata().Truncated != eager.Metadata().Truncated {
			t.Fatalf("%x, %+v\nlazy %v\neager %v", frame, d, lazy, eager)
		}
	}
	parsed(t, frame, d, eager)
	iterated(t, frame, d, eager)
}

// serialized makes bytes of the layers' fields alone, in a buffer that was used.
func serialized(t fuzz.T, frame []byte, ls []gopacket.Layer, failure gopacket.ErrorLayer) {
	buf := gopacket.NewSerializeBuffer()
	dirt, _ := buf.PrependBytes(256)
	for i := range dirt {
		dirt[i] = 0xa5
	}
	var list []gopacket.SerializableLayer
	for _, l := range ls {
		v := reflect.New(reflect.TypeOf(l).Elem())
		v.Elem().Set(reflect.ValueOf(l).Elem())
		v.Elem().FieldByName("BaseLayer").SetZero()
		list = append(list, v.Interface().(gopacket.SerializableLayer))
	}
	for _, serialize := range []func(gopacket.SerializeBuffer, gopacket.SerializeOptions, ...gopacket.SerializableLayer) error{
		gopacket.SerializeLayers, layers.Serialize,
	} {
		if err := serialize(buf, gopacket.SerializeOptions{}, list...); err != nil {
			t.Fatalf("%x: %v", frame, err)
		}
		got := bytes.Clone(buf.Bytes())
		if failure != nil {
			got = append(got, failure.LayerContents()...)
		}
		same(t, "layers", got, frame, octets.Frame(binary.LittleEndian))
	}
}

// parsed gives the frame to a DecodingLayerParser.
func parsed(t fuzz.T, frame []byte, d layers.Decoder, p gopacket.Packet) {
	ls, failure := layersAndFailure(p)
	set := layers.New()
	set.Order = d.Order
	set.SetLength(d.Length)
	parser := gopacket.NewDecodingLayerParser(layers.LayerTypeCooked, set)
	parser.IgnorePanic = true
	var decoded []gopacket.LayerType
	err := parser.DecodeLayers(frame, &decoded)
	want := typesOf(ls)
	if failure != nil && len(want) > 0 {
		want = want[:len(want)-1] // gopacket lists no layer that comes with an error
	}
	if !slices.Equal(decoded, want) || !sameFailure(err, failure) || parser.Truncated != p.Metadata().Truncated {
		t.Fatalf("%x, %+v\nparser %v, %v\npacket %v", frame, d, decoded, err, p)
	}
}

// iterated stops at every layer of the frame and looks at all of it there.
func iterated(t fuzz.T, frame []byte, d layers.Decoder, p gopacket.Packet) {
	ls, failure := layersAndFailure(p)
	set := layers.New()
	set.Order = d.Order
	i := 0
	var last error
	for typ, err := range set.Each(frame, d.Length) {
		if last = err; err != nil {
			continue
		}
		if i >= len(ls) || typ != ls[i].LayerType() || !reflect.DeepEqual(inSet(set, typ), ls[i]) {
			t.Fatalf("%x, %+v: layer %d is %v\npacket %v", frame, d, i, typ, p)
		}
		i++
	}
	if i != len(ls) || !sameFailure(last, failure) || set.Truncated() != p.Metadata().Truncated {
		t.Fatalf("%x, %+v: %d layers, %v\npacket %v", frame, d, i, last, p)
	}
}

func sameFailure(err error, failure gopacket.ErrorLayer) bool {
	if err == nil || failure == nil {
		return err == nil && failure == nil
	}
	return fmt.Sprint(err) == fmt.Sprint(failure.Error())
}

// inSet returns the Set's layer of a type.
func inSet(s *layers.Set, t gopacket.LayerType) gopacket.Layer {
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
