package exam

import (
	"fmt"

	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// bounds makes vectors at the ends of what rules count out: characters of names,
// and fields that decide what follows and were cut.
func (m *maker) bounds() {
	l, b := encoding{m, little}, encoding{m, big}
	l.nameBound("c1", "a\u009f\u00a0", `a\xc2\x9f`+"\u00a0", "U+009F is the last control character of Latin-1, U+00A0 stands as it is.")
	b.nameBound("marks", "\u200a\u200b\u200f\u2010", "\u200a"+`\xe2\x80\x8b\xe2\x80\x8f`+"\u2010", "U+200B to U+200F do not print, what is beside them does.")
	l.nameBound("isolates", "a\u2066\u2069\u206f\u2070", `a\xe2\x81\xa6\xe2\x81\xa9\xe2\x81\xaf`+"\u2070", "U+2066 to U+2069 turn the direction of text, what follows up to U+206F does not print, U+2070 does.")
	b.nameBound("alm", "\u061b\u061c\u061d", "\u061b"+`\xd8\x9c`+"\u061d", "U+061C turns the direction of text; U+061B and U+061D are Arabic.")
	for _, x := range []encoding{l, b} {
		ev := x.of("proc_event", set{"what": 0x400, "cpu": 2, "timestamp_ns": 5})
		copy(ev[16:], "abcdefghijklmnopqrstuvwx")
		x.datagram(x.o, x.message(ev)[:60], "ok", about{name: "snapped/event_data", accepts: []string{"R1", "R9"}, wire: 76, flags: []string{"snaplen", "unknown-event"},
			why: "The union of an unknown event, of which 8 bytes of 24 were captured: they are its event_data all the same."})
	}
	for _, x := range []encoding{l, b} {
		none := x.must(x.t.Nlmsg(x.o, nil, x.must(x.t.CnMsg(x.o, with(proc, set{"len": 40}), []byte{1, 2}))))
		x.datagram(x.o, append(append(none, 0, 0), x.listen()...), "overrun at 32", about{name: "overrun/no-what", refuses: []string{"R4", "R7"}, flags: []string{"overrun", "several"},
			why: "An event that ends within its what: the next message is read all the same."})
	}
	x := l
	for _, n := range []int{43, 44, 58, 65} {
		ctl := x.of("cn_ctl_msg", set{"idx_notify_num": 1, "val_notify_num": 1, "group": 3, "len": 16})
		for _, first := range []uint64{77, 1} {
			ctl = append(ctl, x.of("cn_notify_req", set{"first": first, "range": 1})...)
		}
		data := x.exact(nil, set{"id.idx": 0xffffffff, "id.val": 0xffffffff}, ctl)
		a := about{name: fmt.Sprintf("snapped/notifier=%d", n), accepts: []string{"R47"}, wire: len(data), flags: []string{"snaplen", "notifier"},
			why: "Both counts were captured, so that this is known to be a request."}
		if n < 44 {
			a.accepts, a.refuses, a.why = nil, a.accepts, "A byte of the second count was not captured: bytes."
		}
		x.datagram(x.o, data[:n], "ok", a)
		x = encoding{m, x.o.other()}
	}
}

// nameBound adds a COMM with a name and how it is written as text.
func (l encoding) nameBound(name, comm, text, why string) {
	ev := l.event(0x200, set{"process_pid": 5, "process_tgid": 4})
	if err := l.t.PutBytes(ev[16:], "proc_event.comm", "comm", []byte(comm)); err != nil {
		l.fail("%w", err)
	}
	l.datagram(l.o, l.message(ev), "ok", about{name: "comm/bound/" + name, refuses: []string{"R15"}, flags: []string{"text"}, why: why, meaning: vectors.Fields{vectors.Text("text", text)}})
}
