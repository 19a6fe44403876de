package model

import "github.com/cnwire/cnwire/spec"

// Drop is why a datagram that reached the kernel had no effect. The sender is
// told of none of them: sendto returns the length, and there is no answer.
type Drop uint8

const (
	DropNone Drop = iota

	// The receive path, in the order of its checks (R35).
	DropShort   // fewer bytes than a nlmsghdr
	DropLow     // nlmsg_len below the least
	DropOverrun // nlmsg_len beyond the datagram
	DropHigh    // nlmsg_len above the largest
	DropLen     // cn_msg.len beyond nlmsg_len
	DropID      // no callback has this id

	// What a callback ignores.
	DropNamespace // the sender is not in the initial user and pid namespace (R42)
	DropPayload   // a length, or a count, that is no request's (R42, R47), or no answer's
	DropPrivilege // the sender has not CAP_SYS_ADMIN, which 4:1 and 7:1 ask for (2.6.32)
	DropUnasked   // an answer to nothing that is open, under 4:1 and 7:1
)

// String returns a few words.
func (d Drop) String() string {
	return [...]string{
		"none", "shorter than nlmsghdr", "nlmsg_len too low", "nlmsg_len beyond the datagram", "nlmsg_len too high",
		"cn_msg.len beyond nlmsg_len", "id not registered", "sender's namespace", "no request's length",
		"sender without CAP_SYS_ADMIN", "answer to nothing",
	}[d]
}

// receive is drivers/connector/connector.c:cn_rx_skb and what it calls. Only the
// first nlmsghdr of a datagram is looked at, and only the first cn_msg in it
// (R36): neither is a loop. Of nlmsghdr it is the length alone.
func (k *Kernel) receive(s *Socket, b []byte, out *Outcome) {
	nlh, cn := k.reader("nlmsghdr", b, 0), k.reader("cn_msg", b, 16)
	if len(b) < 16 {
		out.Drop = DropShort
		return
	}
	length := nlh.u32("nlmsg_len")
	switch {
	case length < k.MinLen:
		out.Drop = DropLow
		return
	case uint64(length) > uint64(len(b)):
		out.Drop = DropOverrun
		return
	case length > k.MaxLen:
		out.Drop = DropHigh
		return
	}
	m := Message{
		ID:    ID{cn.u32("id.idx"), cn.u32("id.val")},
		Seq:   cn.u32("seq"),
		Ack:   cn.u32("ack"),
		Len:   uint16(cn.u32("len")),
		Flags: uint16(cn.u32("flags")),
	}
	if k.CheckLen && length < 36+uint32(m.Len) {
		out.Drop = DropLen
		return
	}
	u := k.user(m.ID)
	if u == nil {
		out.Drop = DropID
		return
	}
	out.User = u.id
	m.Data = make([]byte, m.Len)
	if len(b) > 36 {
		copy(m.Data, b[36:])
	}
	out.Overread = max(0, 36+int(m.Len)-len(b))
	if k.Credential {
		m.Sender = s
	}
	u.callback(&m)
	out.Drop = m.ignored
}

// reader reads the fields of the struct at a place. What is not there is 0.
type reader struct {
	k *Kernel
	s *spec.Struct
	b []byte
}

func (k *Kernel) reader(name string, b []byte, at int) reader {
	s, _ := k.table.Struct(name)
	return reader{k, s, b[min(at, len(b)):]}
}

// u32 returns a field of two or four bytes.
func (r reader) u32(field string) uint32 {
	f, _ := r.s.Field(field)
	var v [4]byte
	copy(v[:f.Size], r.b[min(f.Offset, len(r.b)):])
	if f.Size == 2 {
		return uint32(r.k.Order.Uint16(v[:]))
	}
	return r.k.Order.Uint32(v[:])
}
