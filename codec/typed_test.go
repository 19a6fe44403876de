package codec_test

import (
	"slices"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
	"pgregory.net/rapid"
)

// typed decodes a datagram into every type it has, down to the arms, and tells
// where each was found and which bytes their values make again. Bytes that do
// not decode are carried over; without an error there are none.
type typed struct {
	order codec.Order
	spans []codec.Span
	bytes []byte
	arms  map[codec.EventType]int
	err   error // the first, at whatever level
}

func decodeTyped(t rapid.TB, o codec.Order, family uint16, b []byte) *typed {
	t.Helper()
	u := &typed{order: o, arms: map[codec.EventType]int{}}
	var d codec.Datagram
	d.Decode(o, b)
	for _, m := range d.Messages {
		u.add(codec.StructNlMsghdr, m.Header.Append(o, nil))
		if family == codec.FamilyConnector {
			u.cnMsgs(t, m.Data)
		} else {
			u.add(codec.RawData, m.Data)
		}
		u.add(codec.RawPad, m.Pad)
	}
	u.add(codec.RawTail, d.Tail)
	u.fail(d.Err)
	return u
}

func (u *typed) cnMsgs(t rapid.TB, data []byte) {
	t.Helper()
	rest := data
	for cn, err := range codec.CnMsgs(u.order, data) {
		if err != nil {
			u.fail(err)
			break
		}
		head := cn
		head.Data = nil
		u.add(codec.StructCnMsg, head.Append(u.order, nil))
		u.payload(t, cn)
		rest = rest[cn.Len():]
	}
	u.add(codec.RawRest, rest)
}

func (u *typed) payload(t rapid.TB, cn codec.CnMsg) {
	t.Helper()
	var op codec.McastOp
	var in codec.ProcInput
	var e codec.ProcEvent
	switch {
	case cn.ID == codec.CbID{Idx: 0xffffffff, Val: 0xffffffff} && u.notifier(cn.Data):
	case cn.ID == codec.CbID{Idx: 4, Val: 1} && len(cn.Data) >= 60:
		var task codec.UvesafbTask
		u.fail(one(task.Decode(u.order, cn.Data)))
		u.counted(codec.StructUvesafbTask, task.Append(u.order, nil), uint32(task.BufLen), cn.Data)
	case cn.ID == codec.CbID{Idx: 7, Val: 1} && len(cn.Data) >= 160:
		var request codec.DmUlogRequest
		u.fail(one(request.Decode(u.order, cn.Data)))
		u.counted(codec.StructDmUlogRequest, request.Append(u.order, nil), request.DataSize, cn.Data)
	case cn.ID == codec.CbID{Idx: 3, Val: 1} && len(cn.Data) >= 12:
		u.w1(cn.Data)
	case cn.ID == codec.CbID{Idx: 9, Val: 1}:
		u.kvp(cn.Data)
	case cn.ID == codec.CbID{Idx: 10, Val: 1}:
		u.vss(cn.Data)
	case cn.ID == codec.CbID{Idx: 3, Val: 1}, cn.ID == codec.CbID{Idx: 4, Val: 1}, cn.ID == codec.CbID{Idx: 7, Val: 1}:
		u.add(codec.RawData, cn.Data)
	case u.past(cn.ID, cn.Data):
	case slices.Contains(othersWithPayloads(), [2]uint64{uint64(cn.ID.Idx), uint64(cn.ID.Val)}):
		t.Fatalf("codec/typed_test.go: payload has no case for id %v, of which spec/payloads.csv has structs", cn.ID)
	case cn.ID != codec.CbID{Idx: 1, Val: 1}:
		u.add(codec.RawData, cn.Data)
	case len(cn.Data) == 4:
		u.fail(one(op.Decode(u.order, cn.Data)))
		u.add(codec.StructMcastOp, op.Append(u.order, nil))
	case len(cn.Data) == 8:
		u.fail(one(in.Decode(u.order, cn.Data)))
		u.add(codec.StructProcInput, in.Append(u.order, nil))
	case len(cn.Data) < codec.ProcEventHeadSize:
		u.add(codec.RawData, cn.Data)
	default:
		u.fail(one(e.Decode(u.order, cn.Data)))
		head := e
		head.Data = nil
		u.add(codec.StructProcEvent, head.Append(u.order, nil))
		u.event(t, e)
	}
}

