package main

import (
	"fmt"

	"github.com/cnwire/cnwire/codec"
)

// decoder is the way through package codec that allocates nothing: it keeps
// the values it decodes into, and every length on the way is checked. A datagram
// that is one whole event is decoded directly, any other step by step.
type decoder struct {
	steps
	whole  codec.Whole
	direct bool // the last one was whole
}

// steps is decoder without the direct way.
type steps struct {
	datagram codec.Datagram
	event    codec.ProcEvent
	arms
}

type arms struct {
	ack      codec.Ack
	fork     codec.Fork
	exec     codec.Exec
	uid      codec.UID
	gid      codec.GID
	sid      codec.SID
	ptrace   codec.Ptrace
	comm     codec.Comm
	coredump codec.Coredump
	exit     codec.Exit
	raw      codec.RawEvent
}

// decode leaves the last event of the datagram, and its arm, in d.
func (d *decoder) decode(o codec.Order, b []byte) error {
	if o == codec.OrderUnknown {
		o = codec.Detect(b, len(b)).Order
	}
	if d.direct = d.whole.Decode(o, b); d.direct {
		return d.arms.decode(o, &d.whole.Event)
	}
	return d.steps.decode(o, b)
}

// last is what decode has left.
func (d *decoder) last() (*codec.NlMsghdr, *codec.ProcEvent) {
	if d.direct {
		return &d.whole.Header, &d.whole.Event
	}
	return &d.datagram.Messages[len(d.datagram.Messages)-1].Header, &d.event
}

// decode reads all messages of the datagram and all cn_msgs of each.
func (d *steps) decode(o codec.Order, b []byte) error {
	d.datagram.Decode(o, b)
	if d.datagram.Err != nil {
		return d.datagram.Err
	}
	o = d.datagram.Order
	for i := range d.datagram.Messages {
		for cn, err := range codec.CnMsgs(o, d.datagram.Messages[i].Data) {
			if err != nil {
				return err
			}
			if !cn.ID.IsProc() {
				continue
			}
			if _, err := d.event.Decode(o, cn.Data); err != nil {
				return err
			}
			if err := d.arms.decode(o, &d.event); err != nil {
				return err
			}
		}
	}
	return nil
}

// decode decodes the arm that what names into the value kept for it.
func (d *arms) decode(o codec.Order, e *codec.ProcEvent) (err error) {
	b := e.Data
	switch e.What {
	case codec.EventNone:
		_, err = d.ack.Decode(o, b)
	case codec.EventFork:
		_, err = d.fork.Decode(o, b)
	case codec.EventExec:
		_, err = d.exec.Decode(o, b)
	case codec.EventUID:
		_, err = d.uid.Decode(o, b)
	case codec.EventGID:
		_, err = d.gid.Decode(o, b)
	case codec.EventSID:
		_, err = d.sid.Decode(o, b)
	case codec.EventPtrace:
		_, err = d.ptrace.Decode(o, b)
	case codec.EventComm:
		_, err = d.comm.Decode(o, b)
	case codec.EventCoredump:
		_, err = d.coredump.Decode(o, b)
	case codec.EventExit:
		_, err = d.exit.Decode(o, b)
	default:
		d.raw.Type = e.What
		_, err = d.raw.Decode(o, b)
	}
	return err
}

// prepareCodec is the baseline: the byte order is known, as it is to the peers.
func prepareCodec(e event) loop { return decodeLoop(e, codec.LittleEndian, e.little) }

// prepareCodecBig decodes what a big-endian kernel sent.
func prepareCodecBig(e event) loop { return decodeLoop(e, codec.BigEndian, e.big) }

// prepareCodecDetect finds the byte order out from the bytes.
func prepareCodecDetect(e event) loop { return decodeLoop(e, codec.OrderUnknown, e.little) }

// prepareCodecSteps does without the direct way, as datagrams of several messages do.
func prepareCodecSteps(e event) loop {
	d, b := new(steps), e.little
	return func(n int) {
		for range n {
			if err := d.decode(codec.LittleEndian, b); err != nil {
				panic(err)
			}
		}
	}
}

func decodeLoop(e event, o codec.Order, b []byte) loop {
	d := new(decoder)
	d.decode(o, b)
	if _, last := d.last(); last.What != e.what || !d.direct {
		panic(fmt.Sprintf("%s decodes as %v", e.name, last.What))
	}
	return func(n int) {
		for range n {
			if err := d.decode(o, b); err != nil {
				panic(err)
			}
		}
	}
}

// prepareCodecAlloc returns a new value for each event from ProcEvent.Event,
// as the peers' parsers do.
func prepareCodecAlloc(e event) loop {
	var d codec.Datagram
	return func(n int) {
		for range n {
			if allocEvent(&d, e.little) == nil {
				panic(e.name + ": no event")
			}
		}
	}
}

func allocEvent(d *codec.Datagram, b []byte) codec.Event {
	d.Decode(codec.LittleEndian, b)
	for i := range d.Messages {
		for cn, err := range codec.CnMsgs(d.Order, d.Messages[i].Data) {
			if err != nil || !cn.ID.IsProc() {
				continue
			}
			var pe codec.ProcEvent
			if _, err := pe.Decode(d.Order, cn.Data); err != nil {
				return nil
			}
			ev, err := pe.Event(d.Order)
			if err != nil {
				return nil
			}
			return ev
		}
	}
	return nil
}
