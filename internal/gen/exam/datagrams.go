package exam

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// datagrams makes whole datagrams, sound ones and their relatives.
func (m *maker) datagrams() {
	m.both(encoding.events)
	m.both(encoding.requests)
	m.both(encoding.payloadLengths)
	m.both(encoding.headers)
	m.both(encoding.strangers)
	m.both(encoding.messageLengths)
	m.both(encoding.padding)
	m.both(encoding.several)
	m.both(encoding.behind)
	m.both(encoding.snapped)
	m.both(encoding.names)
	m.both(encoding.exits)
	m.both(encoding.frames)
	m.both(encoding.notifierRequests)
	m.both(encoding.counted)
	m.both(encoding.w1)
	m.both(encoding.hyperV)
	m.both(encoding.past)
	m.unordered()
	m.weighed()
	m.both(encoding.frameDamage)
	m.frameOrders()
	m.bounds()
}

// events lays each event, as kernels since 3.12 send it and as older ones did.
func (l encoding) events() {
	for _, v := range l.t.Set("proc_event_what") {
		if v.Arm == "" {
			continue
		}
		name := strings.TrimPrefix(v.Arm, "proc_event.")
		arm, _ := l.t.Struct(v.Arm)
		kind, rules := "event", []string{"R1", "R6", "R9", "R10", "R18"}
		if name == "ack" {
			kind, rules = "answer", []string{"R12", "R18"}
		}
		meaning := vectors.Fields{vectors.Text("kind", kind), vectors.Text("direction", "<kernel")}
		b := l.message(l.event(v.Value, distinct(l.t, v.Arm)))
		l.datagram(l.o, b, "ok", about{name: "event/" + name, accepts: append(rules, "R17"), flags: []string{"swapped", "endian", "done"},
			meaning: meaning, why: v.Name + " with another number in each field."})
		if arm.Size == 24 {
			continue
		}
		// Stack bytes behind the arm and in the flags: nothing else changes.
		leaked := bytes.Clone(b)
		for i := 52 + arm.Size; i < 76; i++ {
			leaked[i] = 0xee
		}
		leaked[34], leaked[35] = 0xee, 0xee
		l.datagram(l.o, leaked, "ok", about{name: "event/" + name + "/leaked", accepts: []string{"R1"}, refuses: []string{"R10"}, flags: []string{"stack-bytes", "u32-len"},
			meaning: meaning, why: "The same from a kernel before 3.12: stack bytes in cn_msg.flags and behind the arm."})
		old := l.message(l.event(v.Value, distinct(l.t, v.Arm))[:32])
		l.datagram(l.o, old, "ok", about{name: "event/" + name + "/len=32", accepts: []string{"R9"}, flags: []string{"constant-size"},
			meaning: meaning, why: "The same in the union of 16 bytes of kernels up to 3.1."})
	}
	for _, what := range l.unknownEvents() {
		ev := l.of("proc_event", set{"what": what, "cpu": 2, "timestamp_ns": 5})
		copy(ev[16:], "abcdefghijklmnopqrstuvwx")
		a := about{name: fmt.Sprintf("event/what=0x%08x", what), accepts: []string{"R1", "R9", "R18"}, flags: []string{"unknown-event"},
			meaning: vectors.Fields{vectors.Text("kind", "event")}, why: "An event of a kernel to come: its union is kept."}
		if what == 0x20000000 {
			a.refuses, a.why = []string{"R13"}, "A bit that masks have and events never: unknown, and no exit."
		}
		l.datagram(l.o, l.message(ev), "ok", a)
	}
	l.datagram(l.o, l.message(l.event(0x80000000, set{"process_pid": 5, "process_tgid": 5, "exit_code": 0x300, "exit_signal": 17})), "ok",
		about{name: "event/exit/nonzero", accepts: []string{"R13", "R16"}, flags: []string{"unknown-event"},
			meaning: vectors.Fields{vectors.Number("status", 3), vectors.Number("signal", 0), vectors.Bool("core", false)},
			why:     "What a mask of NONZERO_EXIT lets through is an EXIT."})
	for i, err := range []uint64{0, 1, 12, 22, 0xffffffff} {
		l.datagram(l.o, l.exact(nil, set{"ack": 101 + uint64(i)}, l.event(0, set{"err": err})), "ok",
			about{name: fmt.Sprintf("answer/err=%d", err), accepts: []string{"R12", "R18"}, flags: []string{"done", "sign"},
				meaning: vectors.Fields{vectors.Text("kind", "answer"), vectors.Text("direction", "<kernel")},
				why:     "An answer: what 0, and a positive error number or 0."})
	}
}

// requests lays what user space sends.
func (l encoding) requests() {
	meaning := vectors.Fields{vectors.Text("kind", "request"), vectors.Text("direction", ">kernel")}
	for _, op := range []uint64{0, 1, 2, 3, 0xffffffff} {
		l.datagram(l.o, l.exact(nil, set{"ack": 100}, l.of("proc_cn_mcast_op", set{"mcast_op": op})), "ok",
			about{name: fmt.Sprintf("request/op=%d", op), accepts: []string{"R9", "R11", "R17", "R18"}, flags: []string{"endian", "constant-size"},
				meaning: meaning, why: "Four bytes say what to do, known or not."})
	}
	for _, mask := range []uint64{0, 0x80000000, 0x20000000, 0xe00003c7, 0xffffffff} {
		l.datagram(l.o, l.exact(nil, set{"ack": 100}, l.of("proc_input", set{"mcast_op": 1, "event_type": mask})), "ok",
			about{name: fmt.Sprintf("request/mask=0x%08x", mask), accepts: []string{"R9", "R11", "R13", "R18"}, flags: []string{"constant-size", "swapped"},
				meaning: meaning, why: "Eight bytes add a mask of events (6.6 and later)."})
	}
}

