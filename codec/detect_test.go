package codec_test

import (
	"math"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/cnwire/cnwire/internal/testkit"
	"pgregory.net/rapid"
)

// TestDetectKernelMessages cuts messages of both orders wherever a snaplen may:
// four bytes of the first length are enough, as long as the length on the wire
// is known.
func TestDetectKernelMessages(t *testing.T) {
	for _, v := range vectors {
		little := vector(t, v.name)
		for order, whole := range map[codec.Order][]byte{
			codec.LittleEndian: little,
			codec.BigEndian:    swapped(t, codec.LittleEndian, little),
		} {
			want := codec.Guess{Order: order, Confidence: codec.Certain}
			for n := 4; n <= len(whole); n++ {
				if got := codec.Detect(whole[:n], len(whole)); got != want {
					t.Errorf("%s, %v-endian, %d bytes of %d: %v, want %v", v.name, order, n, len(whole), got, want)
				}
			}
			for n := range 4 {
				if got := codec.Detect(whole[:n], len(whole)); got != (codec.Guess{}) {
					t.Errorf("%s, %d bytes of %d: %v, want no guess", v.name, n, len(whole), got)
				}
			}
		}
	}
}

// TestDetectCapturedFrames: the order of each machine, and no doubt about it.
func TestDetectCapturedFrames(t *testing.T) {
	eachFrame(t, func(f frame) {
		if got, want := codec.Detect(f.datagram, f.wire), (codec.Guess{Order: f.order, Confidence: codec.Certain}); got != want {
			t.Errorf("%s: %v, want %v", f, got, want)
		}
	})
}

// TestDetectIsNeverWrong below 64 KiB when the first length is sound (R3),
// whatever the other bytes are.
func TestDetectIsNeverWrong(t *testing.T) {
	seen := testkit.Tally{}
	seen.Property(t, func(t *rapid.T) {
		o := rapid.SampledFrom(orders).Draw(t, "order")
		b := rapid.SliceOfN(rapid.SampledFrom([]byte{0, 0, 0, 1, 3, 16, 36, 0xff}), 16, 200).Draw(t, "bytes")
		wire := len(b) + rapid.SampledFrom([]int{0, 1, 1000, 65535 - len(b)}).Draw(t, "more")
		length := rapid.IntRange(16, wire).Draw(t, "length")
		byteOrder(o).PutUint32(b, uint32(length))
		got := codec.Detect(b, wire)
		if got.Order != o {
			t.Fatalf("%v, want %v-endian", got, o)
		}
		seen.Add("certain", got.Confidence == codec.Certain)
		seen.Add("likely", got.Confidence == codec.Likely)
	})
	seen.Check(t, 200, "certain", "likely")
}

// TestDetectGoesByTheFirstLength: 256 bytes of 300 are possible in one order
// alone, even if everything else looks like the other.
func TestDetectGoesByTheFirstLength(t *testing.T) {
	for _, o := range orders {
		b := make([]byte, 300)
		for i := range b {
			b[i] = 0xff // in the second message too
		}
		byteOrder(o).PutUint32(b, 256)
		other := byteOrder(o.Swapped())
		other.PutUint16(b[4:], 3)             // nlmsg_type
		other.PutUint32(b[16:], 1)            // id.idx
		other.PutUint32(b[20:], 1)            // id.val
		other.PutUint16(b[32:], 256<<8-16-20) // len, as the other order's nlmsg_len asks for
		if got := codec.Detect(b, len(b)); got != (codec.Guess{Order: o, Confidence: codec.Likely}) {
			t.Errorf("%v, want %v-endian", got, o)
		}
	}
}