// counted adds a struct that counts the bytes behind it.
func (u *typed) counted(s codec.Struct, b []byte, count uint32, data []byte) {
	own := min(uint64(len(b))+uint64(count), uint64(len(data)))
	u.add(s, b)
	u.add(codec.RawData, data[len(b):own])
	u.add(codec.RawData, data[own:])
}

// w1 adds messages of the 1-wire bus, and what is in them. What of a struct is
// missing makes an error, and its bytes are carried over.
func (u *typed) w1(data []byte) {
	var plain codec.W1NetlinkMsg
	for n := 0; len(data) > 0; data = data[n:] {
		var m wire
		s := codec.StructW1NetlinkMsg
		switch m = &plain; data[0] {
		case 0, 1, 5:
			m, s = new(codec.W1SlaveMsg), codec.StructW1SlaveMsg
		case 2, 3, 4:
			m, s = new(codec.W1MasterMsg), codec.StructW1MasterMsg
		}
		if n = u.part(m, s, data); n == len(data) {
			return
		}
		plain.Decode(u.order, data)
		own := data[n:min(n+int(plain.Length), len(data))]
		n += len(own)
		switch plain.Type {
		case 4, 5:
			u.w1Cmds(own)
		case 6:
			for len(own) > 0 {
				own = own[u.part(new(codec.W1Master), codec.StructW1Master, own):]
			}
		default:
			u.add(codec.RawData, own)
		}
	}
}

func (u *typed) w1Cmds(data []byte) {
	for n := 0; len(data) > 0; data = data[n:] {
		var c codec.W1NetlinkCmd
		if n = u.part(&c, codec.StructW1NetlinkCmd, data); n == len(data) {
			return
		}
		own := data[n:min(n+int(c.Length), len(data))]
		n += len(own)
		switch c.Cmd {
		case 2, 3, 6, 7, 8:
			for len(own) > 0 {
				own = own[u.part(new(codec.W1RegNum), codec.StructW1RegNum, own):]
			}
		default:
			u.add(codec.RawData, own)
		}
	}
}

// part adds a struct of many, of which the last one may be broken, and returns how
// many bytes it has.
func (u *typed) part(m wire, s codec.Struct, data []byte) int {
	n, err := m.Decode(u.order, data)
	if err != nil {
		u.add(s, data)
		return len(data)
	}
	u.add(s, m.Append(u.order, nil))
	return n
}

// notifier decodes data if it is a request to the notifier with the ranges that
// it counts.
func (u *typed) notifier(data []byte) bool {
	var m codec.CtlMsg
	if n, err := m.Decode(u.order, data); err != nil || uint64(len(data)-n) != 8*(uint64(m.IdxNotifyNum)+uint64(m.ValNotifyNum)) {
		return false
	}
	u.add(codec.StructCtlMsg, m.Append(u.order, nil))
	for data = data[m.Len():]; len(data) > 0; {
		var r codec.NotifyReq
		n, err := r.Decode(u.order, data)
		if err != nil {
			u.fail(err)
			return true
		}
		u.add(codec.StructNotifyReq, r.Append(u.order, nil))
		data = data[n:]
	}
	return true
}

func (u *typed) event(t rapid.TB, e codec.ProcEvent) {
	t.Helper()
	ev, err := e.Event(u.order)
	if err != nil {
		u.fail(err)
		u.add(codec.RawRest, e.Data)
		return
	}
	s := codec.RawEventData
	if arm, ok := spec.Default().Arm(uint32(e.What)); ok {
		if s, ok = codec.StructByName(arm.Name); !ok {
			t.Errorf("codec/span.go: no Struct named %s", arm.Name)
		}
		u.arms[e.What]++
	}
	u.add(s, ev.Append(u.order, nil))
	u.add(codec.RawRest, e.Data[ev.Len():])
}

func (u *typed) add(s codec.Struct, b []byte) {
	if len(b) > 0 {
		u.spans = append(u.spans, codec.Span{Struct: s, Order: u.order, Off: len(u.bytes), Len: len(b)})
		u.bytes = append(u.bytes, b...)
	}
}

func (u *typed) fail(err error) {
	if u.err == nil {
		u.err = err
	}
}

func one(_ int, err error) error { return err }
