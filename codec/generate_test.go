package codec_test

import (
	"slices"
	"sync"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
	"pgregory.net/rapid"
)

// drawn is a datagram as rapid made it: in part sound, in part not.
type drawn struct {
	order  codec.Order
	family uint16
	b      []byte // what was captured
	wire   int
}

// drawDatagram makes a datagram from the table, with lengths that are wrong now
// and then, bytes that belong to nobody, and a capture that may end anywhere.
func drawDatagram(t *rapid.T) drawn {
	d := drawn{order: rapid.SampledFrom(orders).Draw(t, "order"), family: codec.FamilyConnector}
	if oneIn(t, 10, "other family") {
		d.family = 16
	}
	for range rapid.IntRange(1, 3).Draw(t, "messages") {
		d.b = append(d.b, drawMessage(t, d.order)...)
	}
	if oneIn(t, 5, "trailing bytes") {
		d.b = append(d.b, drawBytes(t, 1, 20)...)
	}
	if oneIn(t, 6, "damage") {
		d.b[rapid.IntRange(0, len(d.b)-1).Draw(t, "damaged")] ^= rapid.Byte().Draw(t, "bits")
	}
	d.wire = len(d.b)
	if oneIn(t, 3, "cut") {
		d.b = d.b[:rapid.IntRange(0, len(d.b)).Draw(t, "captured")]
	}
	if oneIn(t, 10, "longer on the wire") {
		d.wire += rapid.IntRange(1, 100).Draw(t, "uncaptured")
	}
	return d
}

func drawMessage(t *rapid.T, o codec.Order) []byte {
	var body []byte
	for range rapid.SampledFrom([]int{0, 1, 1, 1, 1, 2, 3}).Draw(t, "cn_msgs") {
		body = append(body, drawCnMsg(t, o)...)
	}
	if oneIn(t, 5, "rest") {
		body = append(body, drawBytes(t, 1, 24)...)
	}
	set := map[string]uint64{"nlmsg_type": rapid.Uint64Range(0, 4).Draw(t, "type"), "nlmsg_pid": 7}
	switch {
	case oneIn(t, 10, "any nlmsg_len"):
		set["nlmsg_len"] = uint64(rapid.Uint32().Draw(t, "nlmsg_len"))
	case oneIn(t, 8, "wrong nlmsg_len"):
		set["nlmsg_len"] = uint64(max(0, len(body)+16+rapid.IntRange(-50, 50).Draw(t, "by")))
	}
	b, err := spec.Default().Nlmsg(byteOrder(o), set, body)
	if err != nil {
		t.Fatal(err)
	}
	if oneIn(t, 2, "no pad") {
		return b
	}
	return append(b, drawBytes(t, 3, 3)[:-len(b)&3]...)
}

func drawCnMsg(t *rapid.T, o codec.Order) []byte {
	ids := rapid.SampledFrom([][2]uint64{{1, 1}, {1, 1}, {1, 1}, {3, 1}, {1, 2}, {0xffffffff, 0xffffffff}, {0xffffffff, 0xffffffff}})
	if others := othersWithPayloads(); len(others) > 0 && oneIn(t, 4, "another user") {
		ids = rapid.SampledFrom(others)
	}
	id := ids.Draw(t, "id")
	set := map[string]uint64{"id.idx": id[0], "id.val": id[1], "seq": 9, "ack": 8, "flags": 3}
	data := drawPayload(t, o)
	if slices.Contains(othersWithPayloads(), id) { // small numbers, which may be lengths or counts
		data = rapid.SliceOfN(rapid.SampledFrom([]byte{0, 0, 0, 1, 2, 3, 4, 5, 8, 12, 0xff}), 0, 60).Draw(t, "small bytes")
	}
	if id[0] == 0xffffffff && !oneIn(t, 4, "not for the notifier") {
		data = drawNotifier(t, o)
	}
	switch {
	case oneIn(t, 12, "any len"):
		set["len"] = uint64(rapid.Uint16().Draw(t, "len"))
	case oneIn(t, 6, "wrong len"):
		set["len"] = uint64(max(0, len(data)+rapid.IntRange(-30, 30).Draw(t, "by")))
	}
	b, err := spec.Default().CnMsg(byteOrder(o), set, data)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// othersWithPayloads returns the ids of users that spec/payloads.csv has beside
// process events and the notifier.
var othersWithPayloads = sync.OnceValue(func() (ids [][2]uint64) {
	for _, u := range spec.Default().Users() {
		has := slices.ContainsFunc(spec.Default().Payloads(), func(p spec.Payload) bool { return p.User == u.Name })
		if has && u.Name != "cn_proc" && u.Name != "connector notifier" {
			ids = append(ids, [2]uint64{uint64(u.Idx), uint64(u.Val)})
		}
	}
	return ids
})

// drawPayload makes an event most of the time, with a union of some length.
func drawPayload(t *rapid.T, o codec.Order) []byte {
	if oneIn(t, 3, "no event") {
		return drawBytes(t, 0, 20)[:rapid.SampledFrom([]int{0, 4, 8, 13, 15, 18}).Draw(t, "size")]
	}
	what := rapid.Uint64Range(0, 0xffffffff).Draw(t, "what")
	if !oneIn(t, 8, "unknown what") {
		what = rapid.SampledFrom(spec.Default().Set("proc_event_what")).Draw(t, "event").Value
	}
	b, err := spec.Default().New(byteOrder(o), "proc_event", map[string]uint64{"what": what, "cpu": 2, "timestamp_ns": 3})
	if err != nil {
		t.Fatal(err)
	}
	b = append(b[:16], drawBytes(t, 40, 40)...)
	return b[:16+rapid.SampledFrom([]int{24, 24, 24, 16, 0, 3, 8, 20, 25, 40}).Draw(t, "union")]
}

// drawNotifier makes a request to the notifier, some with a count that is wrong
// or larger than what a length holds.
func drawNotifier(t *rapid.T, o codec.Order) []byte {
	idx, val := rapid.Uint64Range(0, 2).Draw(t, "idx ranges"), rapid.Uint64Range(0, 2).Draw(t, "val ranges")
	b := drawBytes(t, 40, 40)
	set := map[string]uint64{"idx_notify_num": idx, "val_notify_num": val, "group": 3, "len": 8 * (idx + val)}
	switch {
	case oneIn(t, 8, "wrong count"):
		set["idx_notify_num"]++
	case oneIn(t, 8, "count that wraps"):
		set["val_notify_num"] += 1 << 29
	}
	ctl, err := spec.Default().New(byteOrder(o), "cn_ctl_msg", set)
	if err != nil {
		t.Fatal(err)
	}
	return append(ctl, b[:8*(idx+val)]...)
}

// drawBytes returns a capacity of at least 20, for callers that cut.
func drawBytes(t *rapid.T, least, most int) []byte {
	b := make([]byte, 40)
	n := rapid.IntRange(least, most).Draw(t, "n")
	x := rapid.Uint64().Draw(t, "bytes")
	for i := range b {
		b[i] = byte(x >> (i % 8 * 8))
	}
	return b[:n]
}

func oneIn(t *rapid.T, n int, what string) bool {
	return rapid.IntRange(1, n).Draw(t, what) == n
}
