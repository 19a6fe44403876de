package codec_test

import (
	"bytes"
	"encoding/binary"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"pgregory.net/rapid"
)

// The two orders, for tests that hold in both.
var orders = []codec.Order{codec.LittleEndian, codec.BigEndian}

// byteOrder is the standard library's name for o, which reads unknown as little.
func byteOrder(o codec.Order) interface {
	binary.ByteOrder
	binary.AppendByteOrder
} {
	if o == codec.BigEndian {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

func TestOrderReadsAndAppendsAsEncodingBinary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		v := rapid.Uint64().Draw(t, "v")
		for _, o := range append(orders, codec.OrderUnknown) {
			std := byteOrder(o)
			b := std.AppendUint64([]byte{1}, v)
			if got := o.AppendUint64([]byte{1}, v); !bytes.Equal(got, b) {
				t.Errorf("%v.AppendUint64 = %x, want %x", o, got, b)
			}
			if got, want := o.AppendUint32([]byte{1}, uint32(v)), std.AppendUint32([]byte{1}, uint32(v)); !bytes.Equal(got, want) {
				t.Errorf("%v.AppendUint32 = %x, want %x", o, got, want)
			}
			if got, want := o.AppendInt32([]byte{1}, int32(v)), std.AppendUint32([]byte{1}, uint32(v)); !bytes.Equal(got, want) {
				t.Errorf("%v.AppendInt32 = %x, want %x", o, got, want)
			}
			if got, want := o.AppendUint16([]byte{1}, uint16(v)), std.AppendUint16([]byte{1}, uint16(v)); !bytes.Equal(got, want) {
				t.Errorf("%v.AppendUint16 = %x, want %x", o, got, want)
			}
			b = b[1:]
			if got := o.Uint64(b); got != v {
				t.Errorf("%v.Uint64(%x) = %#x, want %#x", o, b, got, v)
			}
			if got, want := o.Uint32(b), std.Uint32(b); got != want {
				t.Errorf("%v.Uint32(%x) = %#x, want %#x", o, b, got, want)
			}
			if got, want := o.Int32(b), int32(std.Uint32(b)); got != want {
				t.Errorf("%v.Int32(%x) = %d, want %d", o, b, got, want)
			}
			if got, want := o.Uint16(b), std.Uint16(b); got != want {
				t.Errorf("%v.Uint16(%x) = %#x, want %#x", o, b, got, want)
			}
		}
	})
}

func TestOrderSwapped(t *testing.T) {
	for _, test := range []struct {
		order, swapped codec.Order
		name           string
	}{
		{codec.OrderUnknown, codec.OrderUnknown, "unknown"},
		{codec.LittleEndian, codec.BigEndian, "little"},
		{codec.BigEndian, codec.LittleEndian, "big"},
		{codec.Order(3), codec.OrderUnknown, "unknown"},
	} {
		if got := test.order.Swapped(); got != test.swapped {
			t.Errorf("Order(%d).Swapped() = %v, want %v", test.order, got, test.swapped)
		}
		if got := test.order.String(); got != test.name {
			t.Errorf("Order(%d).String() = %q, want %q", test.order, got, test.name)
		}
	}
}
