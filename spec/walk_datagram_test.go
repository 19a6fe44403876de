package spec_test

import (
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/cnwire/cnwire/spec"
	"github.com/google/go-cmp/cmp"
)

// Whole datagrams: several messages, broken headers, captures that end early.
func TestWalkDatagrams(t *testing.T) {
	table, o := spec.Default(), binary.BigEndian
	cn := func(idx uint64, data ...byte) []byte {
		return noError(table.CnMsg(o, map[string]uint64{"id.idx": idx}, data))(t)
	}
	nl := func(set map[string]uint64, body ...[]byte) []byte { return noError(table.Nlmsg(o, set, body...))(t) }
	twoCn := nl(nil, cn(3, 1), cn(3, 2, 3))
	longCn := nl(nil, newStruct(t, o, "cn_msg", map[string]uint64{"len": 9}))
	fork := newStruct(t, o, "proc_event", map[string]uint64{"what": 1})
	proc := map[string]uint64{"id.idx": 1, "id.val": 1}
	event := noError(table.Message(o, nil, proc, fork))(t)
	shortEvent := noError(table.Message(o, nil, proc, fork[:16]))(t)
	const nlhdr = "nlmsghdr.nlmsg_len nlmsghdr.nlmsg_type nlmsghdr.nlmsg_flags nlmsghdr.nlmsg_seq nlmsghdr.nlmsg_pid"
	const cnhdr = "cn_msg.id.idx cn_msg.id.val cn_msg.seq cn_msg.ack cn_msg.len cn_msg.flags"
	for _, c := range []struct {
		name   string
		family uint16
		b      []byte
		wire   int // 0: all captured
		want   string
		err    string
	}{
		{"nothing", connector, nil, 0, "", ""},
		{"header only", connector, nl(nil), 0, nlhdr, ""},
		{"15 bytes", connector, nl(nil)[:15], 0, "tail@0", "spec: nlmsghdr at byte 0: need 16 bytes, have 15: short"},
		{"bytes behind", connector, append(nl(nil), 1, 2, 3, 4, 5), 0, nlhdr + " tail@16", "spec: nlmsghdr at byte 16: need 16 bytes, have 5: short"},
		{"nlmsg_len 15", connector, append(nl(map[string]uint64{"nlmsg_len": 15}), 1, 2), 0, nlhdr + " tail@16",
			"spec: nlmsghdr.nlmsg_len at byte 0: need 16 bytes, have 15: length"},
		{"nlmsg_len too large", connector, nl(map[string]uint64{"nlmsg_len": 41}, cn(3, 1)), 0, nlhdr + " " + cnhdr + " data@36",
			"spec: nlmsghdr.nlmsg_len at byte 0: need 41 bytes, have 37: overrun"},
		{"another family", 16, nl(nil, []byte{1, 2, 3}), 0, nlhdr + " data@16", ""},
		{"two nlmsgs of another family", 0, append(spec.Align(nl(nil, []byte{1, 2, 3})), nl(nil)...), 0, nlhdr + " data@16 pad@19 " + nlhdr, ""},
		{"19 bytes of a cn_msg", connector, nl(nil, cn(3)[:19]), 0,
			nlhdr + " " + strings.TrimSuffix(cnhdr, " cn_msg.flags") + " cut@34", "spec: cn_msg at byte 16: need 20 bytes, have 19: short"},
		{"two cn_msgs", connector, twoCn, 0, nlhdr + " " + cnhdr + " data@36 " + cnhdr + " data@57", ""},
		{"less than a second cn_msg", connector, nl(nil, cn(3, 1), cn(3)[:19]), 0, nlhdr + " " + cnhdr + " data@36 rest@37", ""},
		{"walking goes on behind a short cn_msg", connector, append(nl(nil, cn(3)[:4]), nl(nil)...), 0,
			nlhdr + " cn_msg.id.idx " + nlhdr, "spec: cn_msg at byte 16: need 20 bytes, have 4: short"},

		{"capture ends in nlmsghdr", connector, twoCn[:7], len(twoCn), "nlmsghdr.nlmsg_len nlmsghdr.nlmsg_type cut@6", ""},
		{"capture ends behind nlmsghdr", connector, twoCn[:16], len(twoCn), nlhdr, ""},
		{"capture ends in cn_msg.len", connector, twoCn[:33], len(twoCn), nlhdr + " " + strings.TrimSuffix(cnhdr, " cn_msg.len cn_msg.flags") + " cut@32", ""},
		{"capture ends in cn_msg.flags", connector, twoCn[:35], len(twoCn), nlhdr + " " + strings.TrimSuffix(cnhdr, " cn_msg.flags") + " cut@34", ""},
		{"capture ends in the data", connector, twoCn[:58], len(twoCn), nlhdr + " " + cnhdr + " data@36 " + cnhdr + " data@57", ""},
		{"only the original is too long", connector, nl(map[string]uint64{"nlmsg_len": 60}, cn(3, 1)), 40, nlhdr + " " + cnhdr + " data@36",
			"spec: nlmsghdr.nlmsg_len at byte 0: need 60 bytes, have 40: overrun"},
		{"what the capture lacks can still be wrong", connector, spec.Align(twoCn)[:58], 65, nlhdr + " " + cnhdr + " data@36 " + cnhdr + " data@57",
			"spec: nlmsghdr at byte 60: need 16 bytes, have 5: short"},
		{"unless walking has ended, in a cn_msg", connector, twoCn[:33], 65, nlhdr + " " + strings.TrimSuffix(cnhdr, " cn_msg.len cn_msg.flags") + " cut@32", ""},
		{"or in an event", connector, event[:38], 81, nlhdr + " " + cnhdr + " cut@36", ""},
		{"len decides without flags", connector, longCn[:35], len(longCn), nlhdr + " " + strings.TrimSuffix(cnhdr, " cn_msg.flags") + " cut@34",
			"spec: cn_msg.len at byte 32: need 9 bytes, have 0: overrun"},
		{"what decides alone", connector, shortEvent[:40], len(shortEvent), nlhdr + " " + cnhdr + " proc_event.what",
			"spec: proc_event.fork at byte 52: need 16 bytes, have 0: short"},
		{"first error of two", connector, append(longCn, 1, 2), 0, nlhdr + " " + cnhdr + " tail@36",
			"spec: cn_msg.len at byte 32: need 9 bytes, have 0: overrun"},
		{"wire below captured", connector, twoCn, 3, nlhdr + " " + cnhdr + " data@36 " + cnhdr + " data@57", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			wire := c.wire
			if wire == 0 {
				wire = len(c.b)
			}
			b := slices.Clip(c.b) // a read behind the capture must panic
			claims, err := table.Walk(o, c.family, b, wire)
			var names []string
			for _, claim := range claims {
				if claim.Struct == "" {
					names = append(names, fmt.Sprintf("%s@%d", claim.Field, claim.Offset))
				} else {
					names = append(names, claim.Struct+"."+claim.Field)
				}
			}
			if diff := cmp.Diff(strings.Fields(c.want), names, cmp.Transformer("", func(s []string) string { return strings.Join(s, "\n") })); diff != "" {
				t.Error(diff)
			}
			compareError(t, err, c.err)
			once(t, claims, c.b)
		})
	}
}

// The capture ends within the event: what is captured of the deciding fields still decides.
func TestWalkCutEvent(t *testing.T) {
	b := unhex(t, "4c00000003000000990c0100000000000100000001000000990c0100000000002800000001000000010000005c5879e0b9030000b6750000b6750000df750000df7500000000000000000000")
	for n, want := range map[int]string{
		36: "",
		38: "36 2 cut 0100\n",
		40: "36 4 proc_event.what 0x1\n",
		43: "36 4 proc_event.what 0x1\n40 3 cut 010000\n",
		53: "36 4 proc_event.what 0x1\n40 4 proc_event.cpu 0x1\n44 8 proc_event.timestamp_ns 0x3b9e079585c\n52 1 cut b6\n",
	} {
		claims, err := spec.Default().Walk(binary.LittleEndian, connector, b[:n:n], len(b))
		compare(t, claims[headerClaims:], want, err, "")
	}
}
