package pdml_test

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/spec"
)

// differs is a kind of packet on which our PDML is not tshark's, on purpose. Beside
// what a tree without Wireshark cannot have, such as the marks of its Lua, we show
// the bytes that are there and look into no family but the connector's.
type differs struct {
	why          string
	packet       *pcap.Packet
	tshark, ours string // the elements that only one has so, as only returns them
}

// theDiffers is all that is known of such packets.
func theDiffers(t testing.TB) []differs {
	le := binary.LittleEndian
	exit := octets.Event(t, le, 0x80000000, nil)
	one := func(header set) []byte {
		header["nlmsg_seq"] = 5
		return octets.Message(t, le, header, exit)
	}
	sound := one(set{"nlmsg_type": 3})
	long := one(set{"nlmsg_type": 3, "nlmsg_len": 77})
	table := spec.Default()
	ctl := must(table.New(le, "cn_ctl_msg", set{"idx_notify_num": 1}))(t)
	req := must(table.New(le, "cn_notify_req", nil))(t)
	notifier := must(table.CnMsg(le, set{"id.idx": 0xffffffff, "id.val": 0xffffffff}, ctl, req))(t)
	link := octets.Message(t, le, set{"nlmsg_type": 16, "nlmsg_flags": 0x300, "nlmsg_seq": 5}, make([]byte, 16))
	frame := func(b []byte) *pcap.Packet { return &pcap.Packet{Data: b, Len: uint32(len(b))} }
	cut := func(b []byte, n int) *pcap.Packet { return &pcap.Packet{Data: b[:n], Len: uint32(len(b))} }
	return []differs{
		{"none: a whole event", frame(octets.Cooked(11, sound)), "", ""},
		{"cut by a snap length", cut(octets.Cooked(11, sound), 76), "frame.protocols", "frame.protocols Netlink message"},
		{"cut in the header", cut(octets.Cooked(11, sound), 26), "", "Netlink message"},
		{"nlmsg_len beyond the frame", frame(octets.Cooked(11, long)), "frame.protocols _ws.expert _ws.malformed _ws.expert _ws.malformed", "frame.protocols Netlink message"},
		{"type NLMSG_ERROR", frame(octets.Cooked(11, one(set{"nlmsg_type": 2}))), "frame.protocols netlink.error Netlink message header (type: 0x0009)", "frame.protocols data"},
		{"bytes behind the last message", frame(octets.Cooked(11, sound, make([]byte, 15))), "_ws.expert _ws.malformed", "data _ws.malformed"},
		{"an answer that is an error", frame(octets.Cooked(11, octets.Message(t, le, set{"nlmsg_type": 3}, octets.Event(t, le, 0, set{"err": 1})))), "_ws.expert", ""},
		{"a family that tshark looks into", frame(octets.Cooked(0, link)), "frame.protocols netlink-route", "frame.protocols Netlink message"},
		{"flags of a request to get or to make something", frame(octets.Cooked(11, one(set{"nlmsg_type": 3, "nlmsg_flags": 0x301}))), "netlink.hdr_flags.root netlink.hdr_flags.match netlink.hdr_flags.atomic netlink.hdr_flags", ""},
		{"another device type", frame(append([]byte{0, 4, 0, 1}, octets.Cooked(11, sound)[4:]...)), "frame.protocols", "frame.protocols netlink Netlink message"},
		{"a request to the notifier: what is in it is its own", frame(octets.Cooked(11, octets.Message(t, le, nil, notifier))), "cn_ctl_msg", "cn_ctl_msg"},
		{"a comment", &pcap.Packet{Data: octets.Cooked(11, sound), Len: 92, Comments: []string{`<a> & "b" 'c' ž`}}, "_ws.expert", ""},
		{"flags of a packet", &pcap.Packet{Data: octets.Cooked(11, sound), Len: 92, Flags: pcap.Of(uint32(1))}, "frame", "frame"},
	}
}

// TestSharkDiffers asserts both sides of every known difference.
func TestSharkDiffers(t *testing.T) {
	inBerlin(t)
	var b bytes.Buffer
	w := must(pcap.NewWriter(&b, pcap.WriterOptions{Format: "pcapng"}))(t)
	face := &pcap.Interface{LinkType: pcap.LinkTypeNetlink, Resolution: 6, Name: "nlmon0", Description: "a tap"}
	for _, d := range theDiffers(t) {
		d.packet.Interface = face
		if err := w.WritePacket(d.packet); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	theirs := parse(t, theShark(t).run(t, b.Bytes(), "-T", "pdml")).inside[0]
	ours := parse(t, write(t, b.Bytes(), whole)).inside[0]
	apart(t, theirs, ours)
	for i, d := range theDiffers(t) {
		if got := only(theirs.inside[i], ours.inside[i]); got != d.tshark {
			t.Errorf("%s: tshark alone has %q, not %q", d.why, got, d.tshark)
		}
		if got := only(ours.inside[i], theirs.inside[i]); got != d.ours {
			t.Errorf("%s: we alone have %q, not %q", d.why, got, d.ours)
		}
	}
}

// apart asserts what differs in every document: what it says of itself, a mark that Lua
// leaves, and what the connector's protocols are called, which we say of each struct.
func apart(t *testing.T, theirs, ours *element) {
	t.Helper()
	for _, c := range []struct {
		doc   *element
		attrs []string
		lua   bool
		cn    string
		proc  string
	}{
		{theirs, []string{"capture_file", "creator", "time", "version"}, true, "Linux kernel connector message", "Linux process event or request"},
		{ours, []string{"creator", "version"}, false, "Connector message, struct cn_msg (cn_proc)", "Process event, struct proc_event"},
	} {
		var attrs []string
		for _, a := range c.doc.attrs {
			attrs = append(attrs, a.Name.Local)
		}
		if c.doc.name != "pdml" || !slices.Equal(attrs, c.attrs) || c.doc.attr("version") != "0" {
			t.Errorf("%s %+v, want %q", c.doc.name, c.doc.attrs, c.attrs)
		}
		titles, lua := map[string]string{}, false
		for _, e := range c.doc.inside[0].inside {
			titles[e.called] = e.attr("showname")
			lua = lua || len(e.inside) > 0 && e.inside[0].called == "_ws.lua.fake"
		}
		if titles["cn"] != c.cn || titles["cn_proc"] != c.proc || lua != c.lua {
			t.Errorf("titles %q, Lua's mark %v", titles, lua)
		}
	}
}

// only returns what elements of a are called that b does not have so, with a space
// between them. What is in such an element goes without saying.
func only(a, b *element) string {
	has := map[string]int{}
	var list []string
	var walk func(e *element, do func(*element) bool)
	walk = func(e *element, do func(*element) bool) {
		for _, in := range e.inside {
			if do(in) {
				walk(in, do)
			}
		}
	}
	walk(b, func(e *element) bool { has[e.line()]++; return true })
	walk(a, func(e *element) bool {
		if e.called == "fake-field-wrapper" || e.called == "_ws.lua.fake" || has[e.line()] > 0 {
			has[e.line()]--
			return true
		}
		list = append(list, cmp.Or(e.called, e.attr("show")))
		return false
	})
	return strings.Join(list, " ")
}
