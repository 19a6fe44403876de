package record

import (
	"math/rand/v2"

	"github.com/cnwire/cnwire/codec"
)

// requests makes the requests of one socket, each with a seq of its own and an
// ack by which its answer is known (R20, R22).
type requests struct {
	port uint32
	seq  uint32
}

// make returns a datagram and the ack of its answer. A mask of 0 makes the short
// form (R11).
func (r *requests) make(op codec.McastOp, mask codec.EventType) (datagram []byte, answer uint32) {
	o := codec.Order(codec.NativeOrder)
	var data []byte
	if mask == 0 {
		data = op.Append(o, nil)
	} else {
		in := codec.ProcInput{Op: op, EventType: mask}
		data = in.Append(o, nil)
	}
	r.seq++
	ack := rand.Uint32()>>1 + 1 // the answer's is never 0, which every event has
	cn := codec.CnMsg{ID: codec.CbID{Idx: codec.CnIdxProc, Val: codec.CnValProc}, Seq: r.seq, Ack: ack, Data: data}
	cn.FixLengths()
	m := codec.Message{Header: codec.NlMsghdr{Type: codec.NlMsgDone, Seq: r.seq, PID: r.port}, Data: cn.Append(o, nil)}
	m.FixLengths()
	return m.Append(o, nil), ack + 1
}
