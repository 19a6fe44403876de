package notes_test

import "github.com/cnwire/cnwire/spec"

func requestCases() []one {
	request := func(op, mask uint64, changes ...change) func(*tape) {
		return func(p *tape) { p.request(op, mask, 5, changes...) }
	}
	to := func(idx, size uint64) func(*tape) {
		return func(p *tape) {
			p.message(le, set{"nlmsg_pid": 77}, set{"id.idx": idx, "id.val": 1}, make([]byte, size))
		}
	}
	id := func(idx, val uint64) func(*tape) {
		return func(p *tape) {
			p.message(le, set{"nlmsg_pid": 77}, set{"id.idx": idx, "id.val": val}, make([]byte, 4))
		}
	}
	twice := func(f []byte) []byte { return append(f, f[atHeader:]...) }
	further := func(f []byte) []byte { return put32(atHeader, 64)(append(f, f[atCn:]...)) }
	return []one{
		{"request-op", 1, atData, request(3, 0), request(2, 0)},
		{"request-mask", 1, atData + 4, request(1, uint64(spec.Default().UnknownEvent())), request(1, 0x20000200)},
		{"request-length", 1, atLen, to(1, 12), to(1, 8)},
		{"request-length", 1, atLen, to(1, 0), to(1, 4)},
		{"request-flags", 1, atCnFlag, request(1, 0, put16(atCnFlag, 1)), request(1, 0)},
		{"request-id", 1, atCn, to(11, 4), to(10, 4)},
		{"request-id", 1, atCn, id(10, 2), id(10, 1)},
		{"request-id", 1, atCn, id(1, 2), id(1, 1)},
		{"request-id", 1, atCn, id(5, 2), id(5, 0)}, // POHMELFS
		{"request-id", 1, atCn, id(0xffffffff, 1), id(0xffffffff, 0xffffffff)},
		{"request-second", 1, 56, request(1, 0, twice), request(1, 0)},
		{"request-further", 1, 56, request(1, 0, further), request(1, 0)},
		{"request-too-long", 1, atHeader, long(16385), long(16384)},
	}
}

// long makes a request with so many bytes behind its nlmsghdr.
func long(size int) func(*tape) {
	return func(p *tape) {
		p.message(le, set{"nlmsg_pid": 77, "nlmsg_len": uint64(16 + size)}, set{"id.idx": 1, "id.val": 1, "len": 4}, make([]byte, size-20))
	}
}
