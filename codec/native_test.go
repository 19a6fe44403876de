package codec_test

import (
	"encoding/binary"
	"testing"

	"github.com/cnwire/cnwire/codec"
)

// The library knows the machine's order by the compiler, this package by a list
// of architectures.
func TestNativeOrder(t *testing.T) {
	b := []byte{1, 2, 3, 4}
	if got, want := codec.NativeOrder.Uint32(b), binary.NativeEndian.Uint32(b); got != want {
		t.Errorf("NativeOrder reads %#x, this machine %#x", got, want)
	}
}
