package fuzz

import "encoding/binary"

// connector is NETLINK_CONNECTOR, from include/uapi/linux/netlink.h.
const connector = 11

// possibleOrders returns the orders that a datagram may be in, by its first
// length alone (SPEC.md R3); both where that is possible in both or in neither.
func possibleOrders(b []byte) []binary.ByteOrder {
	little, big := possible(binary.LittleEndian, b), possible(binary.BigEndian, b)
	switch {
	case little && !big:
		return []binary.ByteOrder{binary.LittleEndian}
	case big && !little:
		return []binary.ByteOrder{binary.BigEndian}
	}
	return []binary.ByteOrder{binary.LittleEndian, binary.BigEndian}
}

// possible reports whether the first four bytes are a length that fits.
func possible(o binary.ByteOrder, b []byte) bool {
	if len(b) < 16 {
		return false
	}
	n := o.Uint32(b)
	return n >= 16 && uint64(n) <= uint64(len(b))
}

// noOrder reports whether there are bytes and no order gives a possible length.
func noOrder(b []byte) bool {
	return len(b) > 0 && !possible(binary.LittleEndian, b) && !possible(binary.BigEndian, b)
}
