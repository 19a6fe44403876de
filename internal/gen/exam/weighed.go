package exam

import (
	"fmt"
	"slices"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// other returns the other byte order.
func (o byteOrder) other() byteOrder {
	if o == little {
		return big
	}
	return little
}

// head lays 36 bytes with a first length and nothing else that speaks for an
// order, but for signs: what its own order has of t (a control type), i and v (a
// small id.idx and id.val) and c (a len that agrees with the length), and what the
// other one has.
func (l encoding) head(length uint64, its, others string) []byte {
	b := l.must(l.t.CnMsg(l.o, nil, nil))
	b = l.must(l.t.Nlmsg(l.o, set{"nlmsg_len": length, "nlmsg_type": 0xffff}, b))
	for _, s := range its {
		l.sign(b, s, length)
	}
	other := encoding{l.maker, l.o.other()}
	for _, s := range others {
		other.sign(b, s, length<<24&0xff000000|length<<8&0xff0000|length>>8&0xff00|length>>24)
	}
	return b
}

// sign lays one that speaks for the encoding's order.
func (l encoding) sign(b []byte, s rune, length uint64) {
	put := func(at int, name, field string, v uint64) {
		if err := l.t.Put(l.o, b[at:], name, field, v); err != nil {
			l.fail("%w", err)
		}
	}
	switch s {
	case 't':
		put(0, "nlmsghdr", "nlmsg_type", 3)
	case 'i':
		put(16, "cn_msg", "id.idx", 1)
	case 'v':
		put(16, "cn_msg", "id.val", 1)
	case 'c':
		put(16, "cn_msg", "len", (length-36)&0xffff)
	}
}

// told adds a datagram whose order the decoder has to find out: the one that its
// author says, nobody's for the zero value. The table's rule is held against it.
func (m *maker) told(o byteOrder, b []byte, want string, a about) {
	a.name, a.flags = "order/"+a.name, append(a.flags, "detect")
	if got := m.t.Order(b, a.wire); got != o.ByteOrder {
		m.fail("%s: the table says %v, its author %s", a.name, got, o.word)
	}
	if o.ByteOrder != nil {
		if a.refuses == nil {
			a.accepts = []string{"R3"}
		}
		encoding{m, o}.detected(b, want, a)
		return
	}
	a.refuses = []string{"R3"}
	m.add(vectors.Datagram, "datagram", "unknown", b, a, vectors.Answer{Class: spec.ClassOrder, At: "nlmsghdr", Offset: new(int), Fields: vectors.Fields{vectors.Hex("tail", b)}})
	m.list[len(m.list)-1].Name = "datagram/" + a.name
}

// weighed makes datagrams for every step and tie of the rule that finds the byte
// order out (R3).
func (m *maker) weighed() {
	m.add(vectors.Datagram, "datagram", "unknown", nil, about{name: "order/empty", accepts: []string{"R3"}, flags: []string{"detect", "empty"}, why: "No bytes have no order, and nothing is wrong with them."},
		vectors.Answer{OK: true})
	m.both(func(l encoding) {
		l.firstLengths()
		l.signs("i", "", l.o)
		l.signs("v", "", l.o)
		l.signs("t", "i", l.o)
		l.signs("c", "ti", l.o)
	})
	l, b := encoding{m, little}, encoding{m, big}
	l.signs("", "", byteOrder{})
	b.signs("i", "v", byteOrder{})
	l.signs("t", "iv", byteOrder{})
	b.signs("c", "tiv", byteOrder{})
	l.signBounds()
	b.large()
	l.large()
	l.chains()
	b.chains()
}

// firstLengths lays first lengths at the ends of what is possible, while all
// else speaks for the other order.
func (l encoding) firstLengths() {
	for _, c := range []struct {
		length uint64
		wire   int
		is     bool
		want   string
		why    string
	}{
		{16, 0, true, "overrun at 16", "The least length of a message: the rest is not asked."},
		{15, 0, false, "overrun at 0", "A length below its header is none: the rest is asked."},
		{36, 0, true, "ok", "A length up to the last byte: the rest is not asked."},
		{37, 0, false, "overrun at 0", "A length that ends behind the last byte is none: the rest is asked."},
		{76, 76, true, "ok", "A length beyond what was captured, and not beyond the datagram."},
	} {
		o := l.o
		if !c.is {
			o = o.other()
		}
		l.told(o, l.head(c.length, "", "tiv"), c.want, about{name: fmt.Sprintf("first=%d/was=%s", c.length, l.o.word), wire: c.wire, why: c.why})
	}
}

// signs lays a first length that no order can have, so that signs decide.
func (l encoding) signs(its, others string, o byteOrder) {
	name := fmt.Sprintf("signs=%s-%s/was=%s", its, others, l.o.word)
	why := "No first length is possible: the heavier signs decide."
	if o.ByteOrder == nil {
		why = "No first length is possible, and the signs weigh the same: neither order gives a message."
	}
	l.told(o, l.head(336, its, others), "overrun at 0", about{name: name, why: why})
}

// signBounds lays signs at the ends of what counts, and of what was captured.
func (l encoding) signBounds() {
	none := byteOrder{}
	put := func(o byteOrder, at int, name, field string, v uint64) []byte {
		b := l.head(336, "", "")
		if err := l.t.Put(o, b[at:], name, field, v); err != nil {
			l.fail("%w", err)
		}
		return b
	}
	l.told(little, put(little, 0, "nlmsghdr", "nlmsg_type", 4), "overrun at 0", about{name: "type=4", why: "NLMSG_OVERRUN is the last control type."})
	l.told(none, put(little, 0, "nlmsghdr", "nlmsg_type", 5), "", about{name: "type=5", why: "Type 5 is no control type, and its mirror image none either."})
	l.told(big, put(big, 16, "cn_msg", "id.idx", 0xffff), "overrun at 0", about{name: "idx=65535", why: "The largest number that an id is likely to have."})
	l.told(little, put(big, 16, "cn_msg", "id.val", 0x10000), "overrun at 0", about{name: "val=65536", why: "65536 is no likely number, and its mirror image 256 is one."})
	for _, c := range []struct {
		signs string
		whole int
		want  string
	}{{"t", 6, "ok"}, {"i", 24, "overrun at 0"}, {"c", 34, "overrun at 0"}} {
		b := l.head(336, c.signs, "")
		l.told(little, b[:c.whole], c.want, about{name: fmt.Sprintf("signs=%s/captured=%d", c.signs, c.whole), wire: 64, flags: []string{"snaplen"}, why: "What was captured is just enough for the sign."})
		l.told(none, b[:c.whole-1], "", about{name: fmt.Sprintf("signs=%s/captured=%d", c.signs, c.whole-1), wire: 64, flags: []string{"snaplen"}, why: "One byte less, and nothing tells; id.idx and id.val count together."})
	}
	l.told(big, encoding{l.maker, big}.head(76, "", "")[:4], "ok", about{name: "captured=4", wire: 76, flags: []string{"snaplen"}, why: "Four bytes are enough if the length of the datagram is known."})
	l.told(none, l.head(15, "t", "")[:15], "", about{name: "fifteen", why: "Fifteen bytes are no message to weigh, whatever they look like."})
	l.told(none, l.head(76, "", "")[:3], "", about{name: "captured=3", wire: 76, flags: []string{"snaplen"}, why: "Three bytes are no length."})
}

// large lays datagrams around 64 KiB, where 256 is 65536 in the other order.
func (l encoding) large() {
	at := func(name string, wire int, its, others string, o byteOrder, want, why string) {
		l.told(o, l.head(256, its, others), want, about{name: fmt.Sprintf("%s/was=%s", name, l.o.word), wire: wire, flags: []string{"snaplen"}, why: why})
	}
	if l.o == big {
		at("wire=65535", 65535, "", "tivc", l.o, "overrun at 32", "256 of 65535 bytes: 65536 do not fit, so that nothing else is asked.")
		at("wire=65536", 65536, "", "", l.o.other(), "ok", "256, or 65536 of 65536 bytes: that ends where the datagram ends.")
		return
	}
	at("wire=200000", 200000, "", "", byteOrder{}, "", "256 or 65536 of 200000 bytes: nothing tells.")
	at("wire=200000/sign", 200000, "i", "", l.o, "ok", "256 or 65536 of 200000 bytes: the likely number tells.")
	at("wire=200000/other", 200000, "", "v", l.o.other(), "ok", "256 or 65536 of 200000 bytes: the likely number tells, against 64 KiB.")
}

// chains lays what is told by messages behind the first: 256 bytes in one order
// are 65536 in the other, whose second message was not captured.
func (l encoding) chains() {
	first := func(its, others string) []byte {
		b := l.head(256, its, others)
		return append(b, make([]byte, 256-len(b))...)
	}
	header := func(length uint64) []byte { return l.head(length, "", "")[:16] }
	add := func(name string, o byteOrder, b []byte, wire int, want, why string) {
		l.told(o, b, want, about{name: "chain/" + name, wire: wire, flags: []string{"several"}, why: why})
	}
	if l.o == little {
		add("bad-second", byteOrder{}, append(first("c", ""), header(1)...), 200000, "", "A second length that is none takes as much as the first one gave.")
		add("rest", byteOrder{}, append(first("", "tiv"), header(65600-256-8)...), 65600, "", "Eight bytes behind the second message are no message, and no end of the datagram either.")
		return
	}
	add("end", byteOrder{}, append(first("", "tivc"), header(65600-256-3)...), 65600, "", "The second message and its padding end the datagram: that weighs as much as a length.")
	forty := append(l.head(40, "", ""), 0, 0, 0, 0)
	add("five", l.o, slices.Concat(first("", "tivc"), forty, forty, forty, header(1)), 200000, "overrun at 32", "Four messages are weighed; the fifth, whose length is none, is not asked.")
}
