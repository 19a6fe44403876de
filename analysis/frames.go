package analysis

import (
	"fmt"
	"time"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap"
)

// Frames reads captures into frames, one at a time and in constant memory.
type Frames struct {
	// Order overrides the byte order of every datagram, unless OrderUnknown.
	Order codec.Order
	// Layout overrides the form of proc_event (SPEC.md R9).
	Layout codec.Layout

	frame  Frame
	r      *pcap.Reader
	memory map[*pcap.Interface]*orderMemory
	last   *pcap.Interface // whose memory is lastMemory, for the usual capture with one
	lastOf *orderMemory
	first  time.Time
	prev   time.Time
}

// Open starts on a capture. Frame numbers and times go on from the one before.
func (fs *Frames) Open(r *pcap.Reader) {
	fs.r = r
	fs.memory = map[*pcap.Interface]*orderMemory{}
	fs.last = nil
}

// Next returns the next frame, valid until the next call; its errors are those
// of pcap.Reader.Next: io.EOF at a clean end, else what is wrong with the file.
func (fs *Frames) Next() (*Frame, error) {
	f := &fs.frame
	if err := fs.r.Next(&f.Packet); err != nil {
		return nil, err
	}
	f.Number++
	if f.Number == 1 {
		fs.first, fs.prev = f.Time, f.Time
	}
	f.Relative, f.Delta = f.Time.Sub(fs.first), f.Time.Sub(fs.prev)
	fs.prev = f.Time
	fs.peel(f)
	return f, nil
}

// peel finds the netlink datagram below the link layer.
func (fs *Frames) peel(f *Frame) {
	f.Spans = f.Spans[:0]
	f.Err = codec.Error{}
	f.Netlink, f.NotNetlink = false, ""
	f.Family, f.PacketType, f.Base = 0, 0, 0
	f.Order = codec.OrderUnknown
	if f.Interface.LinkType != pcap.LinkTypeNetlink {
		f.NotNetlink = fmt.Sprintf("link type %d", f.Interface.LinkType)
		return
	}
	if len(f.Data) > 0 {
		f.Spans = append(f.Spans, codec.Span{
			Struct: codec.StructCooked, Order: codec.BigEndian, Len: min(len(f.Data), codec.CookedSize),
		})
	}
	var c codec.Cooked
	if _, err := c.Decode(codec.BigEndian, f.Data); err != nil {
		f.NotNetlink = "cooked header cut short"
		if !f.Truncated() {
			f.Err = *err.(*codec.Error)
		}
		return
	}
	f.Netlink = true
	f.Family, f.PacketType, f.Base = c.Protocol, c.PacketType, codec.CookedSize
	wire := int(min(int64(f.Len), maxWire)) - f.Base
	b := f.Data[f.Base:]
	f.Order, f.OrderRule, f.Confidence = fs.orders(f.Interface).decide(fs.Order, f.Interface.BigEndian, b, max(wire, len(b)))
	f.outline.Layout = fs.Layout
	f.datagram()
}

// orders returns the memory of an interface.
func (fs *Frames) orders(i *pcap.Interface) *orderMemory {
	if fs.last == i && i != nil {
		return fs.lastOf
	}
	m := fs.memory[i]
	if m == nil {
		m = new(orderMemory)
		fs.memory[i] = m
	}
	fs.last, fs.lastOf = i, m
	return m
}
