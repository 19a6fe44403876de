package fuzz

import (
	"encoding/binary"
	"fmt"
	"strings"

	"github.com/cnwire/cnwire/spec"
)

// Kind returns what tells datagrams apart for whoever wants one of each: the
// byte order and, for up to three messages, the id, what, cn_msg.len, by how
// much nlmsg_len differs from it, and whether cn_msg.flags is not 0. Datagrams
// in which something is wrong are each of a kind of their own.
func Kind(b []byte) string {
	o := possibleOrders(b)[0]
	claims, fault := spec.Default().Walk(o, connector, b, len(b))
	var kind strings.Builder
	fmt.Fprintf(&kind, "%v", o)
	if fault != nil {
		fmt.Fprintf(&kind, " %v", fault)
	}
	messages, length := 0, uint64(0)
	for _, c := range claims {
		switch c.Struct + "." + c.Field {
		case "nlmsghdr.nlmsg_len":
			if messages++; messages > 3 {
				return kind.String() + " …"
			}
			length = c.Value
			kind.WriteString("; message")
		case "cn_msg.id.idx", "cn_msg.id.val":
			fmt.Fprintf(&kind, " %s %#x", c.Field, c.Value)
		case "cn_msg.len":
			fmt.Fprintf(&kind, " len %d in %d", c.Value, int64(length)-int64(c.Value))
		case "cn_msg.flags":
			fmt.Fprintf(&kind, " flags %t", c.Value != 0)
		case "proc_event.what":
			fmt.Fprintf(&kind, " what %#x", c.Value)
		}
	}
	return kind.String()
}

// swappedAll returns the cases in the other byte order.
func swappedAll(cases []Case) (list []Case) {
	for _, c := range cases {
		list = append(list, Case{c.Name + ", in the other order", Swap(possibleOrders(c.Bytes)[0], c.Bytes)})
	}
	return list
}

// Swap returns a datagram with every number that the table finds in it, read in
// order o, in the other order: what a machine of the other order would have
// sent. Bytes that no field claims stay.
func Swap(o binary.ByteOrder, b []byte) []byte {
	out := append([]byte(nil), b...)
	claims, _ := spec.Default().Walk(o, connector, b, len(b))
	for _, c := range claims {
		if c.Struct == "" || c.Bytes != nil {
			continue
		}
		for i := range c.Size {
			out[c.Offset+i] = b[c.Offset+c.Size-1-i]
		}
	}
	return out
}
