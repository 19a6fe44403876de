package exam

import (
	"bytes"
	"fmt"
	"slices"

	"github.com/cnwire/cnwire/spec"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// The link types, https://www.tcpdump.org/linktypes.html.
const (
	linkEthernet = 1
	linkSLL      = 113
	linkNetlink  = 253
	linkSLL2     = 276
)

// cookedSLL are the numbers of a cooked header as nlmon's captures have it.
var cookedSLL = set{"sll_pkttype": 4, "sll_hatype": 824, "sll_protocol": 11}

// frames lays datagrams behind the cooked headers that captures have.
func (l encoding) frames() {
	event := l.fork()
	stranger := l.exact(nil, set{"id.idx": 77}, []byte{1, 2, 3, 4})
	for _, link := range []int{linkNetlink, linkSLL} {
		l.frame(link, l.of("sll_header", cookedSLL), 11, event, about{name: fmt.Sprintf("frame/link=%d", link), accepts: []string{"R2", "R17", "R19"}, flags: []string{"cooked", "link"},
			why: "The cooked header is big-endian, whatever is behind it.", meaning: vectors.Fields{vectors.Text("direction", "<kernel")}})
	}
	l.frame(linkSLL2, l.of("sll2_header", set{"sll2_protocol": 11, "sll2_if_index": 0x01020304, "sll2_hatype": 824, "sll2_pkttype": 4}), 11, event,
		about{name: "frame/link=276", accepts: []string{"R2", "R19"}, flags: []string{"cooked", "link"}, why: "A cooked header of 20 bytes.", meaning: vectors.Fields{vectors.Text("direction", "<kernel")}})
	noise := l.of("sll_header", with(cookedSLL, set{"sll_halen": 8}))
	copy(noise[6:], "\x01\x02\x03\x04\x05\x06\x07\x08")
	l.frame(linkNetlink, noise, 11, event, about{name: "frame/address", accepts: []string{"R2"}, flags: []string{"cooked"}, why: "An address, which means nothing and is not lost."})
	for _, c := range []struct {
		pkttype uint64
		b       []byte
		says    string
		ways    [2][]string
		why     string
	}{
		{6, stranger, "<kernel", [2][]string{{"R17"}, nil}, "PACKET_USER: to user space."},
		{7, stranger, ">kernel", [2][]string{{"R17"}, nil}, "PACKET_KERNEL: to the kernel."},
		{7, event, ">kernel", [2][]string{nil, {"R17"}}, "An event that somebody sends to the kernel: the packet type is asked first."},
		{4, stranger, "?", [2][]string{nil, {"R17"}}, "PACKET_OUTGOING tells nothing."},
	} {
		l.frame(linkNetlink, l.of("sll_header", with(cookedSLL, set{"sll_pkttype": c.pkttype})), 11, c.b, about{
			name: fmt.Sprintf("frame/pkttype=%d/%d", c.pkttype, len(c.b)), accepts: c.ways[0], refuses: c.ways[1], flags: []string{"direction"},
			why: c.why, meaning: vectors.Fields{vectors.Text("direction", c.says)}})
	}
	l.frame(linkNetlink, l.of("sll_header", with(cookedSLL, set{"sll_protocol": 16})), 16, event,
		about{name: "frame/family=16", refuses: []string{"R2"}, flags: []string{"family"}, why: "Generic netlink: its payload is no cn_msg, whatever it looks like."})
	l.frame(linkNetlink, l.of("sll_header", cookedSLL), 11, nil, about{name: "frame/empty", accepts: []string{"R2"}, flags: []string{"empty"}, why: "A cooked header and nothing."})
	l.strangeFrames(event)
	for _, n := range []int{0, 15} {
		b := l.of("sll_header", cookedSLL)[:n]
		l.oneFrame(linkNetlink, b, about{name: fmt.Sprintf("frame/cut=%d", n), refuses: []string{"R2"}, flags: []string{"short-input", "cooked"}, why: "Too short for the cooked header."},
			l.shortHeader(b, n))
	}
}

// shortHeader is the answer to a frame of wire bytes, too few for its sll_header: b
// was captured, and what is whole of it is shown.
func (l encoding) shortHeader(b []byte, wire int) vectors.Answer {
	a := failure(spec.ClassShort, "sll_header", 0, 16, wire)
	a.Fields = l.headerFields("sll_header", b)
	return a
}

// strangeFrames lays frames that are not netlink, and those of faulty capturing
// programs.
func (l encoding) strangeFrames(event []byte) {
	for _, c := range []struct {
		name string
		link int
		b    []byte
	}{
		{"ethernet", linkEthernet, append(l.of("sll_header", cookedSLL), event...)},
		{"sll-no-header", linkSLL, event},
		{"sll-hatype=1", linkSLL, append(l.of("sll_header", with(cookedSLL, set{"sll_hatype": 1})), event...)},
		{"sll2-hatype=1", linkSLL2, append(l.of("sll2_header", set{"sll2_protocol": 11, "sll2_hatype": 1}), event...)},
	} {
		l.oneFrame(c.link, c.b, about{name: "frame/" + c.name, refuses: []string{"R19"}, flags: []string{"link"}, why: "No netlink, and no fault."},
			vectors.Answer{OK: true, Fields: vectors.Fields{vectors.Hex("data", c.b)}})
	}
	fields, _ := datagramFields(l.t, l.o, event, 0)
	l.oneFrame(linkNetlink, event, about{name: "frame/no-header", refuses: []string{"R19"}, flags: []string{"link"}, why: "Link type 253 without the cooked header: read around, and reported.",
		faults: []string{"no-header"}}, vectors.Answer{OK: true, Fields: fields})
	l.frame(linkNetlink, l.of("sll_header", with(cookedSLL, set{"sll_protocol": 0x0b00})), 11, event,
		about{name: "frame/host-order-family", refuses: []string{"R2", "R19"}, flags: []string{"link", "cooked"}, why: "The family in the order of a little-endian host: read around, and reported.",
			faults: []string{"family-order"}})
}

// frame adds a sound datagram of a family behind a whole cooked header.
func (l encoding) frame(link int, header []byte, family uint16, b []byte, a about) {
	l.judgedFrame(link, header, family, b, "ok", a)
}

// judgedFrame adds any datagram behind a whole cooked header, and holds the
// table's verdict, whose offsets count from the start of the frame, against want.
func (l encoding) judgedFrame(link int, header []byte, family uint16, b []byte, want string, a about) {
	name := "sll_header"
	if link == linkSLL2 {
		name = "sll2_header"
	}
	inner, err := familyFields(l.t, l.o, family, b, max(0, a.wire-len(header)))
	expect := vectors.Answer{OK: true}
	if err != nil {
		expect = failed(l.o, b, err)
		*expect.Offset += len(header)
	}
	expect.Fields = append(l.headerFields(name, header), inner...)
	l.verdictOf(expect, want, l.o, a)
	l.oneFrame(link, slices.Concat(header, b), a, expect)
}

// headerFields are those of a cooked header that are whole; what is left of a
// broken one is cut.
func (l encoding) headerFields(name string, header []byte) vectors.Fields {
	s, _ := l.t.Struct(name)
	fields := brokenFields(s, l.o, header)
	for i := range fields {
		fields[i].Name = name + "." + fields[i].Name
	}
	return fields
}

func (l encoding) oneFrame(link int, b []byte, a about, expect vectors.Answer) *vectors.Vector {
	v := l.add(vectors.Datagram, "frame", l.o.word, bytes.Clone(b), a, expect)
	v.Link = link
	return v
}
