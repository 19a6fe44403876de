package codec

// CtlMsg is struct cn_ctl_msg, from include/linux/connector.h (2.6.14): a
// request to the notifier of kernels 2.6.14 to 2.6.32, id 0xffffffff:0xffffffff
// (R47). IdxNotifyNum ranges of idx follow it, then ValNotifyNum of val, each a
// NotifyReq.
//
//	 0       4       8       12      16
//	+-------+-------+-------+-------+----------
//	| idx n | val n | group |  len  | ranges
//	+-------+-------+-------+-------+----------
type CtlMsg struct {
	IdxNotifyNum uint32 // idx_notify_num
	ValNotifyNum uint32 // val_notify_num
	Group        uint32 // group that is told; 0 takes the request back
	Length       uint32 // len: bytes of the ranges, 8 for each
}

// CtlMsgSize is the size of a CtlMsg on the wire, without its ranges.
const CtlMsgSize = 16

// Decode reads the request from the start of b, not its ranges. Fewer than 16
// bytes are ErrShort.
func (m *CtlMsg) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < CtlMsgSize {
		return 0, short("cn_ctl_msg", CtlMsgSize, len(b))
	}
	m.IdxNotifyNum = o.Uint32(b[0:4])
	m.ValNotifyNum = o.Uint32(b[4:8])
	m.Group = o.Uint32(b[8:12])
	m.Length = o.Uint32(b[12:16])
	return CtlMsgSize, nil
}

// Append appends the request as it is stored: Length is not mended.
func (m *CtlMsg) Append(o Order, b []byte) []byte {
	b = o.AppendUint32(b, m.IdxNotifyNum)
	b = o.AppendUint32(b, m.ValNotifyNum)
	b = o.AppendUint32(b, m.Group)
	return o.AppendUint32(b, m.Length)
}

// Len returns 16.
func (m *CtlMsg) Len() int { return CtlMsgSize }

// NotifyReq is struct cn_notify_req, from include/linux/connector.h (2.6.14): a
// range of numbers that the notifier watches.
//
//	 0       4       8
//	+-------+-------+
//	| first | range |
//	+-------+-------+
type NotifyReq struct {
	First uint32
	Range uint32 // how many numbers, the first included
}

// NotifyReqSize is the size of a NotifyReq on the wire.
const NotifyReqSize = 8

// Decode reads the range from the start of b. Fewer than 8 bytes are ErrShort.
func (r *NotifyReq) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < NotifyReqSize {
		return 0, short("cn_notify_req", NotifyReqSize, len(b))
	}
	r.First = o.Uint32(b[0:4])
	r.Range = o.Uint32(b[4:8])
	return NotifyReqSize, nil
}

// Append appends the range.
func (r *NotifyReq) Append(o Order, b []byte) []byte {
	b = o.AppendUint32(b, r.First)
	return o.AppendUint32(b, r.Range)
}

// Len returns 8.
func (r *NotifyReq) Len() int { return NotifyReqSize }
