package exam

import (
	"bytes"
	"encoding/hex"
	"slices"

	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// core makes the exchanges about what the connector takes, and about groups:
// R32 to R41.
func (m *maker) core() {
	m.exchange(about{name: "network", refuses: []string{"R32"}, flags: []string{"answers"}, why: "From another network namespace the kernel cannot be reached."}, "3.8 6.12", func(x *exchanging) {
		x.listener("a")
		x.socket("n", true).NetNS = true
		x.send("n", x.ask(1, 7, 100), 0).Error = "ECONNREFUSED"
	})
	m.exchange(about{name: "unregistered", refuses: []string{"R33", "R35"}, flags: []string{"answers", "unknown-id"}, why: "Of ids that nobody has registered nothing comes back, and sendto says nothing."}, generations, func(x *exchanging) {
		x.listener("a")
		x.send("a", x.ask(1, 7, 100), 1, x.tells(7, 100, 0, 0, "a"))
		for _, id := range []set{{"id.idx": 77, "id.val": 1}, {"id.idx": 1, "id.val": 2}, {"id.idx": 2, "id.val": 1}} {
			x.send("a", x.exact(nil, id, x.of("proc_cn_mcast_op", set{"mcast_op": 2})), 1)
		}
	})
	m.exchange(about{name: "taken", accepts: []string{"R6", "R35", "R36"}, flags: []string{"answers", "done"}, why: "Any type, flags and port; a length that is no multiple of four; more bytes than the length says."}, "3.19 6.1 6.12", func(x *exchanging) {
		x.listener("a")
		x.send("a", x.exact(set{"nlmsg_type": 0x7777, "nlmsg_flags": 0xffff, "nlmsg_pid": 3}, set{"seq": 7, "ack": 100, "flags": 0xffff}, x.of("proc_cn_mcast_op", set{"mcast_op": 1})), 1, x.tells(7, 100, 0, 0, "a"))
		x.send("a", append(x.exact(set{"nlmsg_len": 41}, set{"seq": 8, "ack": 200}, x.of("proc_cn_mcast_op", set{"mcast_op": 99})), make([]byte, 4)...), 1, x.tells(8, 200, 1, 22, "a"))
		x.send("a", append(x.ask(99, 9, 300), bytes.Repeat([]byte{0xff}, 100)...), 1, x.tells(9, 300, 2, 22, "a"))
	})
	m.exchange(about{name: "dropped", refuses: []string{"R4", "R35"}, flags: []string{"answers", "overrun", "length-below-header"}, why: "Lengths that do not fit are dropped without a word."}, "3.19 6.1 6.12", func(x *exchanging) {
		x.listener("a")
		x.send("a", x.ask(1, 7, 100), 1, x.tells(7, 100, 0, 0, "a"))
		bad := x.ask(99, 8, 200)
		for _, n := range []uint64{0, 15, 16, 35, 39, 41, 0x80000000, 0xffffffff} {
			b := bytes.Clone(bad)
			if err := x.t.Put(x.o, b, "nlmsghdr", "nlmsg_len", n); err != nil {
				x.fail("%w", err)
			}
			x.send("a", b, 1)
		}
		for _, n := range []int{1, 15, 16, 36, 39} {
			x.send("a", bad[:n], 1)
		}
		x.send("a", x.exact(nil, set{"len": 8}, x.of("proc_cn_mcast_op", set{"mcast_op": 99})), 1)
	})
	long := func(x *exchanging) []byte {
		return x.must(x.t.Nlmsg(x.o, nil, x.ask(1, 7, 100)[16:], make([]byte, 1025-40)))
	}
	m.exchange(about{name: "long", refuses: []string{"R35"}, flags: []string{"answers", "overrun"}, why: "Up to 2.6.23 a message may have 1024 bytes: this one has 1025."}, "2.6.20", func(x *exchanging) {
		x.listener("a")
		x.send("a", long(x), 0)
	})
	m.exchange(about{name: "long", accepts: []string{"R35"}, flags: []string{"answers", "overrun"}, why: "Since 2.6.24 it may have more."}, "2.6.24 6.12", func(x *exchanging) {
		x.listener("a")
		x.send("a", long(x), 1, x.tells(7, 100, 0, 0, "a"))
	})
	m.exchange(about{name: "only-the-first", refuses: []string{"R8", "R36"}, flags: []string{"answers", "several"}, why: "Of two messages, and of two cn_msgs, the kernel acts on the first."}, generations, func(x *exchanging) {
		x.listener("a")
		x.send("a", slices.Concat(x.ask(1, 7, 100), x.ask(2, 8, 200)), 1, x.tells(7, 100, 0, 0, "a"))
		x.send("a", x.must(x.t.Nlmsg(x.o, nil, x.ask(99, 9, 300)[16:], x.ask(2, 10, 400)[16:])), 1, x.tells(9, 300, 1, 22, "a"))
	})
	m.membership()
	m.sending()
}

// membership makes the exchanges about groups and queues: R34, R39, R40.
func (m *maker) membership() {
	m.exchange(about{name: "groups", accepts: []string{"R34", "R40"}, refuses: []string{"R34", "R40"}, flags: []string{"answers", "groups"}, why: "Groups are 1 to 32; a join adds one, a bind's mask replaces all."}, generations, func(x *exchanging) {
		x.socket("a", true)
		for _, g := range []uint32{0, 33} {
			x.step(vectors.Step{Do: "join", Socket: "a", Group: g, Error: "EINVAL"})
		}
		x.step(vectors.Step{Do: "bind", Socket: "a", Group: 1 << 3})
		x.step(vectors.Step{Do: "join", Socket: "a", Group: 32})
		x.send("a", x.ask(1, 7, 100), 1)
		x.step(vectors.Step{Do: "join", Socket: "a", Group: 1})
		x.send("a", x.ask(99, 8, 200), 1, x.tells(8, 200, x.counted(1), 22, "a"))
		x.step(vectors.Step{Do: "leave", Socket: "a", Group: 1})
		x.send("a", x.ask(99, 9, 300), 1)
	})
	m.exchange(about{name: "groups/everybody", accepts: []string{"R40"}, refuses: []string{"R40"}, flags: []string{"answers", "groups"}, why: "Since 6.6 odd groups are open to everybody, even ones are not, and a bind with one of these joins none."}, "6.12", func(x *exchanging) {
		x.listener("a")
		x.socket("b", false)
		x.step(vectors.Step{Do: "join", Socket: "b", Group: 2, Error: "EPERM"})
		x.step(vectors.Step{Do: "bind", Socket: "b", Group: 3, Error: "EPERM"})
		x.send("a", x.ask(1, 7, 100), 1, x.tells(7, 100, 0, 0, "a"))
		x.step(vectors.Step{Do: "bind", Socket: "b", Group: 1})
		x.step(vectors.Step{Do: "join", Socket: "b", Group: 31})
		x.send("a", x.ask(99, 8, 200), 1, x.tells(8, 200, 1, 22, "a", "b"))
	})
	m.exchange(about{name: "groups/admin", refuses: []string{"R40"}, flags: []string{"answers", "groups"}, why: "Up to 6.5 joining takes CAP_NET_ADMIN."}, "2.6.20 3.10 6.1", func(x *exchanging) {
		x.socket("b", false)
		x.step(vectors.Step{Do: "bind", Socket: "b", Group: 1, Error: "EPERM"})
		x.step(vectors.Step{Do: "join", Socket: "b", Group: 1, Error: "EPERM"})
	})
	m.exchange(about{name: "overflow", refuses: []string{"R39"}, flags: []string{"answers", "loss"}, why: "A full queue loses; the next receive says so once, and nothing comes in until all has been received."}, "3.13 6.1 6.12", func(x *exchanging) {
		x.listener("a")
		x.listener("b")
		x.Sockets[1].Room = 1
		n := x.counted(1)
		lost := func() vectors.Queued {
			q := x.happens(n, x.exec(), 8, "a")
			q.Lost = []string{"b"}
			n++
			return q
		}
		x.send("a", x.ask(1, 7, 100), 1, x.tells(7, 100, 0, 0, "a", "b"))
		x.event(x.exec(), lost())
		x.event(x.exec(), lost())
		x.step(vectors.Step{Do: "recv", Socket: "b", Error: "ENOBUFS"})
		x.event(x.exec(), lost())
		x.step(vectors.Step{Do: "recv", Socket: "b"})
		x.step(vectors.Step{Do: "recv", Socket: "b", Error: "EAGAIN"})
		x.event(x.exec(), x.happens(n, x.exec(), 8, "a", "b"))
	})
}

// counted is how many numbers so many answers have taken.
func (x *exchanging) counted(answers uint64) uint64 {
	if x.from(4, 7) {
		return answers
	}
	return 0
}

// sending makes the exchanges about who may send to whom: R41.
func (m *maker) sending() {
	raw := func(b []byte, to ...string) vectors.Queued {
		return vectors.Queued{Hex: hex.EncodeToString(b), To: to}
	}
	m.exchange(about{name: "to-group", accepts: []string{"R41"}, flags: []string{"answers", "groups"}, why: "A LISTEN sent to the group: the members have it as it was sent, and the kernel acts on it too."}, "2.6.20 6.1 6.12", func(x *exchanging) {
		x.listener("a")
		x.listener("b")
		s := x.send("a", x.ask(1, 7, 100), 1, raw(x.ask(1, 7, 100), "b"), x.tells(7, 100, 0, 0, "a", "b"))
		s.Group = 1
	})
	m.exchange(about{name: "to-group/unprivileged", refuses: []string{"R41"}, flags: []string{"answers", "groups"}, why: "Sending to a group takes CAP_NET_ADMIN, and without it the kernel is not sent anything either."}, "2.6.20 6.1 6.12", func(x *exchanging) {
		x.listener("a")
		x.socket("b", false)
		s := x.send("b", x.ask(1, 7, 100), 0)
		s.Group, s.Error = 1, "EPERM"
	})
	m.exchange(about{name: "to-port", accepts: []string{"R41"}, flags: []string{"answers"}, why: "Up to 3.1 everybody may send to another's port, and what arrives looks like an answer: only the sender's address tells."}, "2.6.20 3.1", func(x *exchanging) {
		x.listener("a")
		x.socket("b", false)
		s := x.send("b", x.ask(1, 7, 100), 0, raw(x.ask(1, 7, 100), "a"))
		s.Port = 100
	})
	m.exchange(about{name: "to-port", refuses: []string{"R41"}, flags: []string{"answers"}, why: "Sending to another's port takes CAP_NET_ADMIN."}, "3.8 6.12", func(x *exchanging) {
		x.listener("a")
		x.socket("b", false)
		s := x.send("b", x.ask(1, 7, 100), 0)
		s.Port, s.Error = 100, "EPERM"
	})
}
