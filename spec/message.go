package spec

import (
	"encoding/binary"
	"fmt"
	"maps"
	"slices"
)

// Nlmsg returns a netlink message: nlmsghdr with the numbers of set, and after
// it the body. A nlmsg_len that is not set is the true length. Nothing is
// padded; see [Align].
func (t *Table) Nlmsg(o binary.ByteOrder, set map[string]uint64, body ...[]byte) ([]byte, error) {
	return t.measured(o, "nlmsghdr", "nlmsg_len", 16, set, body)
}

// CnMsg returns a connector message: cn_msg with the numbers of set, and after
// it the data. A len that is not set is the true one.
func (t *Table) CnMsg(o binary.ByteOrder, set map[string]uint64, data ...[]byte) ([]byte, error) {
	return t.measured(o, "cn_msg", "len", 0, set, data)
}

// Event returns a proc_event: the head with the numbers of set, and in its
// union the arm that its what selects, with the numbers of arm.
func (t *Table) Event(o binary.ByteOrder, set, arm map[string]uint64) ([]byte, error) {
	ev, err := t.New(o, "proc_event", set)
	if err != nil {
		return nil, err
	}
	s, ok := t.Arm(uint32(set["what"]))
	if !ok {
		return nil, fmt.Errorf("spec: no arm for what %#x", set["what"])
	}
	in, err := t.New(o, s.Name, arm)
	if err != nil {
		return nil, err
	}
	if err := t.PutBytes(ev, "proc_event", "event_data", in); err != nil {
		return nil, err
	}
	return ev, nil
}

// Message returns a whole datagram as the connector sends it, with one
// connector message: nlmsg_type NLMSG_DONE and nlmsg_seq a copy of seq unless
// nl says otherwise, true lengths unless nl or cn say otherwise, and zeros up
// to a multiple of 4 bytes. Neither map is changed.
func (t *Table) Message(o binary.ByteOrder, nl, cn map[string]uint64, data ...[]byte) ([]byte, error) {
	msg, err := t.CnMsg(o, cn, data...)
	if err != nil {
		return nil, err
	}
	done, _ := t.Number("nlmsg_type", "NLMSG_DONE")
	set := map[string]uint64{"nlmsg_type": done, "nlmsg_seq": cn["seq"]}
	maps.Copy(set, nl)
	b, err := t.Nlmsg(o, set, msg)
	return Align(b), err
}

// Align appends zeros up to the next multiple of 4 bytes.
//
//	#define NLMSG_ALIGN(len) ( ((len)+NLMSG_ALIGNTO-1) & ~(NLMSG_ALIGNTO-1) )
func Align(b []byte) []byte {
	return append(b, make([]byte, -len(b)&3)...)
}

// measured returns a header and its body. Unless set, the header's length field
// gets the length of the body plus own, what the field counts of the header.
func (t *Table) measured(o binary.ByteOrder, name, length string, own int, set map[string]uint64, body [][]byte) ([]byte, error) {
	h, err := t.New(o, name, set)
	if err != nil {
		return nil, err
	}
	b := slices.Concat(append([][]byte{h}, body...)...)
	if _, given := set[length]; given {
		return b, nil
	}
	if err := t.Put(o, b, name, length, uint64(len(b)-len(h)+own)); err != nil {
		return nil, err
	}
	return b, nil
}
