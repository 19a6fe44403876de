package analysis

import "github.com/cnwire/cnwire/codec"

// OrderRule says what decided the byte order of a frame. The rules are tried
// in this order (SPEC.md R3).
type OrderRule uint8

const (
	OrderByUser      OrderRule = iota // the user said so
	OrderByStructure                  // the datagram reads better in it (codec.Detect)
	OrderByInterface                  // most of the interface's earlier frames have it
	OrderByFile                       // the file's own headers are in it
)

// String returns the rule in words.
func (r OrderRule) String() string {
	switch r {
	case OrderByUser:
		return "given by the user"
	case OrderByStructure:
		return "structure of the datagram"
	case OrderByInterface:
		return "earlier frames of the interface"
	}
	return "byte order of the file"
}

// orderMemory counts what structure decided so far, an interface at a time.
type orderMemory struct {
	little, big uint64
}

// decide returns the order of a datagram, the rule, and how sure it is. b is
// what was captured of its wire bytes.
func (m *orderMemory) decide(user codec.Order, fileBig bool, b []byte, wire int) (codec.Order, OrderRule, codec.Confidence) {
	if user != codec.OrderUnknown {
		return user, OrderByUser, codec.Certain
	}
	g := codec.Detect(b, wire)
	switch {
	case g.Order == codec.LittleEndian:
		m.little++
		return g.Order, OrderByStructure, g.Confidence
	case g.Order == codec.BigEndian:
		m.big++
		return g.Order, OrderByStructure, g.Confidence
	case m.little > m.big:
		return codec.LittleEndian, OrderByInterface, codec.NoConfidence
	case m.big > m.little:
		return codec.BigEndian, OrderByInterface, codec.NoConfidence
	case fileBig:
		return codec.BigEndian, OrderByFile, codec.NoConfidence
	}
	return codec.LittleEndian, OrderByFile, codec.NoConfidence
}
