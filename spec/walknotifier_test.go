package spec_test

import (
	"encoding/binary"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/spec"
)

// A request to the notifier is one only if its length is that of the ranges it
// counts. The claims behind the two headers are written by hand.
func TestWalkNotifier(t *testing.T) {
	table, o := spec.Default(), binary.BigEndian
	ctl := func(idx, val uint64) []byte {
		return newStruct(t, o, "cn_ctl_msg", map[string]uint64{"idx_notify_num": idx, "val_notify_num": val, "group": 9, "len": 0x10})
	}
	first := newStruct(t, o, "cn_notify_req", map[string]uint64{"first": 1, "range": 2})
	second := newStruct(t, o, "cn_notify_req", map[string]uint64{"first": 3, "range": 4})
	two := slices.Concat(ctl(1, 1), first, second)
	const head = `36 4 cn_ctl_msg.idx_notify_num 0x1
40 4 cn_ctl_msg.val_notify_num 0x1
44 4 cn_ctl_msg.group 0x9
48 4 cn_ctl_msg.len 0x10
52 4 cn_notify_req.first 0x1
56 4 cn_notify_req.range 0x2
`
	const whole = head + "60 4 cn_notify_req.first 0x3\n64 4 cn_notify_req.range 0x4\n"
	const bytes = "00000001000000010000000900000010" + "0000000100000002" + "0000000300000004"
	for _, c := range []struct {
		name string
		cn   map[string]uint64
		data []byte
		cut  int // bytes that the capture lacks
		want string
		err  string
	}{
		{name: "one range of each", data: two, want: whole},
		{name: "no ranges", data: ctl(0, 0), want: strings.NewReplacer("num 0x1", "num 0x0").Replace(head[:strings.Index(head, "52 ")])},
		{name: "another idx", cn: map[string]uint64{"id.idx": 1 << 31}, data: two, want: "36 32 data " + bytes + "\n"},
		{name: "another val", cn: map[string]uint64{"id.val": 1 << 31}, data: two, want: "36 32 data " + bytes + "\n"},
		{name: "a range too few", data: two[:24], want: "36 24 data " + bytes[:48] + "\n"},
		{name: "a byte too few", data: two[:31], want: "36 31 data " + bytes[:62] + "\n67 1 pad 00\n"},
		{name: "counts that wrap", data: append(ctl(1<<32-1, 3), first...)[:24], want: "36 24 data ffffffff00000003" + bytes[16:48] + "\n"},
		{name: "less than the counts", data: two[:7], want: "36 7 data " + bytes[:14] + "\n43 1 pad 00\n"},
		{name: "a notification", want: ""},
		{name: "overrun", cn: map[string]uint64{"len": 32}, data: two[:28], want: head + "60 4 cn_notify_req.first 0x3\n",
			err: "spec: cn_msg.len at byte 32: need 32 bytes, have 28: overrun"},
		{name: "capture ends in the counts", data: two, cut: 25, want: "36 7 data " + bytes[:14] + "\n"},
		{name: "capture ends behind the counts", data: two, cut: 24, want: head[:strings.Index(head, "44 ")]},
		{name: "capture ends in a range", data: two, cut: 5, want: head + "60 3 cut 000000\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			cn := map[string]uint64{"id.idx": 0xffffffff, "id.val": 0xffffffff}
			maps.Copy(cn, c.cn)
			b := noError(table.Message(o, nil, cn, c.data))(t)
			claims, err := table.Walk(o, connector, slices.Clip(b[:len(b)-c.cut]), len(b))
			compare(t, claims[headerClaims:], c.want, err, c.err)
			once(t, claims, b[:len(b)-c.cut])
		})
	}
}
