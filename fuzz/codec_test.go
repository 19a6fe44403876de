package fuzz_test

import (
	"encoding/binary"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/fuzz"
)

// orders are what every property is held in, whatever order an input is in.
var orders = []codec.Order{codec.LittleEndian, codec.BigEndian}

func byteOrder(o codec.Order) binary.ByteOrder {
	if o == codec.BigEndian {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

// decode returns codec as fuzz.Check wants a decoder, in order o or, for
// OrderUnknown, in the one that codec finds.
func decode(o codec.Order) fuzz.Decode {
	return func(b []byte) ([]fuzz.Field, error) {
		var d codec.Datagram
		d.Decode(o, b)
		r := report{order: d.Order, err: d.Err}
		at := 0
		for i := range d.Messages {
			m := &d.Messages[i]
			r.nlmsghdr(at, &m.Header)
			r.cnMsgs(at+codec.NlMsghdrSize, m.Data)
			at += m.Len()
		}
		return r.fields, r.err
	}
}

// report collects what Check wants to know.
type report struct {
	order  codec.Order
	fields []fuzz.Field
	err    error
}

func (r *report) fail(err error) {
	if r.err == nil {
		r.err = err
	}
}

// number is a field of a struct that starts at at.
func (r *report) number(at int, name, field string, offset, size int, v uint64) {
	r.fields = append(r.fields, fuzz.Field{Struct: name, Name: field, Offset: at + offset, Size: size, Value: v})
}

func (r *report) nlmsghdr(at int, h *codec.NlMsghdr) {
	r.number(at, "nlmsghdr", "nlmsg_len", 0, 4, uint64(h.Length))
	r.number(at, "nlmsghdr", "nlmsg_type", 4, 2, uint64(h.Type))
	r.number(at, "nlmsghdr", "nlmsg_flags", 6, 2, uint64(h.Flags))
	r.number(at, "nlmsghdr", "nlmsg_seq", 8, 4, uint64(h.Seq))
	r.number(at, "nlmsghdr", "nlmsg_pid", 12, 4, uint64(h.PID))
}

func (r *report) cnMsgs(at int, data []byte) {
	for cn, err := range codec.CnMsgs(r.order, data) {
		if err != nil {
			r.fail(err)
			return
		}
		r.cnMsg(at, &cn)
		r.payload(at+codec.CnMsgSize, &cn)
		at += cn.Len()
	}
}

func (r *report) cnMsg(at int, m *codec.CnMsg) {
	r.number(at, "cn_msg", "id.idx", 0, 4, uint64(m.ID.Idx))
	r.number(at, "cn_msg", "id.val", 4, 4, uint64(m.ID.Val))
	r.number(at, "cn_msg", "seq", 8, 4, uint64(m.Seq))
	r.number(at, "cn_msg", "ack", 12, 4, uint64(m.Ack))
	r.number(at, "cn_msg", "len", 16, 2, uint64(m.Length))
	r.number(at, "cn_msg", "flags", 18, 2, uint64(m.Flags))
}

// payload reports what SPEC.md's R9 finds in a cn_msg's data.
func (r *report) payload(at int, cn *codec.CnMsg) {
	var op codec.McastOp
	var in codec.ProcInput
	var e codec.ProcEvent
	switch n := len(cn.Data); {
	case !cn.ID.IsProc():
		r.other(at, cn)
	case n == codec.McastOpSize:
		op.Decode(r.order, cn.Data)
		r.number(at, "proc_cn_mcast_op", "mcast_op", 0, 4, uint64(op))
	case n == codec.ProcInputSize:
		in.Decode(r.order, cn.Data)
		r.number(at, "proc_input", "mcast_op", 0, 4, uint64(in.Op))
		r.number(at, "proc_input", "event_type", 4, 4, uint64(in.EventType))
	case n >= codec.ProcEventHeadSize:
		e.Decode(r.order, cn.Data)
		r.event(at, e.What, e.CPU, e.TimestampNs)
		ev, err := e.Event(r.order)
		if err != nil {
			r.fail(err)
			return
		}
		r.arm(at+codec.ProcEventHeadSize, ev, e.Data)
	}
}

func (r *report) event(at int, what codec.EventType, cpu uint32, ns uint64) {
	r.number(at, "proc_event", "what", 0, 4, uint64(what))
	r.number(at, "proc_event", "cpu", 4, 4, uint64(cpu))
	r.number(at, "proc_event", "timestamp_ns", 8, 8, ns)
}
