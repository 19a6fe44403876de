package pcap

import "encoding/binary"

// endian is the byte order of the headers around the packets. A bool, because
// a binary.ByteOrder costs a call a field.
type endian bool

func (e endian) u16(b []byte) uint16 {
	if e {
		return binary.BigEndian.Uint16(b)
	}
	return binary.LittleEndian.Uint16(b)
}

func (e endian) u32(b []byte) uint32 {
	if e {
		return binary.BigEndian.Uint32(b)
	}
	return binary.LittleEndian.Uint32(b)
}

func (e endian) u64(b []byte) uint64 {
	if e {
		return binary.BigEndian.Uint64(b)
	}
	return binary.LittleEndian.Uint64(b)
}

// ticks reads the two halves of a time stamp, which stand upper half first in
// either order.
func (e endian) ticks(b []byte) uint64 { return uint64(e.u32(b))<<32 | uint64(e.u32(b[4:])) }

func (e endian) append16(b []byte, v uint16) []byte {
	if e {
		return binary.BigEndian.AppendUint16(b, v)
	}
	return binary.LittleEndian.AppendUint16(b, v)
}

func (e endian) append32(b []byte, v uint32) []byte {
	if e {
		return binary.BigEndian.AppendUint32(b, v)
	}
	return binary.LittleEndian.AppendUint32(b, v)
}

func (e endian) append64(b []byte, v uint64) []byte {
	if e {
		return binary.BigEndian.AppendUint64(b, v)
	}
	return binary.LittleEndian.AppendUint64(b, v)
}

func (e endian) appendTicks(b []byte, v uint64) []byte {
	return e.append32(e.append32(b, uint32(v>>32)), uint32(v))
}

func (e endian) put32(b []byte, v uint32) {
	if e {
		binary.BigEndian.PutUint32(b, v)
	} else {
		binary.LittleEndian.PutUint32(b, v)
	}
}

// pad4 is n filled up to a multiple of 4.
func pad4(n int) int { return (n + 3) &^ 3 }

// padding fills up b to a multiple of 4 behind a value of n bytes.
func padding(b []byte, n int) []byte { return append(b, "\x00\x00\x00"[:pad4(n)-n]...) }
