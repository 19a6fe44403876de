package analysis

import "github.com/cnwire/cnwire/codec"

// Direction says who sent a frame.
type Direction uint8

const (
	UnknownDirection Direction = iota
	ToKernel                   // a request of user space
	FromKernel                 // an event or an answer
)

// String returns ">kernel", "<kernel" or "?".
func (d Direction) String() string {
	switch d {
	case ToKernel:
		return ">kernel"
	case FromKernel:
		return "<kernel"
	}
	return "?"
}

// DirectionBasis says what a Direction was concluded from.
type DirectionBasis uint8

const (
	NoBasis      DirectionBasis = iota
	ByPacketType                // sll_pkttype 6 or 7
	ByPayload                   // LISTEN and IGNORE are requests, events are the kernel's
	ByPortID                    // nlmsg_pid is not 0, so user space set it
	ByComment                   // whoever captured it says who sent it, or that it is no program
	Aside                       // and that it went to another program: it is of no direction
)

// String returns the basis in words.
func (b DirectionBasis) String() string {
	switch b {
	case ByPacketType:
		return "packet type"
	case ByPayload:
		return "payload"
	case ByPortID:
		return "nlmsg_pid is not 0"
	case ByComment:
		return "comment"
	case Aside:
		return "comment, from a program to another"
	}
	return "nothing tells"
}

// Direction concludes who sent the frame's first message (SPEC.md R17). The
// packet type would say it, but nlmon's frames all carry PACKET_OUTGOING.
func (f *Frame) Direction() (Direction, DirectionBasis) {
	if !f.directed {
		f.direction, f.basis = f.concludeDirection()
		f.directed = true
	}
	return f.direction, f.basis
}

// concludeDirection looks at all messages, once, for whoever asks of each.
func (f *Frame) concludeDirection() (Direction, DirectionBasis) {
	p := f.Passage()
	if p.Aside() {
		return UnknownDirection, Aside
	}
	switch f.PacketType {
	case codec.PacketToKernel:
		return ToKernel, ByPacketType
	case codec.PacketToUser:
		return FromKernel, ByPacketType
	}
	port := len(f.NlMsgs) > 0 && f.NlMsgs[0].PID != 0
	user := port || p.Sender() != 0
	for i := range f.Messages {
		switch in := f.Messages[i].Holds(); {
		case in.IsProcRequest():
			return ToKernel, ByPayload
		case in.IsProcEvent() && !user:
			return FromKernel, ByPayload
		}
	}
	switch {
	case port:
		return ToKernel, ByPortID
	case user:
		return ToKernel, ByComment
	case p.FromKernel():
		return FromKernel, ByComment
	}
	return UnknownDirection, NoBasis
}
