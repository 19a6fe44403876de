package codec_test

import (
	"errors"
	"testing"

	"github.com/cnwire/cnwire/codec"
	"github.com/google/go-cmp/cmp"
)

// TestDecodeHead reads a cn_msg whose data was not captured.
func TestDecodeHead(t *testing.T) {
	whole := vector(t, "ACK ok")[16:]
	want := codec.CnMsg{ID: codec.CbID{Idx: 1, Val: 1}, Seq: 0x10c97, Ack: 101, Length: 40}
	for n := range whole {
		m := codec.CnMsg{Seq: 9, Data: []byte{9}}
		before := m
		eaten, err := m.DecodeHead(codec.LittleEndian, whole[:n])
		if n < codec.CnMsgSize {
			if eaten != 0 || !errors.Is(err, codec.ErrShort) || !cmp.Equal(m, before) {
				t.Errorf("%d bytes: eaten %d, error %v, %+v", n, eaten, err, m)
			}
			continue
		}
		if diff := cmp.Diff(want, m); eaten != codec.CnMsgSize || err != nil || diff != "" {
			t.Errorf("%d bytes: eaten %d, error %v (-want +got):\n%s", n, eaten, err, diff)
		}
	}
}
