package exam

import (
	"fmt"

	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// names lays names of tasks, and how each is written as text.
func (l encoding) names() {
	for _, c := range []struct{ name, bytes, text, why string }{
		{"plain", "bash", "bash", "A name and zeros."},
		{"full", "abcdefghijklmnop", "abcdefghijklmnop", "Sixteen bytes and no NUL: the field ends it."},
		{"fifteen", "abcdefghijklmno", "abcdefghijklmno", "The longest name that kernels send."},
		{"empty", "", "", "No name."},
		{"behind", "sh\x00old name", "sh", "Bytes behind the NUL are not of the name, and not lost."},
		{"latin1", "caf\xe9", `caf\xe9`, "A byte that is no UTF-8."},
		{"utf8", "café", "café", "UTF-8."},
		{"cut-utf8", "abcdefghijklmn\xe2\x82", `abcdefghijklmn\xe2\x82`, "A character that the field cut."},
		{"control", "a\x1b[31mb\n", `a\x1b[31mb\x0a`, "An escape sequence and a newline."},
		{"del", "a\x7f\xc2\x85b", `a\x7f\xc2\x85b`, "DEL, and U+0085, which is UTF-8 and not printable."},
		{"bidi", "a\xe2\x80\xaeb\xe2\x81\xa6", `a\xe2\x80\xaeb\xe2\x81\xa6`, "U+202E and U+2066 turn the direction of text."},
		{"format", "a\xd8\x9cb\xc2\xad", `a\xd8\x9cb\xc2\xad`, "U+061C turns the direction of text, U+00AD does not show."},
		{"separator", "a\xe2\x80\xa8b", `a\xe2\x80\xa8b`, "U+2028 separates lines."},
		{"comma", "a,b", `a\x2cb`, "A comma, which separates values."},
		{"backslash", `a\x41`, `a\\x41`, "A backslash."},
		{"surrogate", "\xed\xa0\x80", `\xed\xa0\x80`, "A surrogate is no UTF-8."},
		{"overlong", "\xc0\xaf", `\xc0\xaf`, "An overlong slash is no UTF-8."},
	} {
		ev := l.event(0x200, set{"process_pid": 5, "process_tgid": 4})
		if err := l.t.PutBytes(ev[16:], "proc_event.comm", "comm", []byte(c.bytes)); err != nil {
			l.fail("%w", err)
		}
		a := about{name: "comm/" + c.name, accepts: []string{"R15"}, flags: []string{"text"}, why: c.why, meaning: vectors.Fields{vectors.Text("text", c.text)}}
		if c.text != c.bytes {
			a.accepts, a.refuses = nil, a.accepts
		}
		l.datagram(l.o, l.message(ev), "ok", a)
	}
}

// exits lays wait statuses, threads and parents.
func (l encoding) exits() {
	for _, c := range []struct {
		code           uint64
		status, signal int
		core           bool
	}{
		{0, 0, 0, false}, {0x300, 3, 0, false}, {0xff00, 255, 0, false}, {9, 0, 9, false}, {0x86, 0, 6, true}, {0x8b, 0, 11, true},
	} {
		l.datagram(l.o, l.message(l.event(0x80000000, set{"process_pid": 5, "process_tgid": 5, "exit_code": c.code, "exit_signal": 17, "parent_pid": 1, "parent_tgid": 1})), "ok",
			about{name: fmt.Sprintf("exit_code=0x%x", c.code), accepts: []string{"R14", "R16"}, flags: []string{"status"}, why: "A wait status; exit_signal is what the parent is sent.",
				meaning: vectors.Fields{vectors.Number("status", c.status), vectors.Number("signal", c.signal), vectors.Bool("core", c.core), vectors.Bool("thread", false)}})
	}
	l.datagram(l.o, l.message(l.event(0x80000000, set{"process_pid": 6, "process_tgid": 5, "exit_signal": 0xffffffff})), "ok",
		about{name: "exit/thread", accepts: []string{"R16"}, refuses: []string{"R14"}, flags: []string{"thread", "sign"}, why: "A thread has ended, its process not: pid and tgid differ, the parent is not known.",
			meaning: vectors.Fields{vectors.Number("status", 0), vectors.Bool("thread", true)}})
	l.datagram(l.o, l.message(l.event(1, set{"parent_pid": 4, "parent_tgid": 4, "child_pid": 6, "child_tgid": 5})), "ok",
		about{name: "fork/thread", refuses: []string{"R14"}, flags: []string{"thread"}, why: "A new thread of process 5, whose parent is that of the process.",
			meaning: vectors.Fields{vectors.Bool("thread", true)}})
	l.datagram(l.o, l.message(l.event(1, set{"parent_pid": 4, "parent_tgid": 4, "child_pid": 5, "child_tgid": 5})), "ok",
		about{name: "fork/process", accepts: []string{"R14"}, flags: []string{"thread"}, why: "A new process.",
			meaning: vectors.Fields{vectors.Bool("thread", false)}})
	l.datagram(l.o, l.exact(set{"nlmsg_pid": 4711}, set{"id.idx": 77}, []byte{1, 2, 3, 4}), "ok",
		about{name: "direction/pid", accepts: []string{"R17"}, flags: []string{"direction"}, why: "A port id shows user space where the payload does not tell.",
			meaning: vectors.Fields{vectors.Text("direction", ">kernel"), vectors.Text("kind", "unknown")}})
	if l.o == big {
		l.datagram(l.o, l.message(l.event(0x80000000, set{"process_pid": 5, "process_tgid": 5, "exit_signal": 0xffffffff})), "ok",
			about{name: "exit/leader", accepts: []string{"R14"}, flags: []string{"thread"}, why: "The exit_signal of a thread, which decides nothing: pid and tgid are one.",
				meaning: vectors.Fields{vectors.Bool("thread", false)}})
		l.datagram(l.o, l.exact(set{"nlmsg_pid": 4711}, nil, l.event(0, nil)), "ok",
			about{name: "direction/user-answer", refuses: []string{"R17", "R18"}, flags: []string{"direction"}, why: "It looks like an answer, and its port id is of user space, which sends none.",
				meaning: vectors.Fields{vectors.Text("direction", ">kernel"), vectors.Text("kind", "unknown")}})
	} else {
		l.datagram(l.o, l.message(l.event(0x80000000, set{"process_pid": 6, "process_tgid": 5, "exit_signal": 17})), "ok",
			about{name: "exit/thread-signal", refuses: []string{"R14"}, flags: []string{"thread"}, why: "The exit_signal of a leader, which decides nothing: pid and tgid differ.",
				meaning: vectors.Fields{vectors.Bool("thread", true)}})
		l.datagram(l.o, l.exact(set{"nlmsg_pid": 4711}, nil, l.event(0x80, nil)), "ok",
			about{name: "direction/user-event", refuses: []string{"R17", "R18"}, flags: []string{"direction"}, why: "It looks like an event, and its port id is of user space, which sends none.",
				meaning: vectors.Fields{vectors.Text("direction", ">kernel"), vectors.Text("kind", "unknown")}})
	}
	l.datagram(l.o, l.exact(nil, set{"id.idx": 77}, []byte{1, 2, 3, 4}), "ok",
		about{name: "direction/unknown", refuses: []string{"R17"}, flags: []string{"direction"}, why: "Nothing tells who sent it.",
			meaning: vectors.Fields{vectors.Text("direction", "?"), vectors.Text("kind", "unknown")}})
}
