package fuzz_test

import (
	"cmp"

	"github.com/cnwire/cnwire/codec"
)

// unsent has the types of structs of users of which no kernel of the corpus sends any, by
// the names of the table.
var unsent = map[string]interface {
	Decode(o codec.Order, b []byte) (int, error)
}{
	"hv_ku_msg": new(codec.HvKuMsg), "hv_kvp_msg": new(codec.HvKvpMsg), "hv_kvp_msg_error": new(codec.HvKvpError),
	"hv_kvp_msg_value": new(codec.HvKvpValue), "hv_kvp_msg_enumerate": new(codec.HvKvpEnumerate), "hv_kvp_msg_delete": new(codec.HvKvpDelete),
	"hv_kvp_msg_register": new(codec.HvKvpRegister), "hv_kvp_msg_ip": new(codec.HvKvpIP),
	"cifs_upcall": new(codec.CifsUpcall), "pohmelfs_ctl": new(codec.PohmelfsCtl), "pohmelfs_cn_ack": new(codec.PohmelfsAck),
	"dst_ctl": new(codec.DstCtl), "dst_ctl_ack": new(codec.DstCtlAck), "drbd_nl_cfg": new(codec.DrbdNlCfg),
	"hv_vss_msg": new(codec.HvVssMsg), "hv_vss_msg_error": new(codec.HvVssError), "hv_vss_registered": new(codec.HvVssRegistered),
}

// hyperV reports what a message of the ids 9:1 or 10:1 holds, by its own rules: those
// of spec/users.md.
func (r *report) hyperV(at int, cn *codec.CnMsg) {
	b := cn.Data
	status := uint32(1)
	if len(b) >= 4 {
		status = r.order.Uint32(b)
	}
	failed := status == 0 || status >= 1<<31
	switch n := len(b); {
	case cn.ID.Idx == 10 && n == 4:
		r.user(at, "hv_vss_registered", b)
	case cn.ID.Idx == 10 && n < 12, cn.ID.Idx == 9 && n < 2580 && n != 2564:
	case cn.ID.Idx == 10 && failed && (b[0] != 128 && b[0] != 129 || b[3] != 0):
		r.user(at, "hv_vss_msg_error", b)
	case cn.ID.Idx == 10:
		r.user(at, "hv_vss_msg", b)
	case n == 2564:
		r.user(at, "hv_ku_msg", b)
	case n >= 7432 && failed:
		r.user(at, "hv_kvp_msg_error", b)
	case b[0] == 100, b[0] == 4 && n == 2580:
		r.user(at, "hv_kvp_msg_register", b)
	case b[0] == 4 && n >= 7432, b[0] == 5 && n >= 7432:
		r.user(at, "hv_kvp_msg_ip", b)
	default:
		name := map[byte]string{0: "hv_kvp_msg_value", 1: "hv_kvp_msg_value", 2: "hv_kvp_msg_delete", 3: "hv_kvp_msg_enumerate"}[b[0]]
		r.user(at, cmp.Or(name, "hv_kvp_msg"), b)
	}
}

// past reports what a message holds of a user that kernels had once, and whether it is
// one of theirs: by the rules of spec/users.md.
func (r *report) past(at int, cn *codec.CnMsg) bool {
	n := len(cn.Data)
	switch id := cn.ID; {
	case id == codec.CbID{Idx: 2, Val: 1} && n >= 8:
		r.user(at, "cifs_upcall", cn.Data)
	case id == codec.CbID{Idx: 5} && n == 20+128:
		r.user(at, "pohmelfs_ctl", cn.Data)
	case id == codec.CbID{Idx: 5} && n == 20+148:
		r.user(at, "pohmelfs_cn_ack", cn.Data)
	case id == codec.CbID{Idx: 6, Val: 1} && n == 16:
		r.user(at, "dst_ctl_ack", cn.Data)
	case id == codec.CbID{Idx: 6, Val: 1} && n >= 60:
		r.user(at, "dst_ctl", cn.Data)
	case id == codec.CbID{Idx: 8, Val: 1} && n >= 12:
		r.user(at, "drbd_nl_cfg", cn.Data)
	}
	switch cn.ID {
	case codec.CbID{Idx: 2, Val: 1}, codec.CbID{Idx: 5}, codec.CbID{Idx: 6, Val: 1}, codec.CbID{Idx: 8, Val: 1}:
		return true
	}
	return false
}
