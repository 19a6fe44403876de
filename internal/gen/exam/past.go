package exam

// past makes the datagrams of users that kernels had once, or that only a header has:
// DRBD, distributed storage, POHMELFS and CIFS. A struct of fixed size starts them.
func (l encoding) past() {
	behind := func(b []byte, n int) []byte {
		for i := range n {
			b = append(b, byte(0x61+i%26))
		}
		return b
	}
	one := func(idx, val uint64, name string, data []byte, why string) {
		a := about{name: "users/" + name, accepts: []string{"R9"}, flags: []string{"users"}, why: why}
		l.datagram(l.o, l.exact(nil, set{"id.idx": idx, "id.val": val}, data), "ok", a)
	}
	drbd := func(code uint64) []byte {
		return l.of("drbd_nl_cfg", set{"packet_type": 17, "minor": 3, "flags_or_ret_code": code})
	}
	one(8, 1, "drbd/tags", behind(drbd(101), 9), "Three numbers, and tags of any length behind them.")
	one(8, 1, "drbd/error", l.of("drbd_nl_cfg", set{"packet_type": 0xdeadbeef, "minor": 3, "flags_or_ret_code": 0xfffffffe}), "An error: packet_type is what lay in the kernel's memory, and the code may be below 0.")
	one(8, 1, "drbd/short", drbd(101)[:11], "One byte less than the numbers have: bytes.")
	dst := l.of("dst_ctl", set{"flags": 1, "cmd": 2, "max_pages": 3, "trans_scan_timeout": 4, "trans_max_retries": 5})
	one(6, 1, "dst/start", behind(dst[:52:52], 12), "A command of a machine of 64 bits without more: 64 bytes.")
	one(6, 1, "dst/i386", behind(dst[:52:52], 8), "And of i386: 60 bytes.")
	one(6, 1, "dst/needs", behind(dst[:52:52], 211), "What the command needs is behind it.")
	one(6, 1, "dst/short", behind(dst[:52:52], 7), "One byte less than any machine has: bytes.")
	one(6, 1, "dst/answer", behind(l.of("dst_ctl_ack", set{"error": 0xffffffea})[:4:4], 12), "The answer: an error, and 12 bytes that nobody wrote.")
	one(6, 1, "dst/answer-longer", behind(l.of("dst_ctl_ack", nil), 1), "One byte more than an answer: bytes.")
	ctl := behind(l.of("pohmelfs_ctl", set{"idx": 1, "type": 2, "proto": 3, "addrlen": 16, "perm": 3, "prio": 5, "sa_family": 2}), 128)
	ack := l.of("pohmelfs_cn_ack", set{"error": 0xfffffffe, "msg_num": 1})
	one(5, 0, "pohmelfs/ctl", ctl, "A command about a server, its address behind it.")
	one(5, 0, "pohmelfs/answer", append(ack, ctl...), "An answer, and what it is about.")
	one(5, 0, "pohmelfs/other", ctl[:147], "Another length: bytes.")
	one(5, 1, "pohmelfs/bb", ctl, "CN_IDX_BB is 5 as well, and no val of it is POHMELFS's but 0.")
	cifs := l.of("cifs_upcall", set{"command": 1})
	copy(cifs, "CIFS")
	one(2, 1, "cifs/more", behind(cifs, 3), "What the header of CIFS declares, and more behind it.")
	one(2, 1, "cifs/short", cifs[:7], "One byte less: bytes.")
}