// payloadLengths lays each short length under id 1:1, and longer unions.
func (l encoding) payloadLengths() {
	for _, n := range []int{0, 1, 2, 3, 5, 7, 9, 12, 15} {
		a := about{name: fmt.Sprintf("len=%d", n), accepts: []string{"R1", "R9"}, refuses: []string{"R11", "R18"}, flags: []string{"constant-size", "unknown-length"},
			meaning: vectors.Fields{vectors.Text("kind", "unknown")}, why: "Neither a request nor an event has this length: bytes."}
		l.datagram(l.o, l.message(bytes.Repeat([]byte{0x11, 0x22, 0x33}, 5)[:n]), "ok", a)
	}
	for _, n := range []int{16, 19, 20, 31, 32, 36, 40, 41, 44, 64} {
		ev := append(l.event(0x80000000, distinct(l.t, "proc_event.exit")), bytes.Repeat([]byte{0xbb}, 24)...)
		want := "ok"
		a := about{name: fmt.Sprintf("exit/len=%d", n), flags: []string{"constant-size"}, why: fmt.Sprintf("An exit in a union of %d bytes.", n-16)}
		if n < 32 {
			want, a.refuses = "short at 52", []string{"R9"}
			a.flags = append(a.flags, "short-input")
		} else {
			a.accepts = []string{"R1", "R9"}
		}
		l.datagram(l.o, l.message(ev[:n]), want, a)
	}
	for _, n := range []int{16, 24, 31} {
		l.datagram(l.o, l.message(l.event(1, distinct(l.t, "proc_event.fork"))[:n]), "short at 52",
			about{name: fmt.Sprintf("fork/len=%d", n), refuses: []string{"R9"}, flags: []string{"short-input"}, why: "A union too short for its arm."})
	}
	l.datagram(l.o, l.message(l.event(0x200, nil)[:39]), "short at 52",
		about{name: "comm/len=39", refuses: []string{"R9", "R15"}, flags: []string{"short-input"}, why: "One byte less than the name needs."})
	l.datagram(l.o, l.message(l.event(0, nil)[:19]), "short at 52",
		about{name: "ack/len=19", refuses: []string{"R12"}, flags: []string{"short-input"}, why: "One byte less than the error number needs."})
	l.datagram(l.o, l.message(l.event(0, set{"err": 22})[:20]), "ok",
		about{name: "ack/len=20", accepts: []string{"R12"}, flags: []string{"constant-size"}, why: "The shortest answer that is whole."})
	l.datagram(l.o, l.message(l.of("proc_event", set{"what": uint64(l.t.UnknownEvent())})[:16]), "ok",
		about{name: "unknown/len=16", accepts: []string{"R9"}, flags: []string{"unknown-event", "constant-size"}, why: "An unknown event with an empty union."})
}

// headers lays values that mean nothing to the connector.
func (l encoding) headers() {
	for _, sample := range []named{{"fork", l.fork()}, {"listen", l.listen()}} {
		for _, c := range []struct {
			field string
			v     uint64
		}{
			{"nlmsg_type", 0}, {"nlmsg_type", 1}, {"nlmsg_type", 2}, {"nlmsg_type", 4}, {"nlmsg_type", 0x7777}, {"nlmsg_flags", 5},
			{"nlmsg_flags", 0xffff}, {"nlmsg_seq", 0xffffffff}, {"nlmsg_pid", 0xfffffffe},
		} {
			b := bytes.Clone(sample.b)
			if err := l.t.Put(l.o, b, "nlmsghdr", c.field, c.v); err != nil {
				l.fail("%w", err)
			}
			a := about{name: fmt.Sprintf("header/%s/%s=%d", sample.name, c.field, c.v), accepts: []string{"R6"}, flags: []string{"done"},
				why: "Nothing but nlmsg_len matters in this header."}
			if sample.name == "fork" {
				if c.v < 2 || c.v == 0x7777 || c.v == 5 {
					continue // LISTEN has these
				}
				a.accepts, a.refuses = nil, a.accepts
				a.why = "No kernel sends this header; the event is one all the same."
			}
			l.datagram(l.o, b, "ok", a)
		}
	}
}

// strangers lays messages of ids that no decoder of process events knows.
func (l encoding) strangers() {
	for _, id := range [][2]uint64{{0, 0}, {1, 2}, {1, 0}, {2, 1}, {77, 1}, {0x01000000, 0x01000000}, {0xffffffff, 0xffffffff}} {
		for _, n := range []int{4, 40} {
			data := l.event(1, distinct(l.t, "proc_event.fork"))[:n]
			l.datagram(l.o, l.exact(nil, set{"id.idx": id[0], "id.val": id[1]}, data), "ok",
				about{name: fmt.Sprintf("id=%d.%d/len=%d", id[0], id[1], n), accepts: []string{"R1"}, refuses: []string{"R9", "R18"}, flags: []string{"unknown-id"},
					meaning: vectors.Fields{vectors.Text("kind", "unknown")}, why: "Bytes that would be process events under id 1:1, and are not."})
		}
	}
}
