package layers

import "github.com/cnwire/cnwire/codec"

// OrderRule says what decided a layer's byte order (SPEC.md R3).
type OrderRule uint8

const (
	// OrderGiven: by the caller, as in Set.Order, Decoder.Order, and in layers
	// that were built and not decoded.
	OrderGiven OrderRule = iota
	// OrderDetected: the lengths of the frame's messages fit it (codec.Detect).
	OrderDetected
	// OrderGuessed: from the bytes of this one struct, by a layer that is
	// decoded on its own and not by a Set or into a packet.
	OrderGuessed
	// OrderAssumed: nothing told, so it is taken for little-endian.
	OrderAssumed
)

// String returns the rule in one word.
func (r OrderRule) String() string {
	switch r {
	case OrderGiven:
		return "given"
	case OrderDetected:
		return "detected"
	case OrderGuessed:
		return "guessed"
	}
	return "assumed"
}

// decideOrder returns the order of a datagram, of which wire bytes were sent, or
// noWire.
func decideOrder(given codec.Order, b []byte, wire int) (codec.Order, OrderRule) {
	if given != codec.OrderUnknown {
		return given, OrderGiven
	}
	o := codec.Detect(b, wire).Order
	if o == codec.OrderUnknown && wire == noWire {
		// It may have been cut so early that the lengths only overrun it.
		o = codec.Detect(b, unknownWire).Order
	}
	if o == codec.OrderUnknown {
		return codec.LittleEndian, OrderAssumed
	}
	return o, OrderDetected
}

// guessOrder returns the order in which a number that is small in practice (an
// id, an operation, an uptime) is the smaller one.
func guessOrder(number func(codec.Order) uint64) (codec.Order, OrderRule) {
	little, big := number(codec.LittleEndian), number(codec.BigEndian)
	switch {
	case little < big:
		return codec.LittleEndian, OrderGuessed
	case big < little:
		return codec.BigEndian, OrderGuessed
	}
	return codec.LittleEndian, OrderAssumed
}
