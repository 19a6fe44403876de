package codec

import "strconv"

// McastOp is enum proc_cn_mcast_op, from include/uapi/linux/cn_proc.h: what a
// request of four bytes asks of process events.
type McastOp uint32

const (
	McastListen McastOp = 1 // PROC_CN_MCAST_LISTEN
	McastIgnore McastOp = 2 // PROC_CN_MCAST_IGNORE
)

// String returns LISTEN, IGNORE, or McastOp(99) for a value without a name.
func (op McastOp) String() string {
	switch op {
	case McastListen:
		return "LISTEN"
	case McastIgnore:
		return "IGNORE"
	}
	return "McastOp(" + strconv.FormatUint(uint64(op), 10) + ")"
}

// McastOpSize is the size of a McastOp on the wire.
const McastOpSize = 4

// Decode reads the operation from the start of b. Fewer than 4 bytes are
// ErrShort.
func (op *McastOp) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < McastOpSize {
		return 0, short("proc_cn_mcast_op", McastOpSize, len(b))
	}
	*op = McastOp(o.Uint32(b[0:4]))
	return McastOpSize, nil
}

// Append appends the operation.
func (op McastOp) Append(o Order, b []byte) []byte { return o.AppendUint32(b, uint32(op)) }

// Len returns 4.
func (op McastOp) Len() int { return McastOpSize }

// ProcInput is struct proc_input, from include/uapi/linux/cn_proc.h (6.6): a
// request with a filter. Kernels before 6.6 ignore a request of this length
// without a word (R11).
//
//	 0       4       8
//	+-------+-------+
//	|  op   | types |
//	+-------+-------+
type ProcInput struct {
	Op        McastOp
	EventType EventType // event_type: a mask; 0 and PROC_EVENT_ALL let all through
}

// ProcInputSize is the size of a ProcInput on the wire.
const ProcInputSize = 8

// Decode reads the request from the start of b. Fewer than 8 bytes are
// ErrShort.
func (p *ProcInput) Decode(o Order, b []byte) (n int, err error) {
	if len(b) < ProcInputSize {
		return 0, short("proc_input", ProcInputSize, len(b))
	}
	p.Op = McastOp(o.Uint32(b[0:4]))
	p.EventType = EventType(o.Uint32(b[4:8]))
	return ProcInputSize, nil
}

// Append appends the request.
func (p *ProcInput) Append(o Order, b []byte) []byte {
	b = o.AppendUint32(b, uint32(p.Op))
	return o.AppendUint32(b, uint32(p.EventType))
}

// Len returns 8.
func (p *ProcInput) Len() int { return ProcInputSize }
