package pdml_test

import (
	"encoding/binary"
	"encoding/hex"
	"encoding/xml"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// laid are frames on which tshark and we agree whole, but for what skip leaves out.
func laid(t testing.TB) (list []record) {
	add := func(family uint16, messages ...[]byte) {
		n := uint32(len(list))
		list = append(list, record{Data: octets.Cooked(family, messages...), Sec: 1774746000 + 1000*n - 1400*(n%3), Frac: 999999 - 1001*n}) // now and then backwards
	}
	for _, o := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		exit := octets.Event(t, o, 0x80000000, set{"process_pid": 7, "process_tgid": 7, "exit_code": 0x8b, "exit_signal": 17})
		one := octets.Message(t, o, set{"nlmsg_type": 3, "nlmsg_seq": 1, "nlmsg_pid": 4000000000}, exit)
		two := octets.Message(t, o, set{"nlmsg_type": 0x7777, "nlmsg_flags": 0x3f, "nlmsg_seq": 2}, exit, exit) // two cn_msgs
		empty := octets.Message(t, o, set{"nlmsg_type": 4, "nlmsg_flags": 0xf0c0})                              // no payload, unknown flags
		add(11, one)
		add(11, one, two)
		add(11, one, empty, two)
		add(11, empty)
		add(15, one) // families that tshark does not look into
		add(2, one, one)
		add(0xffff, one)
		for _, what := range []uint64{0, 1, 2, 4, 0x40, 0x80, 0x100, 0x40000000} {
			add(11, octets.Message(t, o, set{"nlmsg_type": 3}, octets.Event(t, o, what, nil)))
		}
	}
	return list
}

// TestSharkLaid compares frames that the corpus does not have.
func TestSharkLaid(t *testing.T) {
	inBerlin(t)
	s := theShark(t)
	for name, o := range map[string]binary.AppendByteOrder{"big": binary.BigEndian, "little": binary.LittleEndian} {
		capture := octets.Pcap(o, name == "big", laid(t)...)
		same(t, name, parse(t, s.run(t, capture, "-T", "pdml")), parse(t, write(t, capture, whole)))
	}
}

// The connector's protocols are the same on the datagrams of the exam, wrong ones and
// those of foreign users among them.
func TestSharkExam(t *testing.T) {
	inBerlin(t)
	s := theShark(t)
	var list []record
	for i, v := range must(vectors.Load())(t).Vectors {
		if v.Kind != vectors.Datagram || v.Link != 0 && v.Link != 253 || !testkit.Share(i, 3) {
			continue
		}
		b := must(hex.DecodeString(v.Hex))(t)
		if v.Struct != "frame" {
			b = octets.Cooked(11, b)
		}
		list = append(list, record{Data: b})
	}
	capture := octets.Pcap(binary.LittleEndian, false, list...)
	theirs, ours := parse(t, s.run(t, capture, "-T", "pdml")), parse(t, write(t, capture, whole))
	same(t, "exam", connector(theirs), connector(ours))
}

// connector leaves the connector's protocols of each packet.
func connector(doc *element) *element {
	for _, p := range doc.inside[0].inside {
		var kept []*element
		for _, e := range p.inside {
			unsized(e)
			if e.name == "proto" && strings.HasPrefix(e.called, "cn") {
				kept = append(kept, e)
			}
		}
		p.inside = kept
	}
	return doc
}

// unsized takes the size from protocols of which ours has what stands behind the
// fields, and from those in them.
func unsized(e *element) {
	if slices.Contains([]string{"cn_ctl_msg", "cn_dm", "cn_uvesafb", "cn_w1", "cn_w1_cmd"}, e.called) {
		e.attrs = slices.DeleteFunc(e.attrs, func(a xml.Attr) bool { return a.Name.Local == "size" })
	}
	for _, in := range e.inside {
		unsized(in)
	}
}
