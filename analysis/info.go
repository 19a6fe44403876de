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

	LinkTypes Tally[pcap.LinkType]
	Orders    Tally[codec.Order]
	Families  Tally[uint16]
	IDs       Tally[codec.CbID]
	OtherIDs  uint64 // messages of ids beyond the first maxIDs
	Events    Tally[codec.EventType]
	Requests  uint64 // to process events, as R18 has them; of the others nobody knows
	DropCount uint64 // frames that the capture's own drop counts say are missing

	prev time.Time
}

// maxIDs bounds the ids that are told apart: a hostile capture could hold as
// many as it has messages.
const maxIDs = 1000

// NewInfo returns an empty Info.
func NewInfo() *Info { return new(Info) }

// Add counts a frame.
func (n *Info) Add(f *Frame) {
	n.Frames++
	n.CapturedBytes += uint64(len(f.Data))
	n.WireBytes += uint64(f.Len)
	n.LinkTypes.add(f.Interface.LinkType, 1<<16)
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
	n.Families.add(f.Family, 1<<16)
	n.Orders.add(f.Order, maxIDs)
	if f.IsConnector() {
		n.messages(f)
	}
}

func (n *Info) times(f *Frame) {
	if !f.HasTime() {
		n.Timeless++
		return
	}
	t := f.Time
	switch {
	case n.Frames-n.Timeless == 1:
		n.Earliest, n.Latest = t, t
	case t.Before(n.prev):
		if n.Backwards++; t.Before(n.Earliest) {
			n.Earliest = t
		}
	case t.After(n.Latest):
		n.Latest = t
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
		if !n.IDs.add(m.CN.ID, maxIDs) {
			n.OtherIDs++
		}
		switch m.Kind {
		case genealogy.KindRequest:
			n.Requests++
		case genealogy.KindAnswer, genealogy.KindEvent:
			what, _ := m.What()
			n.Events.add(what, maxIDs)
		}
	}
}
