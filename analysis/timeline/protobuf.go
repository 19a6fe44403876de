package timeline

import "encoding/binary"

// field is the number of a field of a protobuf message. What is written here is the
// encoding that https://protobuf.dev/programming-guides/encoding/ describes.
type field uint64

const (
	wireVarint = 0
	wireFixed  = 1
	wireBytes  = 2
)

// varint appends a number.
func (f field) varint(b []byte, v uint64) []byte {
	return binary.AppendUvarint(binary.AppendUvarint(b, uint64(f)<<3|wireVarint), v)
}

// fixed appends a number of eight bytes.
func (f field) fixed(b []byte, v uint64) []byte {
	return binary.LittleEndian.AppendUint64(binary.AppendUvarint(b, uint64(f)<<3|wireFixed), v)
}

// text appends a text, which is valid UTF-8.
func (f field) text(b []byte, s string) []byte {
	b = binary.AppendUvarint(binary.AppendUvarint(b, uint64(f)<<3|wireBytes), uint64(len(s)))
	return append(b, s...)
}

// message appends a message inside another.
func (f field) message(b, inner []byte) []byte {
	b = binary.AppendUvarint(binary.AppendUvarint(b, uint64(f)<<3|wireBytes), uint64(len(inner)))
	return append(b, inner...)
}
