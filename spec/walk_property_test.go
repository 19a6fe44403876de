package spec_test

import (
	"encoding/binary"
	"slices"
	"testing"

	"github.com/cnwire/cnwire/spec"
	"pgregory.net/rapid"
)

// Whatever the bytes are, every captured one is claimed exactly once, in order.
// Random bytes hardly ever make a length that fits, so most inputs start from
// real messages and are then damaged, cut and run together.
func TestWalkClaimsEveryByte(t *testing.T) {
	seen, runs := map[string]int{}, 0
	rapid.Check(t, func(t *rapid.T) {
		runs++
		o := rapid.SampledFrom([]binary.ByteOrder{binary.LittleEndian, binary.BigEndian}).Draw(t, "order")
		b := rapid.SliceOfN(rapid.Byte(), 0, rapid.SampledFrom([]int{0, 0, 40}).Draw(t, "room")).Draw(t, "noise")
		for range rapid.SampledFrom([]int{0, 1, 2, 4, 6}).Draw(t, "messages") {
			b = append(message(t, o), b...)
		}
		for range rapid.SampledFrom([]int{0, 0, 1, 3, 6}).Draw(t, "damages") {
			if len(b) > 0 {
				b[rapid.IntRange(0, len(b)-1).Draw(t, "where")] = rapid.Byte().Draw(t, "byte")
			}
		}
		// A length below its header is one value out of millions, so it is made.
		if len(b) >= 16 && rapid.IntRange(0, 3).Draw(t, "small") == 0 {
			o.PutUint32(b, uint32(rapid.IntRange(0, 15).Draw(t, "nlmsg_len")))
		}
		wire := len(b)
		b = b[:len(b)-min(len(b), rapid.SampledFrom([]int{0, 1, 5, 30, 60}).Draw(t, "cut"))]
		b = slices.Clip(b) // a read behind the capture must panic
		family := rapid.SampledFrom([]uint16{connector, connector, connector, 0}).Draw(t, "family")
		claims, err := spec.Default().Walk(o, family, b, wire)
		once(t, claims, b)
		if err != nil {
			e := err.(*spec.Error)
			seen[e.Class]++
			if e.Offset < 0 || e.Offset > wire || e.Need < 0 || e.Have < 0 || e.Class != spec.ClassLength && e.Have >= e.Need {
				t.Errorf("error makes no sense: %+v", *e)
			}
		} else {
			seen["no error"]++
		}
		for _, c := range claims {
			if c.Struct == "" {
				seen[c.Field]++
			}
		}
	})
	if runs < 100 {
		return // asked for few by RAPID_CHECKS
	}
	for _, what := range []string{"no error", "short", "length", "overrun", "pad", "data", "rest", "tail", "cut", "event_data"} {
		if seen[what] == 0 {
			t.Errorf("%q never happened in %d runs: %v", what, runs, seen)
		}
	}
}

// message draws a netlink message with one or two connector messages.
func message(t *rapid.T, o binary.ByteOrder) []byte {
	table := spec.Default()
	var body [][]byte
	for range rapid.IntRange(1, 2).Draw(t, "cn_msgs") {
		cn := map[string]uint64{"id.idx": uint64(rapid.SampledFrom([]int{1, 1, 1, 3}).Draw(t, "idx")), "id.val": 1}
		data := rapid.SliceOfN(rapid.Byte(), 0, 12).Draw(t, "data")
		if rapid.Bool().Draw(t, "event") {
			what := rapid.SampledFrom([]uint64{0, 1, 0x200, uint64(table.UnknownEvent()), 1 << 29, 1 << 31}).Draw(t, "what")
			data = noError(table.New(o, "proc_event", map[string]uint64{"what": what}))(t)
			data = data[:rapid.SampledFrom([]int{16, 20, 32, 40, 40}).Draw(t, "length")]
		}
		body = append(body, noError(table.CnMsg(o, cn, data))(t))
	}
	return spec.Align(noError(table.Nlmsg(o, nil, body...))(t))
}
