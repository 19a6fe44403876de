package rewrite

import (
	"slices"
	"sync"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap"
)

// Names returns the names that a Difference may have, sorted. The slice is shared: do
// not change it.
func Names() []string { return names() }

// names asks a frame that has every struct once.
var names = sync.OnceValue(func() []string {
	list := []string{linkType.Name, byteOrder.Name, "cut"}
	for _, fd := range aroundFields() {
		list = append(list, fd.Name)
	}
	const room = 1 << 12 // more than any struct has
	f := &analysis.Frame{Packet: pcap.Packet{Data: make([]byte, room)}}
	for s := range codec.Struct(codec.NumStructs) {
		if s.IsRaw() {
			list = append(list, s.String())
			continue
		}
		for _, m := range f.Members(codec.Span{Struct: s, Len: room, Order: codec.LittleEndian}, nil) {
			list = append(list, m.Value.Field.Name)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
})
