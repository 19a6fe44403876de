package notes_test

import "github.com/cnwire/cnwire/spec"

func valueCases() []one {
	other := func(nl set, data []byte, changes ...change) func(*tape) {
		return func(p *tape) { p.message(le, nl, set{"id.idx": 2, "id.val": 1}, data, changes...) }
	}
	event := func(changes ...change) func(*tape) {
		return func(p *tape) { p.event(1, fork(10, 10), changes...) }
	}
	return []one{
		{"pad-not-zero", 1, 55, other(nil, []byte{1, 2}, func(f []byte) []byte { f[55] = 1; return f }), other(nil, []byte{1, 2})},
		{"pad-counted", 1, 54, other(set{"nlmsg_len": 40}, []byte{1, 2}), other(set{"nlmsg_len": 38}, []byte{1, 2})},
		{"bytes-behind", 1, 54, other(set{"nlmsg_len": 39}, []byte{1, 2}), other(set{"nlmsg_len": 40}, []byte{1, 2})},
		{"bytes-behind", 1, atEnd, event(put32(atHeader, 80), add(0, 0, 0, 0)), event()},
		{"bytes-behind", 1, 56, func(p *tape) { p.request(1, 0, 5, put32(atHeader, 44), add(0, 0, 0, 0)) }, func(p *tape) { p.request(1, 0, 5) }},
		{"empty-message", 1, atHeader, event(func(f []byte) []byte { return f[:32] }, put32(atHeader, 16)),
			event(func(f []byte) []byte { return f[:52] }, put32(atHeader, 36), put16(atLen, 0))},
		{"leaked-bytes", 1, atEnd - 1, event(func(f []byte) []byte { f[atEnd-1] = 1; return f }), event()},
		{"undecoded-id", 1, -1, other(nil, []byte{1, 2}), other(nil, nil)},
		{"proc-length", 1, atLen, event(put16(atLen, 12)), event(put16(atLen, 8))},
		{"unknown-event", 1, atData, event(put32(atData, spec.Default().UnknownEvent())), event(put32(atData, 0x200))},
		{"unknown-event", 1, atData, event(put32(atData, 3)), event(put32(atData, 2))},
		{"nonzero-exit", 1, atData, event(put32(atData, 0x20000000)), event(put32(atData, 0x80000000))},
	}
}
