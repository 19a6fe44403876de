package analysis

import (
	"time"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// Info counts what a capture holds, as capinfos does, and what of it is the
// connector's. A message counts once: copies of it are counted apart, and are in
// no other count. Its memory does not grow with the capture.
type Info struct {
	Frames                         uint64
	Messages, Copies               uint64 // connector messages; those that say again, to another listener, what one said
	Truncated, Malformed, Repaired uint64
	CapturedBytes, WireBytes       uint64
	Timeless                       uint64    // frames that the capture has no time of
	Earliest, Latest               time.Time // of the others
	Backwards                      uint64    // frames that are earlier than the one before

	LinkTypes map[pcap.LinkType]uint64
	Orders    map[codec.Order]uint64
	Families  map[uint16]uint64
	IDs       map[codec.CbID]uint64
	OtherIDs  uint64 // messages of ids beyond the first maxIDs
	Events    map[codec.EventType]uint64
	Requests  uint64 // to process events, as R18 has them; of the others nobody knows
	DropCount uint64 // frames that the capture's own drop counts say are missing

	prev time.Time
}

// maxIDs bounds the ids that are told apart: a hostile capture could hold as
// many as it has messages.
const maxIDs = 1000

// NewInfo returns an empty Info.
func NewInfo() *Info {
	return &Info{
		LinkTypes: map[pcap.LinkType]uint64{},
		Orders:    map[codec.Order]uint64{},
		Families:  map[uint16]uint64{},
		IDs:       map[codec.CbID]uint64{},
		Events:    map[codec.EventType]uint64{},
	}
}

// Add counts a frame.
func (n *Info) Add(f *Frame) {
	n.Frames++
	n.CapturedBytes += uint64(len(f.Data))
	n.WireBytes += uint64(f.Len)
	n.LinkTypes[f.Interface.LinkType]++
	n.times(f)
	n.DropCount += f.DropCount.Value
	if f.Truncated() {
		n.Truncated++
	}
	if f.Err.Err != nil {
		n.Malformed++
	}
	if f.Repairs != 0 {
		n.Repaired++
	}
	if !f.Netlink {
		return
	}
	n.Families[f.Family]++
	n.Orders[f.Order]++
	if f.IsConnector() {
		n.messages(f)
	}
}

func (n *Info) times(f *Frame) {
	if !f.HasTime() {
		n.Timeless++
		return
	}
	t, first := f.Time, n.Frames-n.Timeless == 1
	if first || t.Before(n.Earliest) {
		n.Earliest = t
	}
	if first || t.After(n.Latest) {
		n.Latest = t
	}
	if !first && t.Before(n.prev) {
		n.Backwards++
	}
	n.prev = t
}

func (n *Info) messages(f *Frame) {
	for i := range f.Messages {
		m := &f.Messages[i]
		if m.IsCopy() {
			n.Copies++
			continue
		}
		n.Messages++
		if !count(n.IDs, m.CN.ID) {
			n.OtherIDs++
		}
		switch m.Kind {
		case genealogy.KindRequest:
			n.Requests++
		case genealogy.KindAnswer, genealogy.KindEvent:
			what, _ := m.What()
			count(n.Events, what)
		}
	}
}

// count counts a key, unless it is one too many to tell apart.
func count[K comparable](m map[K]uint64, k K) bool {
	if _, known := m[k]; !known && len(m) >= maxIDs {
		return false
	}
	m[k]++
	return true
}
