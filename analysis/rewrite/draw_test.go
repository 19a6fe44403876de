package rewrite_test

import (
	"encoding/binary"

	"github.com/cnwire/cnwire/analysis"
	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/pcap"
	"github.com/cnwire/cnwire/spec"
	"pgregory.net/rapid"
)

// drawFrame makes a frame of datagrams that the table's encoder wrote. Most are
// sound; of the others something is unknown, damaged or cut.
func drawFrame(t *rapid.T) *analysis.Frame {
	o := rapid.SampledFrom([]codec.Order{codec.LittleEndian, codec.BigEndian}).Draw(t, "order")
	family := uint16(codec.FamilyConnector)
	if oneIn(t, 12, "other family") {
		family = 16
	}
	var b []byte
	for range rapid.SampledFrom([]int{0, 1, 1, 1, 1, 1, 2, 3}).Draw(t, "messages") {
		b = append(b, drawMessage(t, byteOrder(o))...)
	}
	damaged := len(b) > 0 && oneIn(t, 8, "damage")
	if damaged {
		b[rapid.IntRange(0, len(b)-1).Draw(t, "damaged")] ^= rapid.Byte().Draw(t, "bits")
	}
	p := netlink(family, b)
	addr := drawBytes(t, 8)
	copy(p.data[6:14], addr)
	switch rapid.IntRange(1, 20).Draw(t, "link") {
	case 1, 2, 3:
		h := codec.Cooked2{Protocol: family, Reserved: 7, IfIndex: 3, HaType: codec.ArphrdNetlink, Addr: [8]byte(addr)}
		p.data, p.link = append(h.Append(codec.BigEndian, nil), b...), pcap.LinkTypeLinuxSLL2
	case 4, 5:
		p.link = pcap.LinkTypeLinuxSLL
	case 6, 7:
		if !damaged { // else nobody can tell
			p.data = b // what was written without the header
		}
	case 8:
		p.link = 1
	}
	p.wire = len(p.data)
	if oneIn(t, 8, "cut") {
		p.data = p.data[:rapid.IntRange(0, len(p.data)).Draw(t, "captured")]
	}
	// Damage may hide the order; what a frame then means is what the user says.
	return open(t, p, analysis.Frames{Order: o})
}

// drawMessage makes a message of one or two cn_msgs, and of what may follow them.
func drawMessage(t *rapid.T, o binary.ByteOrder) []byte {
	id := rapid.SampledFrom([]uint64{1, 1, 1, 1, 1, 1, 1, 3}).Draw(t, "idx")
	cn := map[string]uint64{"id.idx": id, "id.val": 1, "seq": drawNumber(t), "ack": drawNumber(t), "flags": drawNumber(t) & 0xffff}
	nl := map[string]uint64{"nlmsg_type": 3, "nlmsg_pid": drawNumber(t)}
	body := must(spec.Default().CnMsg(o, cn, drawPayload(t, o)))(t)
	if oneIn(t, 3, "second") {
		body = append(body, must(spec.Default().CnMsg(o, cn, drawPayload(t, o)))(t)...)
	}
	if oneIn(t, 6, "rest") {
		body = append(body, drawBytes(t, rapid.SampledFrom([]int{1, 3, 4, 16}).Draw(t, "rest size"))...)
	}
	b := must(spec.Default().Nlmsg(o, nl, body))(t)
	return append(b, drawBytes(t, -len(b)&3)...)
}

// drawPayload makes an event most of the time, with a union of any length.
func drawPayload(t *rapid.T, o binary.ByteOrder) []byte {
	if oneIn(t, 6, "no event") {
		return drawBytes(t, rapid.SampledFrom([]int{0, 4, 8, 13}).Draw(t, "size"))
	}
	v := rapid.SampledFrom(spec.Default().Set("proc_event_what")).Draw(t, "what")
	head := map[string]uint64{"what": v.Value, "cpu": drawNumber(t), "timestamp_ns": rapid.Uint64().Draw(t, "time")}
	arm, ok := spec.Default().Arm(uint32(v.Value))
	if !ok { // NONZERO_EXIT, which is no event
		return append(must(spec.Default().New(o, "proc_event", head))(t)[:16], drawBytes(t, 24)...)
	}
	set := map[string]uint64{}
	for _, f := range arm.Fields {
		if f.Type.Number() {
			set[f.Name] = drawNumber(t)
		}
	}
	b := must(spec.Default().Event(o, head, set))(t)
	if f, ok := arm.Field("comm"); ok {
		copy(b[16+f.Offset:], rapid.SampledFrom([]string{"", "bash", "bash\x00garbage", "sixteen bytes .."}).Draw(t, "comm"))
	}
	copy(b[16+arm.Size:], drawBytes(t, 24-arm.Size))
	if oneIn(t, 4, "other union") {
		return append(b, drawBytes(t, 16)...)[:rapid.SampledFrom([]int{32, 41, 43, 44, 52}).Draw(t, "len")]
	}
	return b
}

// drawNumber prefers what is special, and few others, so that they recur.
func drawNumber(t *rapid.T) uint64 {
	if oneIn(t, 4, "any") {
		return uint64(rapid.Uint32().Draw(t, "number"))
	}
	return rapid.SampledFrom([]uint64{0, 1, 2, 3, 700, 65533, 65534, 65535, 1<<22 - 1, 1 << 22, 1<<31 - 1, 1 << 31, 1<<32 - 2, 1<<32 - 1}).Draw(t, "special")
}

// drawBytes makes n bytes, all zero half of the time.
func drawBytes(t *rapid.T, n int) []byte {
	b := make([]byte, n)
	if rapid.Bool().Draw(t, "zero") {
		return b
	}
	x := rapid.Uint64().Draw(t, "bytes")
	for i := range b {
		b[i] = byte(x >> (i % 8 * 8))
	}
	return b
}

func oneIn(t *rapid.T, n int, what string) bool {
	return rapid.IntRange(1, n).Draw(t, what) == n
}

// must ends the test on an error.
func must[T any](v T, err error) func(testkit.TB) T { return testkit.Must(v, err) }
