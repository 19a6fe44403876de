package analysis

import (
	"sync"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/spec/genealogy"
)

// direct takes a frame apart that holds one whole process event and nothing else, as nearly
// all do, in half the time of the way that is for all: outline, netlink messages, connector
// messages. It reports false, and has done nothing, for any other. FuzzDirect holds the two
// ways against each other.
func (fs *Frames) direct(f *Frame) bool {
	b := f.Data[f.Base:]
	if f.Family != codec.FamilyConnector || fs.Layout != codec.ProcLayoutNs || len(f.Comments) > 0 || int64(f.Len) != int64(len(f.Data)) || len(b) >= 1<<16 {
		return false
	}
	var w codec.Whole
	switch {
	case fs.Order != codec.OrderUnknown:
		if !w.Decode(fs.Order, b) {
			return false
		}
		f.Order, f.OrderRule = fs.Order, codec.OrderGiven
	case w.Decode(codec.LittleEndian, b): // a length that is right in one order is impossible in the other (R3)
		f.Order, f.OrderRule = codec.LittleEndian, codec.OrderDetected
	case w.Decode(codec.BigEndian, b):
		f.Order, f.OrderRule = codec.BigEndian, codec.OrderDetected
	default:
		return false
	}
	before := len(f.Spans)
	spans, ok := w.AppendSpans(f.Spans, f.Base, f.Order)
	if !ok {
		f.Order = codec.OrderUnknown
		return false
	}
	f.Spans, f.Confidence, f.directed, f.whole = spans, codec.Certain, false, true
	n := next(&f.NlMsgs)
	n.NlMsghdr, n.Whole, n.Spans, n.CnMsgs = w.Header, true, spans[before+1:], 1
	n.Header.Struct, n.Header.Order, n.Header.Off, n.Header.Len = codec.StructNlMsghdr, f.Order, f.Base, codec.NlMsghdrSize // not the span: it was just written
	m := next(&f.Messages)
	m.Spans, m.frame = n.Spans, f
	m.event(&w)
	return true
}

// event is what a whole process event is, to its reader and to the genealogy.
func (m *Message) event(w *codec.Whole) {
	f := m.frame
	m.Frame = f.Number
	m.Time = genealogy.NoTime
	if at, ok := f.Nanos(); ok {
		m.Time = at
	}
	m.CN = w.Msg
	m.CN.Data = nil
	m.Idx, m.Val, m.Seq, m.Ack = w.Msg.ID.Idx, w.Msg.ID.Val, w.Msg.Seq, w.Msg.Ack
	m.Port, m.Envelope = w.Header.PID, uint32(w.Header.Type)<<16|uint32(w.Header.Flags)
	m.User, m.what, m.whatIs = procUser(), w.Event.What, true
	if m.Port != 0 {
		return // of no kind: what user space sends is no event of the kernel's, whatever it looks like (R17)
	}
	if m.Kind = genealogy.KindEvent; m.what == codec.EventNone {
		m.Kind = genealogy.KindAnswer
	}
	m.Header.Kind = m.Kind
	m.CPU, m.Stamp, m.Timed = w.Event.CPU, w.Event.TimestampNs, true
}

// procUser is the row of the id of process events.
var procUser = sync.OnceValue(func() *spec.User { return userOf(codec.CbID{Idx: codec.CnIdxProc, Val: codec.CnValProc}) })
