package layers_test

import (
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/spec"
	"pgregory.net/rapid"
)

// drawFrame makes a frame of one to four messages, each aligned and none wrong.
func drawFrame(t *rapid.T, o codec.Order) []byte {
	var datagram []byte
	for range rapid.SampledFrom([]int{1, 2, 3, 4, 0}).Draw(t, "messages") {
		var body []byte
		for range rapid.SampledFrom([]int{0, 1, 1, 1, 2, 3}).Draw(t, "cn_msgs") {
			body = append(body, drawCnMsg(t, o)...)
		}
		if len(body) > 0 && oneIn(t, 4, "trailer") {
			body = append(body, drawBytes(t, rapid.IntRange(1, 19).Draw(t, "of"))...)
		}
		m := must(table.Nlmsg(byteOrder(o), numbers{"nlmsg_type": 3, "nlmsg_seq": 5}, body))
		datagram = append(datagram, spec.Align(m)...)
	}
	family := uint16(codec.FamilyConnector)
	if oneIn(t, 8, "other family") {
		family = 16
	}
	return cooked(family, datagram)
}

func drawCnMsg(t *rapid.T, o codec.Order) []byte {
	if oneIn(t, 4, "unknown id") {
		return must(table.CnMsg(byteOrder(o), numbers{"id.idx": 3, "id.val": 1}, drawBytes(t, rapid.IntRange(0, 13).Draw(t, "size"))))
	}
	var data []byte
	switch rapid.IntRange(0, 5).Draw(t, "kind") {
	case 0:
		data = must(table.New(byteOrder(o), "proc_cn_mcast_op", numbers{"mcast_op": 1}))
	case 1:
		data = must(table.New(byteOrder(o), "proc_input", numbers{"mcast_op": 2, "event_type": 3}))
	case 2:
		data = drawBytes(t, rapid.SampledFrom([]int{0, 1, 7, 15}).Draw(t, "size"))
	default:
		what := rapid.SampledFrom(table.Set("proc_event_what")).Draw(t, "what").Value
		if oneIn(t, 8, "unknown what") {
			what = uint64(table.UnknownEvent())
		}
		data = must(table.New(byteOrder(o), "proc_event", numbers{"what": what, "cpu": 2, "timestamp_ns": 3}))
		data = append(data[:16], drawBytes(t, rapid.SampledFrom([]int{24, 24, 27}).Draw(t, "union"))...)
	}
	return must(table.CnMsg(byteOrder(o), proc(nil), data))
}

func drawBytes(t *rapid.T, n int) []byte {
	return rapid.SliceOfN(rapid.Byte(), n, n).Draw(t, "bytes")
}

func oneIn(t *rapid.T, n int, what string) bool {
	return rapid.IntRange(1, n).Draw(t, what) == n
}
