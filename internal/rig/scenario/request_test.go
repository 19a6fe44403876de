package scenario

import (
	"encoding/binary"
	"encoding/hex"
	"testing"

	"github.com/cnwire/cnwire/codec"
)

// here is this machine's byte order, as codec names it.
func here() codec.Order {
	if binary.NativeEndian.Uint16([]byte{1, 0}) == 1 {
		return codec.LittleEndian
	}
	return codec.BigEndian
}

// TestRequest has a LISTEN that a kernel accepted: seq 7, ack 100, from port 0.
func TestRequest(t *testing.T) {
	const want = "28000000030000000700000000000000010000000100000007000000640000000400000001000000"
	r := Request{NlType: 3, NlSeq: 7, Idx: 1, Val: 1, Seq: 7, Ack: 100, Len: -1, Data: wordsOf(opListen)}
	if got := hex.EncodeToString(r.Bytes()); here() == codec.LittleEndian && got != want {
		t.Errorf("%s, want %s", got, want)
	}
	r.NlLen, r.Len = 41, 8
	var d codec.Datagram
	d.Decode(here(), append(r.Bytes(), 0, 0, 0, 0))
	if len(d.Messages) != 1 || d.Messages[0].Header.Length != 41 {
		t.Errorf("%+v", d)
	}
}
