package codec_test

import (
	"testing"

	"github.com/cnwire/cnwire/codec"
)

// evidence writes into b what speaks for an order in a message's head: any of
// t (a control type), i (a small idx), v (a small val), c (a len that agrees
// with nlmsg_len).
func evidence(b []byte, o codec.Order, signs string, length uint32) {
	for _, s := range signs {
		switch s {
		case 't':
			byteOrder(o).PutUint16(b[4:], 3)
		case 'i':
			byteOrder(o).PutUint32(b[16:], 1)
		case 'v':
			byteOrder(o).PutUint32(b[20:], 1)
		case 'c':
			byteOrder(o).PutUint16(b[32:], uint16(length-36))
		}
	}
}

// weighed checks what Detect says of b as it is in both orders: the order that
// is expected where b's length is in that of o, or no guess for OrderUnknown.
func weighed(t *testing.T, what string, b []byte, wire int, want codec.Order) {
	t.Helper()
	guess := codec.Guess{Order: want, Confidence: codec.Likely}
	if want == codec.OrderUnknown {
		guess = codec.Guess{}
	}
	if got := codec.Detect(b, wire); got != guess {
		t.Errorf("%s: %v, want %v", what, got, guess)
	}
}

// TestDetectWeighs: where no first length is possible, an id counts one for
// each small number, a control type two, a len that agrees with nlmsg_len four.
func TestDetectWeighs(t *testing.T) {
	for _, o := range orders {
		for _, test := range []struct {
			its, others string
			want        codec.Order
		}{
			{"", "", codec.OrderUnknown},
			{"i", "", o},
			{"v", "", o},
			{"i", "v", codec.OrderUnknown},
			{"t", "i", o},
			{"t", "v", o},
			{"t", "iv", codec.OrderUnknown},
			{"c", "ti", o},
			{"c", "tiv", codec.OrderUnknown},
		} {
			b := headOf(o, 336)
			evidence(b, o, test.its, 336)
			evidence(b, o.Swapped(), test.others, 0)
			weighed(t, o.String()+": "+test.its+" against "+test.others, b, len(b), test.want)
		}
	}
}

// headOf returns 64 bytes with a first length in order o and no other sign.
func headOf(o codec.Order, length uint32) []byte {
	b := make([]byte, 64)
	byteOrder(o).PutUint32(b, length)
	b[4], b[5] = 0xff, 0xff
	return b
}

// TestDetectSignsAtTheirBoundaries: the largest value that counts and one more,
// the first capture that holds a sign and one byte less.
func TestDetectSignsAtTheirBoundaries(t *testing.T) {
	for _, o := range orders {
		b := headOf(o, 336)
		byteOrder(o).PutUint16(b[4:], 4) // NLMSG_OVERRUN
		weighed(t, "type 4", b, len(b), o)
		weighed(t, "type 4 in 6 bytes", b[:6], 64, o)
		weighed(t, "type 4 in 5 bytes", b[:5], 64, codec.OrderUnknown)
		byteOrder(o).PutUint16(b[4:], 5)
		weighed(t, "type 5", b, len(b), codec.OrderUnknown)

		b = headOf(o, 336)
		byteOrder(o).PutUint32(b[20:], 0xffff)
		weighed(t, "val 0xffff", b, len(b), o)
		weighed(t, "val in 24 bytes", b[:24], 64, o)
		weighed(t, "val in 23 bytes", b[:23], 64, codec.OrderUnknown)
		byteOrder(o).PutUint32(b[20:], 0x10000) // 0x100 in the other order
		weighed(t, "val 0x10000", b, len(b), o.Swapped())

		b = headOf(o, 336)
		evidence(b, o, "c", 336)
		weighed(t, "len in 34 bytes", b[:34], 64, o)
		weighed(t, "len in 33 bytes", b[:33], 64, codec.OrderUnknown)
	}
}

// TestDetectWeighsLengths: a possible length counts four, one that is
// impossible takes four, and four are for ending where the datagram ends. A
// first length of 256 is 65536 in the other order, whose second is not captured.
func TestDetectWeighsLengths(t *testing.T) {
	for _, o := range orders {
		for _, test := range []struct {
			name        string
			its, others string
			lengths     []uint32 // of the messages behind the first
			wire        int
			want        codec.Order
		}{
			{"the second is impossible", "c", "", []uint32{1}, 200000, codec.OrderUnknown},
			{"the second is impossible, and a small idx", "ci", "", []uint32{1}, 200000, o},
			{"the third is impossible", "", "", []uint32{64, 1}, 200000, codec.OrderUnknown},
			{"the second ends the datagram", "", "tivc", []uint32{65344}, 65600, codec.OrderUnknown},
		} {
			b := append(headOf(o, 256), make([]byte, 400)...)
			evidence(b, o, test.its, 256)
			evidence(b, o.Swapped(), test.others, 65536)
			at := 256
			for _, length := range test.lengths {
				copy(b[at:], headOf(o, length))
				at += int(length)
			}
			weighed(t, o.String()+": "+test.name, b, test.wire, test.want)
		}
	}
}

// TestDetectLooksAtFourMessages, and is certain only where they are all.
func TestDetectLooksAtFourMessages(t *testing.T) {
	for _, o := range orders {
		var b []byte
		for n := 1; n <= 6; n++ {
			b = append(b, headOf(o, 64)...)
			want := codec.Guess{Order: o, Confidence: codec.Likely}
			if n <= 4 {
				want.Confidence = codec.Certain
			}
			if got := codec.Detect(b, len(b)); got != want {
				t.Errorf("%d messages: %v, want %v", n, got, want)
			}
		}
	}
}
