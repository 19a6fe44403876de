package analysis

import "github.com/cnwire/cnwire/codec"

// orderMemory counts what structure decided so far, an interface at a time.
type orderMemory struct {
	little, big uint64
}

func newOrderMemory() *orderMemory { return new(orderMemory) }

// decide returns the order of a datagram, the rule, and how sure it is. b is
// what was captured of its wire bytes.
func (m *orderMemory) decide(user codec.Order, fileBig bool, b []byte, wire int) (codec.Order, codec.OrderRule, codec.Confidence) {
	if user != codec.OrderUnknown {
		return user, codec.OrderGiven, codec.Certain
	}
	g := codec.Detect(b, wire)
	switch {
	case g.Order == codec.LittleEndian:
		m.little++
		return g.Order, codec.OrderDetected, g.Confidence
	case g.Order == codec.BigEndian:
		m.big++
		return g.Order, codec.OrderDetected, g.Confidence
	case m.little > m.big:
		return codec.LittleEndian, codec.OrderByInterface, codec.NoConfidence
	case m.big > m.little:
		return codec.BigEndian, codec.OrderByInterface, codec.NoConfidence
	case fileBig:
		return codec.BigEndian, codec.OrderByFile, codec.NoConfidence
	}
	return codec.LittleEndian, codec.OrderByFile, codec.NoConfidence
}
