package codec_test

import "github.com/cnwire/cnwire/codec"

// pastTypes are those of users that kernels had once, or that only a header has.
var pastTypes = []wireType{
	{"cifs_upcall", codec.CifsUpcallSize, 8, new(codec.CifsUpcall), map[string]string{"signature": "Signature", "command": "Command"}},
	{"pohmelfs_ctl", codec.PohmelfsCtlSize, 20, new(codec.PohmelfsCtl), map[string]string{
		"idx": "Idx", "type": "Type", "proto": "Proto", "addrlen": "Addr", "perm": "Perm", "prio": "Prio", "sa_family": "Family",
	}},
	{"pohmelfs_cn_ack", codec.PohmelfsAckSize, 20, new(codec.PohmelfsAck), map[string]string{"error": "Errno", "msg_num": "MsgNum", "unused": "Unused"}},
	{"dst_ctl", codec.DstCtlSize, 52, new(codec.DstCtl), map[string]string{
		"name": "Name", "flags": "Flags", "cmd": "Cmd", "max_pages": "MaxPages",
		"trans_scan_timeout": "TransScanTimeout", "trans_max_retries": "TransMaxRetries",
	}},
	{"dst_ctl_ack", codec.DstCtlAckSize, 16, new(codec.DstCtlAck), map[string]string{"error": "Errno", "unused": "Unused"}},
	{"drbd_nl_cfg", codec.DrbdNlCfgSize, 12, new(codec.DrbdNlCfg), map[string]string{
		"packet_type": "PacketType", "minor": "Minor", "flags_or_ret_code": "Code",
	}},
}

// past decodes a message of one of them, by the lengths that spec/users.md has.
func (u *typed) past(id codec.CbID, b []byte) bool {
	n := len(b)
	switch [2]uint32{id.Idx, id.Val} {
	case [2]uint32{2, 1}:
		if n >= 8 {
			u.starts(codec.StructCifsUpcall, new(codec.CifsUpcall), b)
			return true
		}
	case [2]uint32{5, 0}:
		if n == 148 {
			u.starts(codec.StructPohmelfsCtl, new(codec.PohmelfsCtl), b)
			return true
		}
		if n == 168 {
			u.starts(codec.StructPohmelfsAck, new(codec.PohmelfsAck), b)
			return true
		}
	case [2]uint32{6, 1}:
		if n == 16 {
			u.starts(codec.StructDstCtlAck, new(codec.DstCtlAck), b)
			return true
		}
		if n >= 60 {
			u.starts(codec.StructDstCtl, new(codec.DstCtl), b)
			return true
		}
	case [2]uint32{8, 1}:
		if n >= 12 {
			u.starts(codec.StructDrbdNlCfg, new(codec.DrbdNlCfg), b)
			return true
		}
	default:
		return false
	}
	u.add(codec.RawData, b)
	return true
}