// TestDetectSoundDatagrams: what this package encodes in an order is of that order.
func TestDetectSoundDatagrams(t *testing.T) {
	seen := testkit.Tally{}
	seen.Property(t, func(t *rapid.T) {
		o := rapid.SampledFrom(orders).Draw(t, "order")
		d := codec.Datagram{Order: o, Messages: make([]codec.Message, rapid.IntRange(1, 4).Draw(t, "messages"))}
		for i := range d.Messages {
			size := rapid.OneOf(rapid.IntRange(0, 80), rapid.IntRange(80, 16384)).Draw(t, "size")
			cn := codec.CnMsg{Data: make([]byte, size), Seq: rapid.Uint32().Draw(t, "seq")}
			cn.ID = codec.CbID{Idx: rapid.Uint32().Draw(t, "idx"), Val: rapid.Uint32().Draw(t, "val")}
			cn.FixLengths()
			m := &d.Messages[i]
			m.Header = codec.NlMsghdr{Type: rapid.Uint16().Draw(t, "type"), Seq: cn.Seq}
			m.Data = cn.Append(o, nil)
			m.FixLengths()
		}
		b := d.Append(o, nil)
		if len(b) > math.MaxUint16 {
			t.Skip("64 KiB or more")
		}
		if got, want := codec.Detect(b, len(b)), (codec.Guess{Order: o, Confidence: codec.Certain}); got != want {
			t.Fatalf("%d messages in %d bytes: %v, want %v", len(d.Messages), len(b), got, want)
		}
		seen.Add("several messages", len(d.Messages) > 1)
		seen.Add("large", len(b) > 10000)
	})
	seen.Check(t, 200, "several messages", "large")
}

// TestDetectLarge: from 64 KiB on both lengths may be possible, and the rest of
// the message decides. Wireshark, which goes by the first length alone, reads
// the last two wrong.
func TestDetectLarge(t *testing.T) {
	for _, test := range []struct {
		name                   string
		wire, length, captured int
	}{
		{"a palindromic length", 65792, 65792, 92}, // 0x00010100
		{"a first length of 256 in 200 KB", 200000, 256, 92},
		{"the same, with the capture cut in the header", 200000, 256, 6},
	} {
		for _, o := range orders {
			b := connectorMessage(t, o, test.captured)
			byteOrder(o).PutUint32(b, uint32(test.length))
			got := codec.Detect(b, test.wire)
			if got.Order != o || got.Confidence != codec.Likely {
				t.Errorf("%s, %v-endian: %v, want that order, likely", test.name, o, got)
			}
		}
	}
}

func TestDetectCannotTell(t *testing.T) {
	for _, test := range []struct {
		name string
		b    []byte
		wire int
	}{
		{"nothing", nil, 0},
		{"three bytes", []byte{16, 0, 0}, 16},
		{"a wire too short for a header", []byte{15, 0, 0, 0, 3, 0}, 15},
		{"a length below its header", []byte{15, 0, 0, 0}, 64},
		{"zeros", make([]byte, 64), 64},
		{"a palindromic length and nothing more", []byte{0, 1, 1, 0}, 65792},
	} {
		if got := codec.Detect(test.b, test.wire); got != (codec.Guess{}) {
			t.Errorf("%s: %v, want no guess", test.name, got)
		}
	}
}

// TestDetectWireBelowCapture: a wire length that is less than what was captured
// is damage of the file's, and none of the datagram's.
func TestDetectWireBelowCapture(t *testing.T) {
	b := vector(t, "FORK")
	if got := codec.Detect(b, 0); got.Order != codec.LittleEndian || got.Confidence != codec.Certain {
		t.Errorf("%v, want little, certain", got)
	}
}

// TestDetectLargestWire: a length of as many bytes as int can count, which 32
// bits can reach, needs no room that is not there.
func TestDetectLargestWire(t *testing.T) {
	b := connectorMessage(t, codec.LittleEndian, 92)
	byteOrder(codec.LittleEndian).PutUint32(b, math.MaxInt32)
	for _, wire := range []int{math.MaxInt32, math.MaxInt} {
		if got := codec.Detect(b, wire); got.Order != codec.LittleEndian {
			t.Errorf("wire %d: %v, want little", wire, got)
		}
	}
}

func TestGuessWords(t *testing.T) {
	for c, want := range []string{"none", "likely", "certain", "none"} {
		if got := codec.Confidence(c).String(); got != want {
			t.Errorf("Confidence(%d).String() = %q, want %q", c, got, want)
		}
	}
}
