package analysis

import (
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
	fs.dissect(f)
	return f, nil
}

// dissect takes the frame apart.
func (fs *Frames) dissect(f *Frame) {
	f.Spans = f.Spans[:0]
	f.Err = codec.Error{}
	f.Netlink, f.NotNetlink, f.Repairs = false, "", 0
	f.Family, f.PacketType, f.Base = 0, 0, 0
	f.Order = codec.OrderUnknown
	f.peel()
	if !f.Netlink {
		return
	}
	b := f.Data[f.Base:]
	wire := max(int(min(int64(f.Len), maxWire))-f.Base, len(b))
	f.Order, f.OrderRule, f.Confidence = fs.orders(f.Interface).decide(fs.Order, f.Interface.BigEndian, b, wire)
	f.outline.Layout = fs.Layout
	f.datagram(wire)
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
