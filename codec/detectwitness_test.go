package codec_test

import (
	"encoding/binary"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/spec"
	"pgregory.net/rapid"
)

// TestDetectIsTheRule holds Detect against the slow one of package spec, which is
// written from R3: on heads that speak for one order in some places and for the
// other elsewhere.
func TestDetectIsTheRule(t *testing.T) {
	seen := testkit.Tally{}
	firsts := rapid.SampledFrom([]uint32{0, 15, 16, 36, 40, 41, 256, 256, 256, 512, 0xffff, 0x10000, 0x10100, 0xffffffff})
	lengths := rapid.SampledFrom([]uint32{0, 15, 16, 36, 40, 40, 40, 65344, 0xffffffff})
	numbers := rapid.SampledFrom([]uint32{0, 1, 3, 0xffff, 0x10000})
	types := rapid.SampledFrom([]uint16{0, 3, 4, 5, 0xffff})
	order := rapid.SampledFrom(orders)
	seen.Property(t, func(t *rapid.T) {
		o := byteOrder(order.Draw(t, "its order"))
		b := make([]byte, rapid.SampledFrom([]int{3, 4, 5, 6, 23, 24, 33, 34, 40, 300, 512, 700}).Draw(t, "captured")+40)
		for i, at := 0, 0; i < 6 && at+40 <= len(b); i++ {
			length := lengths.Draw(t, "length")
			if i == 0 {
				length = firsts.Draw(t, "first length")
			}
			o.PutUint32(b[at:], length)
			byteOrder(order.Draw(t, "of the type")).PutUint16(b[at+4:], types.Draw(t, "type"))
			byteOrder(order.Draw(t, "of idx")).PutUint32(b[at+16:], numbers.Draw(t, "idx"))
			byteOrder(order.Draw(t, "of val")).PutUint32(b[at+20:], numbers.Draw(t, "val"))
			if rapid.Bool().Draw(t, "len fits") {
				o.PutUint16(b[at+32:], uint16(length-36))
			}
			if at += int(length+3) &^ 3; length < 16 || at < 0 {
				break
			}
		}
		b = b[:len(b)-40]
		wire := len(b) + rapid.SampledFrom([]int{-1, 0, 0, 1, 20, 65536 - len(b), 200000}).Draw(t, "more")
		want := codec.OrderUnknown
		switch spec.Default().Order(b, wire) {
		case binary.LittleEndian:
			want = codec.LittleEndian
		case binary.BigEndian:
			want = codec.BigEndian
		}
		if got := codec.Detect(b, wire); got.Order != want {
			t.Fatalf("%x of %d: %v, want %v-endian", b, wire, got, want)
		}
		seen.Add("little", want == codec.LittleEndian)
		seen.Add("big", want == codec.BigEndian)
		seen.Add("nothing tells", want == codec.OrderUnknown)
	})
	seen.Check(t, 200, "little", "big", "nothing tells")
}
