package exam

import (
	"encoding/hex"
	"slices"

	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// notifier makes the exchanges with id 0xffffffff:0xffffffff: R47.
func (m *maker) notifier() {
	// notify asks for idx 77 and val 1. The kernel does not look at the last range
	// for val, so there is one more.
	notify := func(x *exchanging, group, length uint64) []byte {
		ctl := x.of("cn_ctl_msg", set{"idx_notify_num": 1, "val_notify_num": 2, "group": group, "len": length})
		for _, first := range []uint64{77, 1, 5000} {
			ctl = append(ctl, x.of("cn_notify_req", set{"first": first, "range": 1})...)
		}
		return x.exact(nil, set{"id.idx": 0xffffffff, "id.val": 0xffffffff}, ctl)
	}
	told := func(x *exchanging, ack uint64) vectors.Queued {
		b := x.exact(nil, set{"id.idx": 77, "id.val": 1, "seq": 0, "ack": ack}, nil)
		return vectors.Queued{Hex: hex.EncodeToString(b), To: []string{"a"}}
	}
	comes := func(x *exchanging, do string, val uint32, queued ...vectors.Queued) {
		x.step(vectors.Step{Do: do, Idx: 77, Val: val, Queued: queued})
	}
	m.exchange(about{name: "notifier", accepts: []string{"R47"}, flags: []string{"answers"}, why: "An id that comes is told with ack 0, one that goes with 1; the request itself is not answered."}, "2.6.14 2.6.20 2.6.32", func(x *exchanging) {
		x.listener("a")
		x.socket("b", false)
		x.send("b", notify(x, 1, 24), 0)
		comes(x, "register", 2)
		comes(x, "register", 1, told(x, 0))
		comes(x, "delete", 1, told(x, 1))
		x.send("b", notify(x, 0, 24), 0)
		comes(x, "register", 1)
	})
	m.exchange(about{name: "notifier/length", refuses: []string{"R47"}, flags: []string{"answers"}, why: "Lengths that contradict each other are ignored."}, "2.6.14 2.6.32", func(x *exchanging) {
		x.listener("a")
		x.send("a", notify(x, 1, 23), 0)
		comes(x, "register", 1)
	})
	m.exchange(about{name: "notifier/gone", refuses: []string{"R47"}, flags: []string{"answers"}, why: "Since 2.6.33 there is none."}, "2.6.33 6.12", func(x *exchanging) {
		x.listener("a")
		x.send("a", notify(x, 1, 24), 0)
		comes(x, "register", 1)
	})
}

// notified makes the stream of ids that come and go while somebody is told of it.
func (m *maker) notified() {
	m.stream(about{name: "users/notifier/told", refuses: []string{"R24"}, flags: []string{"ack", "notifier"}, why: "Ids come and go, and the notifier says so with ack 0 and 1: nothing of that answers the request, which has the same numbers, nor each other, nor a program."}, func(s *streaming) {
		s.Kernel = "2.6.32"
		ctl := s.of("cn_ctl_msg", set{"idx_notify_num": 1, "val_notify_num": 1, "group": 5, "len": 16})
		ranges := slices.Concat(s.of("cn_notify_req", set{"first": 77, "range": 1}), s.of("cn_notify_req", set{"first": 0, "range": 9}))
		id := func(idx, val, ack uint64) set { return set{"id.idx": idx, "id.val": val, "seq": 0, "ack": ack} }
		s.tell(s.exact(set{"nlmsg_pid": 4711}, id(0xffffffff, 0xffffffff, 0), append(ctl, ranges...)), "new")
		s.tell(s.exact(nil, id(77, 2, 1), nil), "new")
		s.tell(s.exact(nil, id(77, 1, 0), nil), "new")
		s.tell(s.exact(nil, id(77, 1, 1), nil), "new")
		s.tell(s.exact(set{"nlmsg_pid": 4711}, id(77, 1, 0), nil), "new")
		s.tell(s.exact(nil, id(77, 1, 1), nil), "new")
	})
	m.stream(about{name: "users/notifier/unasked", refuses: []string{"R24"}, flags: []string{"ack", "notifier"}, why: "An id comes and goes, and who asked was not seen: no data either time, so the second is no answer to the first. With data it is."}, func(s *streaming) {
		id := func(val, ack uint64) set { return set{"id.idx": 77, "id.val": val, "seq": 0, "ack": ack} }
		s.tell(s.exact(nil, id(1, 0), nil), "new")
		s.tell(s.exact(nil, id(1, 1), nil), "new")
		q := s.tell(s.exact(nil, id(2, 0), []byte{1}), "new")
		s.tell(s.exact(nil, id(2, 1), []byte{2}), "reply", q)
		s.by("ack+1")
	})
}

// notifierRequests lays requests to the notifier for decoders.
func (l encoding) notifierRequests() {
	for _, c := range []struct {
		name     string
		idx, val uint64
		ranges   int
		rest     int // bytes more, or less
		sound    bool
		why      string
	}{
		{name: "one-each", idx: 1, val: 1, ranges: 2, sound: true, why: "A range for idx and one for val."},
		{name: "none", sound: true, why: "No range at all."},
		{name: "two-three", idx: 2, val: 3, ranges: 5, sound: true, why: "Five ranges, those for idx first."},
		{name: "too-few", idx: 1, val: 2, ranges: 2, why: "The counts ask for more than there is: bytes."},
		{name: "too-many", idx: 1, val: 0, ranges: 2, why: "There is more than the counts ask for: bytes."},
		{name: "wrap", idx: 0x20000000, val: 1, ranges: 1, why: "Counts that the kernel's 32 bits wrap into the length: bytes to a decoder, and reading beyond its memory to a kernel."},
		{name: "short", idx: 0, val: 0, rest: -8, why: "Half a request: bytes."},
		{name: "odd", idx: 0, val: 0, rest: 1, why: "One byte more: bytes."},
	} {
		data := l.of("cn_ctl_msg", set{"idx_notify_num": c.idx, "val_notify_num": c.val, "group": 3, "len": uint64(8 * c.ranges)})
		for i := range c.ranges {
			data = append(data, l.of("cn_notify_req", set{"first": uint64(0x1001 + i), "range": uint64(7 + i)})...)
		}
		data = append(data, 0xaa)[:len(data)+c.rest]
		a := about{name: "notifier/" + c.name, flags: []string{"notifier", "wrap"}, why: c.why}
		if a.accepts = []string{"R47"}; !c.sound {
			a.accepts, a.refuses = nil, a.accepts
		}
		l.datagram(l.o, l.exact(nil, set{"id.idx": 0xffffffff, "id.val": 0xffffffff}, data), "ok", a)
	}
}
