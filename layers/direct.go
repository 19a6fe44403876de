package layers

import (
	"github.com/cnwire/cnwire/codec"
	"github.com/google/gopacket"
)

// Where the structs of a codec.Whole end.
const (
	wholeNetlink   = codec.NlMsghdrSize
	wholeConnector = wholeNetlink + codec.CnMsgSize
)

// isWhole reports whether the datagram is one whole process event, and decodes all but
// its arm. An outline of such a one would find nothing that is wrong and nothing cut.
func (f *frame) isWhole() bool {
	return f.whole.Decode(f.order, f.datagram) && f.whole.Event.ArmFits()
}

// nextWhole is nextType of such a datagram.
func (f *frame) nextWhole() gopacket.LayerType {
	switch f.next {
	case 0:
		return LayerTypeNetlink
	case 1:
		return LayerTypeConnector
	case 2:
		return LayerTypeProcEvent
	}
	return gopacket.LayerTypeZero
}

// stepWhole is step of such a datagram, in which nothing is wrong.
func (s *Set) stepWhole() {
	f := &s.frame
	switch f.next {
	case 0:
		s.Netlink.readWhole(f)
	case 1:
		s.Connector.readWhole(f)
	default:
		s.ProcEvent.readWhole(f)
	}
	s.next, s.payload = f.ahead, f.left
}

// readWhole sets every field from what was decoded with the frame.
func (n *Netlink) readWhole(f *frame) {
	f.next, f.ahead, f.left = 1, LayerTypeConnector, f.datagram[wholeNetlink:]
	n.fill(f.order, f.rule, &f.whole.Header)
	n.Contents, n.Payload = f.datagram[:wholeNetlink:wholeNetlink], f.left
	n.Pad, n.next = nil, f.ahead
}

func (c *Connector) readWhole(f *frame) {
	f.next, f.ahead, f.left = 2, LayerTypeProcEvent, f.datagram[wholeConnector:]
	c.fill(f.order, f.rule, &f.whole.Msg)
	c.Contents, c.Payload = f.datagram[wholeNetlink:wholeConnector:wholeConnector], f.left
	c.Trailer, c.next = nil, f.ahead
}

func (e *ProcEvent) readWhole(f *frame) {
	f.next, f.ahead, f.left = 3, gopacket.LayerTypeZero, nil
	v := &f.whole.Event
	e.fill(f.order, f.rule, v, f.event(v, len(v.Data)))
	e.Contents, e.BaseLayer.Payload = f.whole.Msg.Data, nil
	e.next = f.ahead
}
