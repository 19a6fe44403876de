package frames

import (
	"encoding/binary"
	"encoding/hex"

	"github.com/cnwire/cnwire/internal/testkit"
	"github.com/cnwire/cnwire/testdata/corpus/vectors"
)

// Stream is a stream of the vectors as a capture: a frame a second, so that the
// number of a message, counted from 0, is that of its frame, counted from 1,
// where a datagram has one message.
func Stream(t testkit.TB, v *vectors.Vector) []byte {
	t.Helper()
	var o binary.AppendByteOrder = binary.LittleEndian
	if v.Order == "big" {
		o = binary.BigEndian
	}
	b := o.AppendUint16(o.AppendUint16(o.AppendUint32(nil, 0xa1b2c3d4), 2), 4)
	for _, n := range []uint32{0, 0, 1 << 18, 253} {
		b = o.AppendUint32(b, n)
	}
	for i, m := range v.Stream.Messages {
		if m.Hex == "" {
			continue
		}
		frame := append(make([]byte, 16), testkit.Must(hex.DecodeString(m.Hex))(t)...)
		copy(frame, "\x00\x04\x03\x38") // outgoing, ARPHRD_NETLINK
		frame[15] = 11
		for _, v := range []uint32{uint32(i + 1), 0, uint32(len(frame)), uint32(len(frame))} {
			b = o.AppendUint32(b, v)
		}
		b = append(b, frame...)
	}
	return b
}
