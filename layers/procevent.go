package layers

import (
	"github.com/cnwire/cnwire/codec"
	"github.com/google/gopacket"
	base "github.com/google/gopacket/layers"
)

// ProcEvent is struct proc_event, from include/uapi/linux/cn_proc.h: something
// happened to a process. codec.ProcEvent has the picture.
type ProcEvent struct {
	base.BaseLayer
	Order       codec.Order
	OrderRule   codec.OrderRule
	What        codec.EventType
	CPU         uint32
	TimestampNs uint64 // CLOCK_MONOTONIC, in nanoseconds

	// Event is the arm of the union that What selects: *codec.Fork, *codec.Exit
	// and so on, or *codec.RawEvent for a value that codec does not know. It is
	// nil when the arm was cut or is too short. In a Set it belongs to the Set,
	// which uses it again for the next event of the kind.
	Event codec.Event

	// Rest is what stands behind the arm: zero since 3.12 and uninitialised
	// memory before (R10). Without Event it is all of the union. To build an
	// event as kernels send it, make Event and Rest 24 bytes together (R9).
	Rest []byte

	following
}

// LayerType returns LayerTypeProcEvent.
func (e *ProcEvent) LayerType() gopacket.LayerType { return LayerTypeProcEvent }

// CanDecode returns LayerTypeProcEvent.
func (e *ProcEvent) CanDecode() gopacket.LayerClass { return LayerTypeProcEvent }

// Payload returns the event's own bytes, for gopacket.ApplicationLayer. What
// follows in the frame is LayerPayload.
func (e *ProcEvent) Payload() []byte { return e.Contents }

// DecodeFromBytes reads an event from all of data, aliases it, and guesses its
// byte order from the CPU's number or, where that reads the same both ways, from
// the timestamp, which as an uptime is short of years. Fewer than 16 bytes, or
// too few for the arm, are codec.ErrShort.
func (e *ProcEvent) DecodeFromBytes(data []byte, df gopacket.DecodeFeedback) error {
	*e = ProcEvent{}
	var v codec.ProcEvent
	o, rule := guessOrder(func(o codec.Order) uint64 {
		v.Decode(o, data)
		return uint64(v.CPU)
	})
	if rule == codec.OrderAssumed {
		o, rule = guessOrder(func(o codec.Order) uint64 {
			v.Decode(o, data)
			return v.TimestampNs
		})
	}
	if _, err := v.Decode(o, data); err != nil {
		df.SetTruncated()
		return err
	}
	e.Contents = data
	ev, err := v.Event(o)
	e.fill(o, rule, &v, ev)
	if err != nil {
		df.SetTruncated()
	}
	return err
}

func (e *ProcEvent) fill(o codec.Order, rule codec.OrderRule, v *codec.ProcEvent, ev codec.Event) {
	e.Order = o
	e.OrderRule = rule
	e.What = v.What
	e.CPU = v.CPU
	e.TimestampNs = v.TimestampNs
	e.Event = ev
	e.Rest = v.Data
	if ev != nil {
		e.Rest = v.Data[ev.Len():]
	}
}

// SerializeTo writes What, CPU, TimestampNs, Event and Rest as they are stored;
// there is no length to fix.
func (e *ProcEvent) SerializeTo(b gopacket.SerializeBuffer, _ gopacket.SerializeOptions) error {
	v := codec.ProcEvent{
		What:        e.What,
		CPU:         e.CPU,
		TimestampNs: e.TimestampNs,
	}
	n := v.Len() + len(e.Rest)
	if e.Event != nil {
		n += e.Event.Len()
	}
	p, err := room(b, n)
	if err != nil {
		return err
	}
	p = v.Append(e.Order, p)
	if e.Event != nil {
		p = e.Event.Append(e.Order, p)
	}
	_ = append(p, e.Rest...)
	return nil
}
