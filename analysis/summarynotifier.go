package analysis

import (
	"strconv"

	"github.com/cnwire/cnwire/codec"
)

// rangesSaid is how many ranges of a request to the notifier a line has room for.
const rangesSaid = 4

// appendNotify describes a request to the notifier (R47), in the words of its structs:
// "group 5 idx 77 range 1 val 0 range 9".
func (m *Message) appendNotify(dst []byte, s codec.Span) []byte {
	var ctl codec.CtlMsg
	ctl.Decode(s.Order, m.Bytes(s))
	dst = appendNumber(dst, "group ", ctl.Group)
	n := 0
	for _, s := range m.Spans[2:] {
		if s.Struct != codec.StructNotifyReq || s.Len < codec.NotifyReqSize {
			break
		}
		if n++; n > rangesSaid {
			continue
		}
		var r codec.NotifyReq
		r.Decode(s.Order, m.Bytes(s))
		label := ", "
		switch uint32(n) - 1 {
		case ctl.IdxNotifyNum:
			label = " val "
		case 0:
			label = " idx "
		}
		dst = appendNumber(dst, label, r.First)
		dst = appendNumber(dst, " range ", r.Range)
	}
	if n > rangesSaid {
		dst = strconv.AppendInt(append(dst, " and "...), int64(n-rangesSaid), 10)
		dst = append(dst, " more"...)
	}
	return dst
}

// appendNotice describes what the notifier says of the id of a message.
func (m *Message) appendNotice(dst []byte) []byte {
	if m.Ack == 0 {
		return append(dst, "came, says the notifier"...)
	}
	return append(dst, "went, says the notifier"...)
}
