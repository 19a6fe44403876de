package analysis

import "github.com/cnwire/cnwire/codec"

// orderMemory counts what structure decided so far, an interface at a time.
type orderMemory struct {
	little, big uint64
	_           [48]byte // it changes with each frame: what another goroutine looks at must not be in its line
}

func newOrderMemory() *orderMemory { return new(orderMemory) }

// add counts a datagram's order, where structure decided it.
func (m *orderMemory) add(o codec.Order, by codec.OrderRule) {
	switch {
	case by != codec.OrderDetected:
	case o == codec.BigEndian:
		m.big++
	default:
		m.little++
	}
}

// guess returns the order of a datagram that fits both, and the rule.
func (m *orderMemory) guess(fileBig bool) (codec.Order, codec.OrderRule) {
	switch {
	case m.little > m.big:
		return codec.LittleEndian, codec.OrderByInterface
	case m.big > m.little:
		return codec.BigEndian, codec.OrderByInterface
	case fileBig:
		return codec.BigEndian, codec.OrderByFile
	}
	return codec.LittleEndian, codec.OrderByFile
}
