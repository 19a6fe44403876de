package layers

import "github.com/cnwire/cnwire/codec"

// decideOrder returns the order of a datagram, of which wire bytes were sent, or
// noWire.
func decideOrder(given codec.Order, b []byte, wire int) (codec.Order, codec.OrderRule) {
	if given != codec.OrderUnknown {
		return given, codec.OrderGiven
	}
	o := codec.Detect(b, wire).Order
	if o == codec.OrderUnknown && wire == noWire {
		// It may have been cut so early that the lengths only overrun it.
		o = codec.Detect(b, unknownWire).Order
	}
	if o == codec.OrderUnknown {
		return codec.LittleEndian, codec.OrderAssumed
	}
	return o, codec.OrderDetected
}

// guessOrder returns the order in which a number that is small in practice (an
// id, an operation, an uptime) is the smaller one.
func guessOrder(number func(codec.Order) uint64) (codec.Order, codec.OrderRule) {
	little, big := number(codec.LittleEndian), number(codec.BigEndian)
	switch {
	case little < big:
		return codec.LittleEndian, codec.OrderGuessed
	case big < little:
		return codec.BigEndian, codec.OrderGuessed
	}
	return codec.LittleEndian, codec.OrderAssumed
}
