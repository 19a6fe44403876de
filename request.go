package cnwire

import "github.com/cnwire/cnwire/codec"

// NativeOrder is the byte order of the machine that this program was built for,
// in which its own kernel wants requests.
const NativeOrder = codec.NativeOrder

// ListenRequest returns the datagram that asks the kernel for process events, in
// the order of the machine it is sent on. A mask asks for some of them only:
// kernels before 6.6 ignore such a request without a word (SPEC.md R11), and
// none that has no known bit asks for all. A mask of 0 makes the short request,
// which every kernel takes.
//
// From 6.6 on anyone may send it; before, only with CAP_NET_ADMIN. Send
// IgnoreRequest once for each before the socket is closed: the kernel counts.
func ListenRequest(o codec.Order, mask codec.EventType) []byte {
	if mask == 0 {
		return request(o, codec.McastListen.Append(o, nil))
	}
	in := codec.ProcInput{Op: codec.McastListen, EventType: mask}
	return request(o, in.Append(o, nil))
}

// IgnoreRequest returns the datagram that ends what ListenRequest began.
func IgnoreRequest(o codec.Order) []byte { return request(o, codec.McastIgnore.Append(o, nil)) }

// request puts both headers before data. Of nlmsghdr the kernel looks at the
// length alone (R6).
func request(o codec.Order, data []byte) []byte {
	cn := codec.CnMsg{ID: codec.CbID{Idx: codec.CnIdxProc, Val: codec.CnValProc}, Data: data}
	cn.FixLengths()
	m := codec.Message{Header: codec.NlMsghdr{Type: codec.NlMsgDone}, Data: cn.Append(o, nil)}
	m.FixLengths()
	return m.Append(o, nil)
}
