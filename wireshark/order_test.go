package wireshark_test

import (
	"encoding/binary"
	"slices"
	"testing"

	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/internal/testkit/octets"
	"github.com/cnwire/cnwire/spec"
)

// Where nothing tells a datagram's order, the interface's earlier frames do, those of
// other netlink families among them (R3c): in every link type, in one pass and in two,
// and not those of another interface.
func TestOrderOfOtherFamilies(t *testing.T) {
	t.Parallel()
	table := spec.Default()
	headers := map[uint32]func(family, hatype uint64) []byte{
		253: func(family, hatype uint64) []byte {
			return must(table.New(binary.BigEndian, "sll_header", octets.Set{"sll_hatype": hatype, "sll_protocol": family}))(t)
		},
		276: func(family, hatype uint64) []byte {
			return must(table.New(binary.BigEndian, "sll2_header", octets.Set{"sll2_hatype": hatype, "sll2_protocol": family}))(t)
		},
	}
	headers[113] = headers[253]
	const netlink, connector, wide = 824, 11, 0x01000000 // wide is 1 in the other order
	// A length that is the same in both orders and beyond the end, and an id that is
	// no better in one than in the other.
	dark := must(table.New(binary.BigEndian, "nlmsghdr", octets.Set{"nlmsg_len": 0x01010101, "nlmsg_type": 0xffff}))(t)
	dark = append(dark, must(table.New(binary.BigEndian, "cn_msg", octets.Set{"id.idx": 1, "id.val": wide}))(t)...)
	tells := map[binary.ByteOrder][]byte{}
	for _, o := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		tells[o] = octets.Message(t, o, octets.Set{"nlmsg_type": 16}, make([]byte, 16)) // a link, of family 0
	}
	fields, little, big := []string{"cn.idx"}, "16777216", "1"
	capture := func(link uint32, family, hatype uint64) []byte {
		head := headers[link]
		one := func(family, hatype uint64, b []byte) record {
			return record{Data: slices.Concat(head(family, hatype), b)}
		}
		other := func(o binary.ByteOrder) record { return one(family, hatype, tells[o]) }
		nothing := one(connector, netlink, dark)
		return pcapOf(link, nothing, other(binary.BigEndian), nothing, other(binary.LittleEndian), nothing, other(binary.BigEndian), nothing)
	}
	want, blind := []string{little, "", big, "", little, "", big}, []string{little, "", little, "", little, "", little}
	alone := capture(253, 0, netlink)
	interfaces := joined(t, map[string][]byte{ // in the order of their names
		"1 netlink": alone, "2 cooked": capture(113, 0, netlink), "3 cooked2": capture(276, 0, netlink),
		"4 a family in host order": capture(253, 4<<8, netlink), "5 another ARPHRD type": capture(253, 0, 1),
		"6 no netlink": capture(113, 0, 1),
	})
	for i, c := range []struct {
		name    string
		capture []byte
		want    []string
		args    []string
	}{
		{"pcap", alone, want, nil},
		{"two passes", alone, want, []string{"-2"}},
		{"given", alone, blind, []string{"-o", "cn.byte_order:little-endian"}},
		{"interfaces", interfaces, slices.Concat(want, want, want, want, want, blind), nil},
	} {
		if got := ours(t, c.capture, fields); c.name != "given" && !slices.Equal(got, c.want) {
			t.Errorf("%s: we have %q, want %q", c.name, got, c.want)
		}
		for k, s := range sharks(t) {
			if i < 3 && !testkit.Share(i+k, 2) {
				continue // another version tries it
			}
			if got := s.columns(t, c.capture, fields, c.args...); !slices.Equal(got, c.want) {
				t.Errorf("%s: %s: %q, want %q", s.path, c.name, got, c.want)
			}
		}
	}
}
