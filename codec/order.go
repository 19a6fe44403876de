package codec

import (
	"encoding/binary"
	"math/bits"
)

// Order is the byte order of a datagram: the native order of the machine that
// sent it. Nothing on the wire names it (SPEC.md R3), so it is an argument
// everywhere. It is a byte and not a binary.ByteOrder because an interface
// call in every field read costs two to three times the decode.
type Order uint8

const (
	// OrderUnknown asks Datagram.Decode to detect the order. Every other
	// reader treats it as LittleEndian.
	OrderUnknown Order = iota
	LittleEndian
	BigEndian
)

// String returns "little", "big" or "unknown".
func (o Order) String() string {
	switch o {
	case LittleEndian:
		return "little"
	case BigEndian:
		return "big"
	}
	return "unknown"
}

// Swapped returns the other order; OrderUnknown stays unknown.
func (o Order) Swapped() Order {
	switch o {
	case LittleEndian:
		return BigEndian
	case BigEndian:
		return LittleEndian
	}
	return OrderUnknown
}

// Uint16 reads the first two bytes of b.
func (o Order) Uint16(b []byte) uint16 {
	v := binary.LittleEndian.Uint16(b)
	if o == BigEndian {
		v = bits.ReverseBytes16(v)
	}
	return v
}

// Uint32 reads the first four bytes of b.
func (o Order) Uint32(b []byte) uint32 {
	v := binary.LittleEndian.Uint32(b)
	if o == BigEndian {
		v = bits.ReverseBytes32(v)
	}
	return v
}

// Uint64 reads the first eight bytes of b.
func (o Order) Uint64(b []byte) uint64 {
	v := binary.LittleEndian.Uint64(b)
	if o == BigEndian {
		v = bits.ReverseBytes64(v)
	}
	return v
}

// Int32 reads the first four bytes of b, as pids are stored.
func (o Order) Int32(b []byte) int32 { return int32(o.Uint32(b)) }

// AppendUint16 appends v to b.
func (o Order) AppendUint16(b []byte, v uint16) []byte {
	if o == BigEndian {
		v = bits.ReverseBytes16(v)
	}
	return binary.LittleEndian.AppendUint16(b, v)
}

// AppendUint32 appends v to b.
func (o Order) AppendUint32(b []byte, v uint32) []byte {
	if o == BigEndian {
		v = bits.ReverseBytes32(v)
	}
	return binary.LittleEndian.AppendUint32(b, v)
}

// AppendUint64 appends v to b.
func (o Order) AppendUint64(b []byte, v uint64) []byte {
	if o == BigEndian {
		v = bits.ReverseBytes64(v)
	}
	return binary.LittleEndian.AppendUint64(b, v)
}

// AppendInt32 appends v to b.
func (o Order) AppendInt32(b []byte, v int32) []byte { return o.AppendUint32(b, uint32(v)) }
