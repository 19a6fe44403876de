package exam

import (
	"fmt"
	"slices"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

const (
	familyRoute   = 0
	familyGeneric = 16
)

// frameDamage lays frames without the cooked header, of other families, and cut.
func (l encoding) frameDamage() {
	l.headerless()
	l.otherFamilies()
	l.snappedFrames()
}

// headerless lays what is almost a connector message at the start of a frame of
// link type 253. What is none is read with the cooked header that it is taken for.
func (l encoding) headerless() {
	length := func(n uint64) []byte {
		return l.must(l.t.Nlmsg(l.o, set{"nlmsg_len": n}, l.listen()[16:]))
	}
	taken := func(b []byte, want, name, why string, wire int) {
		l.judgedFrame(linkNetlink, b[:16], familyRoute, b[16:], want, about{name: name, refuses: []string{"R19"}, flags: []string{"link"}, why: why, wire: wire})
	}
	bare := func(b []byte, want, name, why string, wire int) {
		fields, err := familyFields(l.t, l.o, 11, b, wire)
		expect := vectors.Answer{OK: true}
		if err != nil {
			expect = failed(l.o, b, err)
		}
		expect.Fields = fields
		a := about{name: name, accepts: []string{"R19"}, flags: []string{"link"}, why: why, wire: wire, faults: []string{"no-header"}}
		l.verdictOf(expect, want, l.o, a)
		l.oneFrame(linkNetlink, b, a, expect)
	}
	noLength := "length at 16" // id.idx, which is read as a length
	if l.o == big {
		taken(length(39), noLength, "frame/no-header/35", "nlmsg_len is 35 more than cn_msg.len: no message starts here.", 0)
		bare(append(length(43), 9, 9, 9), "ok", "frame/no-header/39", "nlmsg_len is 39 more than cn_msg.len, which padding does: a message without the cooked header.", 0)
		empty := l.message(nil)
		taken(empty[:35], noLength, "frame/no-header/captured=35", "The cn_msg is not whole: no message starts here.", 36)
		host := l.exact(nil, set{"id.idx": 0x03140001}, []byte{1, 2, 3, 4}) // 0x0314 is 36 less than 824
		l.frame(linkNetlink, l.of("sll_header", with(cookedSLL, set{"sll_pkttype": 0})), 11, host, about{name: "frame/pkttype=0/lengths", accepts: []string{"R19"}, flags: []string{"link"},
			why: "A cooked header whose ARPHRD type is 824, and that would be an nlmsg_len 36 more than what stands in the place of cn_msg.len."})
		return
	}
	taken(append(length(44), 9, 9, 9, 9), noLength, "frame/no-header/40", "nlmsg_len is 40 more than cn_msg.len, which is no padding: no message starts here.", 0)
	bare(l.message(nil), "ok", "frame/no-header/empty", "The shortest message that is known without the cooked header: 36 bytes.", 0)
	bare(l.fork()[:40], "ok", "frame/no-header/snapped", "The same, cut by the capture; its wire counts no header, as there is none.", 76)
	l.frame(linkNetlink, l.of("sll_header", with(cookedSLL, set{"sll_hatype": 1})), 11, l.listen(), about{name: "frame/hatype=1", accepts: []string{"R19"}, flags: []string{"link"},
		why: "Link type 253 with another ARPHRD type: still netlink, as no message starts in its place."})
}

// otherFamilies lays what is read of messages that are no connector's.
func (l encoding) otherFamilies() {
	cooked := l.of("sll_header", with(cookedSLL, set{"sll_protocol": familyGeneric}))
	add := func(name, want, why string, b []byte) {
		l.judgedFrame(linkNetlink, cooked, familyGeneric, b, want, about{name: "frame/family=16/" + name, refuses: []string{"R2"}, flags: []string{"family"}, why: why})
	}
	odd := l.must(l.t.Nlmsg(l.o, nil, []byte{1, 2, 3, 4, 5}))
	if l.o == big {
		add("behind", "short at 56", "Fifteen bytes behind the last message, of whatever family.", slices.Concat(l.listen(), make([]byte, 15)))
		add("overrun", "overrun at 16", "A length beyond the end, of whatever family.", l.must(l.t.Nlmsg(l.o, set{"nlmsg_len": 25}, []byte{1, 2, 3, 4, 5, 6, 7, 8})))
		return
	}
	add("several", "ok", "The headers of all messages are read, and each payload is data.", slices.Concat(odd, []byte{9, 9, 9}, odd))
	add("length", "length at 40", "A length below its header, of whatever family.", slices.Concat(odd, []byte{0, 0, 0}, l.must(l.t.Nlmsg(l.o, set{"nlmsg_len": 15}))))
}

// snappedFrames lays frames that a capture cut: wire counts the cooked header too.
func (l encoding) snappedFrames() {
	cooked := l.of("sll_header", cookedSLL)
	cooked2 := l.of("sll2_header", set{"sll2_protocol": 11, "sll2_hatype": 824, "sll2_pkttype": 4})
	add := func(link int, header, b []byte, wire int, want, name, why string) {
		a := about{name: "frame/snapped/" + name, accepts: []string{"R1", "R2"}, flags: []string{"snaplen", "cooked"}, why: why, wire: wire}
		if want != "ok" {
			a.accepts, a.refuses = nil, []string{"R4"}
		}
		l.judgedFrame(link, header, 11, b, want, a)
	}
	header := func(link int, name string, b []byte, wire int) {
		a := about{name: fmt.Sprintf("frame/snapped/%s=%d", name, len(b)), accepts: []string{"R1", "R2"}, flags: []string{"snaplen", "cooked"}, why: "The capture ends in the cooked header: what is whole of it is shown.", wire: wire}
		l.oneFrame(link, b, a, vectors.Answer{OK: true, Fields: l.headerFields(name, b)})
	}
	if l.o == big {
		add(linkNetlink, cooked, l.fork()[:40], 92, "ok", "sound", "56 bytes of 92 were captured, 16 of them the cooked header.")
		add(linkSLL2, cooked2, l.must(l.t.Nlmsg(l.o, set{"nlmsg_len": 77}, l.fork()[16:40])), 96, "overrun at 20", "sll2-overrun", "77 bytes declared, 76 of 96 behind the cooked header.")
		header(linkSLL2, "sll2_header", cooked2[:9], 96)
		l.oneFrame(linkNetlink, cooked[:10], about{name: "frame/snapped/short", refuses: []string{"R2"}, flags: []string{"snaplen", "short-input"}, why: "A frame of 15 bytes, of which 10 were captured: too short for the cooked header, whatever was captured.", wire: 15},
			l.shortHeader(cooked[:10], 15))
		return
	}
	add(linkNetlink, cooked, l.must(l.t.Nlmsg(l.o, set{"nlmsg_len": 77}, l.fork()[16:40])), 92, "overrun at 16", "overrun", "77 bytes declared, 76 of 92 behind the cooked header.")
	add(linkNetlink, cooked, nil, 92, "ok", "header", "The cooked header was captured, and nothing of the datagram.")
	header(linkNetlink, "sll_header", cooked[:15], 92)
}

// frameOrders makes frames whose byte order the decoder has to find out.
func (m *maker) frameOrders() {
	cooked := m.must(m.t.New(big, "sll_header", cookedSLL))
	unknown := func(o byteOrder, b []byte, wire int, want, name, why string) {
		l := encoding{m, o}
		if got := m.t.Order(b, max(0, wire-len(cooked))); got != o.ByteOrder {
			m.fail("%s: the table says %v, its author %s", name, got, o.word)
		}
		l.judgedFrame(linkNetlink, cooked, 11, b, want, about{name: "frame/order/" + name, accepts: []string{"R3"}, flags: []string{"detect", "cooked"}, why: why, wire: wire})
		m.unordered1("frame/order/" + name)
	}
	l, b := encoding{m, little}, encoding{m, big}
	unknown(little, l.listen(), 0, "ok", "little", "The order is told by what is behind the cooked header.")
	unknown(big, b.listen(), 0, "ok", "big", "The order is told by what is behind the cooked header.")
	unknown(little, b.head(80, "", "tiv"), 92, "overrun at 16", "wire", "80 bytes do not fit behind the cooked header, though in the frame: the rest is asked.")
	zeros := make([]byte, 20)
	m.add(vectors.Datagram, "frame", "unknown", slices.Concat(cooked, zeros), about{name: "frame/order/none", refuses: []string{"R3"}, flags: []string{"detect", "cooked"}, why: "Neither order gives a message, and a frame alone has no other to go by."},
		vectors.Answer{Class: spec.ClassOrder, At: "nlmsghdr", Offset: ptr(16), Fields: append(l.headerFields("sll_header", cooked), vectors.Hex("tail", zeros))}).Link = linkNetlink
	m.list[len(m.list)-1].Name = "datagram/frame/order/none"
	bare := b.fork()
	fields, _ := datagramFields(m.t, big, bare, 0)
	b.oneFrame(linkNetlink, bare, about{name: "frame/order/no-header", refuses: []string{"R19"}, flags: []string{"detect", "link"}, why: "Without the cooked header, in either order.", faults: []string{"no-header"}},
		vectors.Answer{OK: true, Fields: fields})
	m.unordered1("frame/order/no-header")
}

// unordered1 takes the order out of the question of the last vector.
func (m *maker) unordered1(name string) {
	v := &m.list[len(m.list)-1]
	v.Order, v.Name = "unknown", "datagram/"+name
}
