package request

import "github.com/cnwire/cnwire/codec"

// Asked is what the kernel makes of a datagram that it is sent, of which it looks at
// the first cn_msg alone (R8).
type Asked struct {
	PID uint32 // nlmsg_pid
	ID  codec.CbID
	Seq uint32
	Ack uint32
	Len int // of the data
	Op  codec.McastOp

	// Whole says that the lengths hold, so that kernels take it (R4, R7); what they
	// drop is silent. Proc says that it is a request to process events: id 1:1, with 4
	// or 8 bytes of data (R42).
	Whole bool
	Proc  bool
}

// maxMessage is the largest nlmsg_len that kernels take,
// drivers/connector/connector.c:cn_rx_skb (3.12).
const maxMessage = codec.NlMsghdrSize + 16384

// Ask looks at a datagram in this machine's byte order. What it has no room for is 0.
// Kernels before 3.19 do not hold cn_msg.len against nlmsg_len, so Op is read wherever
// the bytes are there.
func Ask(datagram []byte) (a Asked) {
	const o = codec.NativeOrder
	var h codec.NlMsghdr
	n, err := h.Decode(o, datagram)
	if err != nil {
		return a
	}
	var cn codec.CnMsg
	head, err := cn.DecodeHead(o, datagram[n:])
	if err != nil {
		return a
	}
	a.PID, a.ID, a.Seq, a.Ack, a.Len = h.PID, cn.ID, cn.Seq, cn.Ack, int(cn.Length)
	size := uint64(n + head + a.Len)
	a.Whole = size <= uint64(h.Length) && uint64(h.Length) <= uint64(len(datagram)) && h.Length <= maxMessage
	if a.ID.IsProc() && (a.Len == codec.McastOpSize || a.Len == codec.ProcInputSize) {
		_, err := a.Op.Decode(o, datagram[n+head:])
		a.Proc = err == nil
	}
	return a
}

// Counts reports whether the kernel counts a listener more for it (R43): a LISTEN.
// One with a mask does so only where kernels know masks, from 6.6 on.
func (a *Asked) Counts(masks bool) bool {
	return a.Whole && a.Proc && a.Op == codec.McastListen && (masks || a.Len == codec.McastOpSize)
}

// Doubt is why a datagram had better not be sent. Who knows better sends it all the
// same.
type Doubt struct{ Why string }

func (d *Doubt) Error() string { return d.Why }

// Doubt says it of a request that stands alone, or is nil.
func (a *Asked) Doubt() error {
	if a.Proc && a.Op == codec.McastIgnore {
		return &Doubt{"an IGNORE that no LISTEN of the same socket precedes: before Linux 6.6 the kernel takes it for another program's and silences that, and since then it changes nothing (SPEC.md R43)"}
	}
	return nil
}
