package codec_test

import (
	"bytes"
	"testing"

	"github.com/cnwire/cnwire/codec"
)

// TestAppendKeepsWhatIsThere, grows when it must, and writes Len bytes.
func TestAppendKeepsWhatIsThere(t *testing.T) {
	whole := append(append(vector(t, "FORK"), vector(t, "LISTEN")...), 1, 2, 3)
	var d codec.Datagram
	d.Decode(codec.LittleEndian, whole)
	values := []wire{&d, &d.Messages[0], &codec.RawEvent{Data: []byte("raw")}, &codec.Exit{NoParent: true}}
	for _, w := range wireTypes {
		v := w.new()
		v.Decode(codec.LittleEndian, sample(w.size))
		values = append(values, v)
	}
	for _, v := range values {
		for _, o := range orders {
			alone := v.Append(o, nil)
			if len(alone) != v.Len() {
				t.Errorf("%T: Append writes %d bytes, Len is %d", v, len(alone), v.Len())
			}
			for _, room := range []int{0, 1, len(alone), 1000} {
				b := append(make([]byte, 0, 5+room), "ahead"...)
				got := v.Append(o, b)
				if string(got[:5]) != "ahead" || !bytes.Equal(got[5:], alone) {
					t.Errorf("%T with room for %d: %x, want %x behind the 5 bytes ahead", v, room, got, alone)
				}
				if room >= len(alone) && &got[0] != &b[0] {
					t.Errorf("%T with room for %d moves the buffer", v, room)
				}
			}
		}
	}
}
