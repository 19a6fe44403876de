package analysis

import (
	"github.com/cnwire/cnwire/codec"
)

// eventPlace is where a field stands in a datagram that is one whole process event and nothing else:
// with the same arm, all have the same structs at the same places. Nobody need look for them among
// the spans of a frame.
type eventPlace struct {
	place
	at int // from where the datagram starts
}

// The arms that such an event may have, and what stands before them.
const (
	firstArm   = codec.StructAck
	manyArms   = int(codec.StructMcastOp - firstArm)
	behindNl   = codec.NlMsghdrSize
	behindCn   = behindNl + codec.CnMsgSize
	behindHead = behindCn + codec.ProcEventHeadSize
)

// indexEvents notes where the field stands in the events of each arm, in the order of their bytes. A
// field that the cooked header has too is not among those, for that stands before the datagram.
func (fd *Field) indexEvents() {
	var events [manyArms][]eventPlace
	found := false
	for _, p := range fd.places {
		at, every := 0, true
		switch {
		case p.in == codec.StructCooked || p.in == codec.StructCooked2:
			return
		case p.in == codec.StructNlMsghdr:
		case p.in == codec.StructCnMsg:
			at = behindNl
		case p.in == codec.StructProcEvent:
			at = behindCn
		case p.in.IsProcArm():
			at, every = behindHead, false
		default:
			continue // in no such event
		}
		for arm := range events {
			if every || firstArm+codec.Struct(arm) == p.in {
				events[arm] = append(events[arm], eventPlace{p, at + p.off})
				found = true
			}
		}
	}
	if found {
		fd.events = events[:]
	}
}

// inEvent returns where the field stands in a frame that is one whole process event, false for another
// frame, or a field of which that is not known. Those behind the frame's end, of an arm that is as short
// as old kernels sent it, are not there.
func (fd *Field) inEvent(f *Frame) ([]eventPlace, bool) {
	if !f.whole || fd.events == nil {
		return nil, false
	}
	return fd.events[f.Messages[0].Spans[2].Struct-firstArm], true
}

// bytes returns the bytes of the place, nil where the frame ends before.
func (p *eventPlace) bytes(f *Frame) []byte {
	from := f.Base + p.at
	if from+p.size > len(f.Data) {
		return nil
	}
	return f.Data[from : from+p.size]
}

// AppendValues appends the values that the field has in a frame, each as Value.Append does, and between
// between them. It reports false, and appends nothing, where it takes Values to know them.
func (fd *Field) AppendValues(f *Frame, dst []byte, between string) ([]byte, bool) {
	if fd.text != nil {
		return fd.text(f, dst), true
	}
	if !fd.Kind.isNumber() {
		return dst, false
	}
	places, ok := fd.inEvent(f)
	for i := range places {
		p := &places[i]
		b := p.bytes(f)
		if b == nil {
			break
		}
		if i > 0 {
			dst = append(dst, between...)
		}
		dst = fd.Kind.appendNumber(dst, fd.number(f.Order, b, &p.place))
	}
	return dst, ok
}
